"""Filter conditions that depend on the seller's settings and the day; `SummaryFilter` checks what is stored."""

from dataclasses import replace
from datetime import date

from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.preflight import row_channel, row_problems
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Sift, SummaryFilter


def narrowed(requested: SummaryFilter) -> SummaryFilter:
    """Return the filter without statuses that cannot match: only drafts are ready or have problems."""
    if requested.ready is None and requested.problem is None:
        return requested
    return replace(requested, statuses=tuple(status for status in requested.statuses if status is Status.DRAFT))


def sift_of(requested: SummaryFilter, settings: SellerSettings, today: date) -> Sift | None:
    """Return the predicate that depends on the seller's settings and the day; None if the filter has none."""
    if requested.ready is None and requested.problem is None and requested.ksef is None:
        return None

    def passes(summary: Summary) -> bool:
        if requested.ksef and row_channel(summary, settings, today) is not requested.ksef:
            return False
        if requested.ready is None and requested.problem is None:
            return True
        problems = row_problems(summary, settings, today)
        return (requested.problem is None or requested.problem in problems) and requested.ready in (None, not problems)

    return passes
