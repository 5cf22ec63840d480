"""Which documents a filter means: by what is stored of them, and by what depends on the seller and the day."""

from dataclasses import replace
from datetime import date

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.search import folded_text, search_text
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.preflight import row_channel, row_problems
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Sift, SummaryFilter


def listed_on(summary: Summary) -> date:
    """Return the day that a document is listed under."""
    if summary.issue_date and summary.issued_at:
        return summary.issue_date
    return warsaw_date(summary.ordered_at or summary.created_at)


def is_stored_so(summary: Summary, wanted: SummaryFilter) -> bool:
    """Is this document among the wanted ones, by what is stored of it?"""
    asked = {
        "import_id": (wanted.import_id, summary.import_id),
        "order_id": (wanted.order_id, summary.order_id),
        "kind": (wanted.kind, summary.kind),
        "email_status": (wanted.email_status, summary.email.status),
        "ksef": (wanted.ksef if summary.status is Status.ISSUED else None, summary.ksef),
    }
    day = listed_on(summary)
    return (
        summary.status in wanted.statuses
        and all(value == there for value, there in asked.values() if value)
        and (wanted.since or day) <= day <= (wanted.until or day)
        and folded_text(wanted.q or "") in search_text(summary)
    )


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
