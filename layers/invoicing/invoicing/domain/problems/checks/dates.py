"""What today, or the day of issue, says of a draft."""

from collections.abc import Iterator
from datetime import date, timedelta

from invoicing.domain.basics.dates import show_date
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import INVOICES
from invoicing.domain.problems.problem import Problem, blocks, informs

DEADLINE_DAY = 15
NEAR_DAYS = 5
EARLIEST_DAYS = 60
MONTHS_TO_ASK = 3
MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
    "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
)  # fmt: skip


def date_problems(document: Document, on: date) -> Iterator[Problem]:
    """Yield what follows from issuing an invoice on this day (art. 106i)."""
    sold = document.supply_date or document.sale_date
    if document.kind not in INVOICES or sold is None:
        return
    if sold - on > timedelta(days=EARLIEST_DAYS):
        yield blocks("issue_too_early", "supply_date", "Faktura dalej niż 60 dni przed dostawą.", "Zmień datę")
        return
    deadline = _month_after(sold).replace(day=DEADLINE_DAY)
    if on > deadline:
        yield informs(
            "issue_late",
            "issue_date",
            f"Termin wystawienia minął {show_date(deadline)}. Wystaw i tak – jak najszybciej.",
        )
    elif deadline - on <= timedelta(days=NEAR_DAYS):
        yield informs(
            "issue_deadline_near",
            "issue_date",
            f"Wystaw do {show_date(deadline)} ({DEADLINE_DAY}. dzień następnego miesiąca).",
        )
    if (sold.year, sold.month) < (on.year, on.month):
        yield informs(
            "sale_in_closed_month",
            "issue_date",
            f"Sprzedaż z {MONTHS[sold.month - 1]}: VAT należy do tamtego miesiąca, nie do miesiąca wystawienia.",
        )
    if on >= _first_day_after(sold, MONTHS_TO_ASK + 1) and not document.buyer.is_business:
        yield informs(
            "request_too_late",
            "kind",
            "Od sprzedaży minęły 3 miesiące – możesz, ale nie musisz wystawić faktury.",
        )


def backdated(document: Document, today: date) -> Iterator[Problem]:
    """Yield the note of a document that bears an earlier day than the one on which it was issued."""
    if document.issue_date and document.issue_date < today:
        yield informs(
            "issue_date_backdated",
            "issue_date",
            f"Data wcześniejsza niż dziś; numer {document.number} stanie za późniejszymi.",
            "Potwierdź",
        )


def _month_after(day: date) -> date:
    return _first_day_after(day, 1)


def _first_day_after(day: date, months: int) -> date:
    """Return the first day of the month that comes so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
