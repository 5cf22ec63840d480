"""What the choices about a problem do to a draft.

Sales are imported where they are needed: whoever only lists the codes of problems should not pay for them at its start.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from invoicing.domain.basics.countries import oss_rate
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.vat.line import Line, RateSource

if TYPE_CHECKING:
    from invoicing.domain.sales.sale import Sale


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a choice may need besides the draft: its sale, what other documents hold of it, the seller's own rate."""

    sale: "Sale | None" = None
    held_lines: frozenset[str] = frozenset()
    held_delivery: Decimal = ZERO
    own_rate: str | None = None


Effect = Callable[[Document, Background], Document]


def as_it_is(document: Document, _: Background) -> Document:
    """Return the draft as it is: the decision is all that is kept."""
    return document


def as_proforma(document: Document, _: Background) -> Document:
    """Return the draft as a proforma."""
    return replace(document, kind=Kind.PROFORMA)


def as_paid_in_full(document: Document, _: Background) -> Document:
    """Return the draft as paid: coins and gift cards pay too."""
    return replace(document, paid=document.to_pay)


def with_deposits(*, by_piece: bool) -> Effect:
    """Return what takes the deposits of the sale as amounts for a piece or for a whole line."""

    def chosen(document: Document, background: Background) -> Document:
        from invoicing.domain.sales.deposits import charges_of

        if background.sale is None:
            return document
        return replace(document, charges=charges_of(background.sale, by_piece=by_piece))

    return chosen


def at_paid_price(document: Document, _: Background) -> Document:
    """Return the draft with the prices that the buyer paid, without what the marketplace added."""
    from invoicing.domain.sales.subsidies import as_paid

    return replace(document, lines=tuple(part for line in document.lines for part in as_paid(line)))


def without_delivery(document: Document, _: Background) -> Document:
    """Return the draft without its delivery."""
    return replace(document, lines=tuple(line for line in document.lines if not line.is_delivery))


def without_returned(document: Document, background: Background) -> Document:
    """Return the draft without the pieces that came back; goods that were never handed over need no correction."""
    if background.sale is None:
        return document
    returned = {line.id: line.returned for line in background.sale.lines if line.returned}
    left = (_less(line, returned.get(line.id, Decimal(0))) for line in document.lines)
    return replace(document, lines=tuple(line for line in left if line.quantity > 0))


def _less(line: Line, pieces: Decimal) -> Line:
    return replace(line, quantity=max(line.quantity - pieces, Decimal(0)))


def only_rest(document: Document, background: Background) -> Document:
    """Return the draft without what other documents hold: their goods, and as much of the delivery as is on them."""
    goods = tuple(line for line in document.lines if not line.is_delivery and line.id not in background.held_lines)
    delivery = [line for line in document.lines if line.is_delivery]
    left = sum((line.unit_gross * line.quantity for line in delivery), ZERO) - background.held_delivery
    if not delivery or left <= 0:
        return replace(document, lines=goods)
    return replace(document, lines=(*goods, replace(delivery[0], quantity=Decimal(1), unit_gross=left)))


def with_annex15(*, is_listed: bool) -> Effect:
    """Return what marks the goods that nobody has marked: in annex 15 or not."""

    def chosen(document: Document, _: Background) -> Document:
        lines = (
            replace(line, annex15=is_listed) if line.annex15 is None and not line.is_delivery else line
            for line in document.lines
        )
        return replace(document, lines=tuple(lines))

    return chosen


def with_polish_vat(document: Document, background: Background) -> Document:
    """Return the draft with the seller's own rate."""
    return _with_rates(document, background.own_rate)


def with_oss(document: Document, _: Background) -> Document:
    """Return the draft with the rate of the buyer's country."""
    return _with_rates(document, oss_rate(document.buyer.address.country, document.sale_date))


def _with_rates(document: Document, rate: str | None) -> Document:
    """Fill in the rates that nobody has set; those of an earlier decision give way."""
    source = RateSource.DEFAULT if rate else None
    lines = (
        replace(line, vat_rate=rate, vat_rate_source=source)
        if line.vat_rate is None or line.vat_rate_source is RateSource.DEFAULT
        else line
        for line in document.lines
    )
    return replace(document, lines=tuple(lines))
