"""Which documents a filter means by what depends on the seller and the day; the filter itself knows what is stored."""

from dataclasses import replace
from datetime import date

from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.preflight import row_channel, row_problems
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Sift, SummaryFilter


def narrowed(wanted: SummaryFilter) -> SummaryFilter:
    """Return the filter with the statuses that it can mean: only drafts are ready or have problems."""
    if wanted.ready is None and wanted.problem is None:
        return wanted
    return replace(wanted, statuses=tuple(status for status in wanted.statuses if status is Status.DRAFT))


def sift_of(wanted: SummaryFilter, settings: SellerSettings, today: date) -> Sift | None:
    """Return what tells the wanted rows by the seller's settings and the day; None if those don't matter."""
    if wanted.ready is None and wanted.problem is None and wanted.ksef is None:
        return None

    def passes(summary: Summary) -> bool:
        if wanted.ksef and row_channel(summary, settings, today) is not wanted.ksef:
            return False
        if wanted.ready is None and wanted.problem is None:
            return True
        problems = row_problems(summary, settings, today)
        return (wanted.problem is None or wanted.problem in problems) and wanted.ready in (None, not problems)

    return passes
