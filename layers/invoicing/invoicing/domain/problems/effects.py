"""What the choices about a problem do to a draft.

The `sales` room is imported lazily: functions that only list problem codes should not load it on a cold start.
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
    """What a choice may need besides the draft: its sale, the parts on other documents, the seller's default rate."""

    sale: "Sale | None" = None
    held_lines: frozenset[str] = frozenset()
    held_delivery: Decimal = ZERO
    own_rate: str | None = None


Effect = Callable[[Document, Background], Document]


def as_it_is(document: Document, _: Background) -> Document:
    """Return the draft unchanged: only the decision is stored."""
    return document


def as_proforma(document: Document, _: Background) -> Document:
    """Return the draft as a proforma."""
    return replace(document, kind=Kind.PROFORMA)


def as_paid_in_full(document: Document, _: Background) -> Document:
    """Return the draft as fully paid: coins and gift cards are payment too."""
    return replace(document, paid=document.to_pay)


def with_deposits(*, by_piece: bool) -> Effect:
    """Return the effect that charges the sale's deposits, read as amounts per piece or per line."""

    def chosen(document: Document, background: Background) -> Document:
        from invoicing.domain.sales.deposits import charges_of

        if background.sale is None:
            return document
        return replace(document, charges=charges_of(background.sale, by_piece=by_piece))

    return chosen


def at_paid_price(document: Document, _: Background) -> Document:
    """Return the draft with the prices that the buyer paid, without the marketplace's subsidy."""
    from invoicing.domain.sales.subsidies import as_paid

    return replace(document, lines=tuple(part for line in document.lines for part in as_paid(line)))


def without_delivery(document: Document, _: Background) -> Document:
    """Return the draft without its delivery."""
    return replace(document, lines=tuple(line for line in document.lines if not line.is_delivery))


def without_returned(document: Document, background: Background) -> Document:
    """Return the draft without the returned pieces; goods that were never handed over need no correction."""
    if background.sale is None:
        return document
    returned = {line.id: line.returned for line in background.sale.lines if line.returned}
    remaining = (_less(line, returned.get(line.id, Decimal(0))) for line in document.lines)
    return replace(document, lines=tuple(line for line in remaining if line.quantity > 0))


def _less(line: Line, pieces: Decimal) -> Line:
    return replace(line, quantity=max(line.quantity - pieces, Decimal(0)))


def only_rest(document: Document, background: Background) -> Document:
    """Return the draft without what is on other documents: their goods and their share of the delivery."""
    goods = tuple(line for line in document.lines if not line.is_delivery and line.id not in background.held_lines)
    delivery = [line for line in document.lines if line.is_delivery]
    rest = sum((line.unit_gross * line.quantity for line in delivery), ZERO) - background.held_delivery
    if not delivery or rest <= 0:
        return replace(document, lines=goods)
    return replace(document, lines=(*goods, replace(delivery[0], quantity=Decimal(1), unit_gross=rest)))


def with_annex15(*, is_listed: bool) -> Effect:
    """Return the effect that marks goods as in annex 15 or not, unless already marked."""

    def chosen(document: Document, _: Background) -> Document:
        lines = (
            replace(line, annex15=is_listed) if line.annex15 is None and not line.is_delivery else line
            for line in document.lines
        )
        return replace(document, lines=tuple(lines))

    return chosen


def with_polish_vat(document: Document, background: Background) -> Document:
    """Return the draft with the seller's default rate."""
    return _with_rates(document, background.own_rate)


def with_oss(document: Document, _: Background) -> Document:
    """Return the draft with the rate of the buyer's country."""
    return _with_rates(document, oss_rate(document.buyer.address.country, document.sale_date))


def _with_rates(document: Document, rate: str | None) -> Document:
    """Fill in missing rates and overwrite those of an earlier decision."""
    source = RateSource.DEFAULT if rate else None
    lines = (
        replace(line, vat_rate=rate, vat_rate_source=source)
        if line.vat_rate is None or line.vat_rate_source is RateSource.DEFAULT
        else line
        for line in document.lines
    )
    return replace(document, lines=tuple(lines))
