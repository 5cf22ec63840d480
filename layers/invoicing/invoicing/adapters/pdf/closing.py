"""What closes a document: the VAT table, the sums, how to pay. One block that no page divides."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from invoicing.adapters.pdf.facts import Column, paint_facts
from invoicing.adapters.pdf.labels import Labels
from invoicing.adapters.pdf.letters import printable
from invoicing.adapters.pdf.payment import payment_facts
from invoicing.adapters.pdf.sheet import Sheet
from invoicing.adapters.pdf.shown import INVOICES, shows_vat
from invoicing.adapters.pdf.style import BODY, GUTTER, LEFT, STRONG, SUM, SUM_NAME, WIDTH
from invoicing.adapters.pdf.typesetting import joined, width_of
from invoicing.adapters.pdf.vat_table import paint_vat_table
from invoicing.domain.dates import show_date
from invoicing.domain.documents import Document
from invoicing.domain.kinds import Kind
from invoicing.domain.money import show_amount

GAP_ABOVE = 14.0
SUM_GAP = 3.0
PAYMENT, SUMS = Column(LEFT, WIDTH).part(0, 2), Column(LEFT, WIDTH).part(1, 2)


class Block(NamedTuple):
    """Something painted on a sheet of its own, from its top, to be placed where there is room."""

    sheet: Sheet
    height: float


class Sum(NamedTuple):
    """An amount below the table, and what it is."""

    labels: list[str]
    amount: Decimal


def closing_block(document: Document, labels: Labels) -> Block:
    """Return the block that closes the document: sums on the right, payment on the left."""
    sheet, y = Sheet(), GAP_ABOVE
    if shows_vat(document):
        y = paint_vat_table(sheet, SUMS, y, document, labels) + GAP_ABOVE / 2
    bottom = _paint_sums(sheet, y, document, labels)
    return Block(sheet, max(bottom, paint_facts(sheet, PAYMENT, GAP_ABOVE, payment_facts(document, labels), across=1)))


def _paint_sums(sheet: Sheet, y: float, document: Document, labels: Labels) -> float:
    """The one amount that matters is large: what is left to pay, or the total when nothing is."""
    sums = list(_sums(document, labels))
    nothing_due = 1 + len(document.charges) if document.charges else 0
    large = len(sums) - 1 if document.amount_due > 0 else nothing_due
    for number, (names, amount) in enumerate(sums):
        style, name_style = (SUM, SUM_NAME) if number == large else (STRONG, STRONG) if number == 0 else (BODY, BODY)
        shown = printable(show_amount(amount, document.currency))
        lines = joined(names, name_style, SUMS.width - width_of(shown, style) - GUTTER)
        sheet.lines(SUMS.x, y + style.size - name_style.size, lines, name_style)
        sheet.right(SUMS.x + SUMS.width, y + style.size, shown, style)
        y += (len(lines) - 1) * name_style.leading + style.leading + SUM_GAP
    return y


def _sums(document: Document, labels: Labels) -> Iterator[Sum]:
    """Charges stand below the total, which they are no part of; a proforma says nothing of what was paid."""
    yield Sum(labels.each("total_due" if document.kind in INVOICES else "total"), document.totals.gross)
    for charge in document.charges:
        yield Sum([charge.reason], charge.amount)
    if document.charges:
        yield Sum(labels.each("total_to_pay"), document.to_pay)
    if document.paid and document.kind is not Kind.PROFORMA:
        day = document.paid_at
        yield Sum(labels.each("paid_on", date=show_date(day)) if day else labels.each("paid"), document.paid)
        is_over = document.amount_due < 0
        yield Sum(labels.each("overpaid" if is_over else "remaining"), abs(document.amount_due))
    elif document.amount_due > 0 and (document.paid or not document.charges):
        yield Sum(labels.each("to_pay"), document.amount_due)
