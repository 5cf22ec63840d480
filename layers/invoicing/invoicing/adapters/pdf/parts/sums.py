"""The amounts below the lines: the total, charges outside it, and what is paid, remaining or refunded."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from invoicing.adapters.pdf.words.labels import Labels
from invoicing.domain.basics.dates import show_date
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Correction, Document
from invoicing.domain.documents.kind import INVOICES, KINDS
from invoicing.domain.documents.sale_state import State
from invoicing.domain.vat.line import Charge


class Sum(NamedTuple):
    """An amount and its label in each language."""

    labels: list[str]
    amount: Decimal
    is_total: bool = False


def sums_of(document: Document, labels: Labels) -> list[Sum]:
    """Return the amounts from top to bottom."""
    if document.correction is not None:
        return list(_of_correction(document, document.correction, labels))
    return list(_of_sale(document, labels))


def main_sum(document: Document, sums: list[Sum]) -> int:
    """Return the index of the main amount: what remains to pay or is refunded, else the total."""
    if document.correction is not None or document.amount_due > 0:
        return len(sums) - 1
    return 1 + len(document.charges) if document.charges else 0


def _of_sale(document: Document, labels: Labels) -> Iterator[Sum]:
    """Yield the total, then charges, which it excludes, then payments, which a proforma omits."""
    total = "total_due" if document.kind in INVOICES else "total"
    yield Sum(labels.each(total), document.totals.gross, is_total=True)
    for charge in document.charges:
        yield Sum(labels.translations(charge.reason), charge.amount)
    if document.charges:
        yield Sum(labels.each("total_to_pay"), document.to_pay)
    if document.paid and KINDS[document.kind].is_evidence:
        day = document.paid_at
        yield Sum(labels.each("paid_on", date=show_date(day)) if day else labels.each("paid"), document.paid)
        is_over = document.amount_due < 0
        yield Sum(labels.each("overpaid" if is_over else "remaining"), abs(document.amount_due))
    elif document.amount_due > 0 and (document.paid or not document.charges):
        yield Sum(labels.each("to_pay"), document.amount_due)


def _of_correction(document: Document, correction: Correction, labels: Labels) -> Iterator[Sum]:
    """Yield before, after and difference; a decrease is no refund while part of the new total is unpaid."""
    before, after, change = correction.before, document.state, document.to_pay
    yield Sum(labels.each("total_before"), before.totals.gross)
    yield Sum(labels.each("total_after"), after.totals.gross)
    yield Sum(labels.each("difference"), document.totals.gross, is_total=True)
    for charge in _changed_charges(before, after):
        yield Sum(labels.translations(charge.reason), charge.amount)
    remaining = after.to_pay - correction.paid
    if change > 0:
        yield Sum(labels.each("to_pay_more"), change)
    elif change < 0 < remaining:
        yield Sum(labels.each("remaining"), remaining)
    elif change < 0:
        yield Sum(labels.each("to_refund"), document.refund)


def _changed_charges(before: State, after: State) -> Iterator[Charge]:
    """Yield the change of each deposit."""
    reasons = dict.fromkeys(charge.reason for charge in (*before.charges, *after.charges))
    for reason in reasons:
        change = _charged(after, reason) - _charged(before, reason)
        if change:
            yield Charge(reason=reason, amount=change)


def _charged(state: State, reason: str) -> Decimal:
    return sum((charge.amount for charge in state.charges if charge.reason == reason), ZERO)
