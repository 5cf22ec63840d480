"""Checks of a draft against today or its issue date."""

from collections.abc import Iterator
from datetime import date, timedelta

from invoicing.domain.basics.dates import show_date
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import INVOICES
from invoicing.domain.problems.catalogue.issuing import (
    ISSUE_DATE_BACKDATED,
    ISSUE_DEADLINE_NEAR,
    ISSUE_LATE,
    ISSUE_TOO_EARLY,
    REQUEST_TOO_LATE,
    SALE_IN_CLOSED_MONTH,
)
from invoicing.domain.problems.problem import Problem

DEADLINE_DAY = 15
NEAR_DAYS = 5
EARLIEST_DAYS = 60
MONTHS_TO_ASK = 3
MONTHS = (
    "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
    "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
)  # fmt: skip


def date_problems(document: Document, on: date) -> Iterator[Problem]:
    """Yield the problems of issuing an invoice on this day (art. 106i)."""
    sold = document.supply_date or document.sale_date
    if document.kind not in INVOICES or sold is None:
        return
    if sold - on > timedelta(days=EARLIEST_DAYS):
        yield ISSUE_TOO_EARLY()
        return
    deadline = _month_after(sold).replace(day=DEADLINE_DAY)
    if on > deadline:
        yield ISSUE_LATE(deadline=show_date(deadline))
    elif deadline - on <= timedelta(days=NEAR_DAYS):
        yield ISSUE_DEADLINE_NEAR(deadline=show_date(deadline), day=DEADLINE_DAY)
    if (sold.year, sold.month) < (on.year, on.month):
        yield SALE_IN_CLOSED_MONTH(month=MONTHS[sold.month - 1])
    if on >= _first_day_after(sold, MONTHS_TO_ASK + 1) and not document.buyer.is_business:
        yield REQUEST_TOO_LATE()


def backdated(document: Document, today: date) -> Iterator[Problem]:
    """Yield the note for a document dated before the day on which it was issued."""
    if document.issue_date and document.issue_date < today:
        yield ISSUE_DATE_BACKDATED(number=document.number)


def _month_after(day: date) -> date:
    return _first_day_after(day, 1)


def _first_day_after(day: date, months: int) -> date:
    """Return the first day of the month that is so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
