"""The accountant's figures for a sale under the margin scheme (art. 120 ust. 4-5); none of them is ever printed.

The margin is what the buyer pays for a good, including its share of the delivery, less what the seller paid for it; it
includes VAT. Each good has its own margin: a loss on one does not lower the tax on another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from invoicing.domain.basics.money import ZERO, round_to_grosz
from invoicing.domain.documents.document import Document
from invoicing.domain.vat.line import Line
from invoicing.domain.vat.rate import MARGIN, STANDARD, vat_in


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginTax:
    """Sale and purchase (gross), and the margin's net and VAT; None if a purchase price is unknown."""

    sale: Decimal
    purchase: Decimal | None = None
    net: Decimal | None = None
    vat: Decimal | None = None
    has_loss: bool = False


def margin_tax(document: Document) -> MarginTax | None:
    """Return the margin of a document, or its change by a correction; None without a line under the scheme.

    Purchase prices are in zloty: for sales in foreign currencies the margin is left to the accountant.
    """
    correction = document.correction
    before = _tax(correction.before.lines) if correction else None
    after = _tax(_with_remaining_purchase(correction.before.lines, document.lines) if correction else document.lines)
    tax = after if before is None else _change(before, after)
    if tax is None or document.currency == "PLN":
        return tax
    return replace(tax, net=None, vat=None)


def _tax(lines: Iterable[Line]) -> MarginTax | None:
    lines = [line for line in lines if line.vat_rate == MARGIN]
    if not lines:
        return None
    sale = sum((line.gross for line in lines), ZERO)
    prices = [line.purchase_price for line in lines if not line.is_delivery and line.quantity]
    known = [price for price in prices if price is not None]
    if len(known) < len(prices):
        return MarginTax(sale=sale)
    margins = tuple(_margins(lines))
    margin = sum((each for each in margins if each > 0), ZERO)
    vat = vat_in(margin, STANDARD)
    has_loss = any(each < 0 for each in margins)
    return MarginTax(sale=sale, purchase=sum(known, ZERO), net=margin - vat, vat=vat, has_loss=has_loss)


def _margins(lines: Iterable[Line]) -> Iterator[Decimal]:
    """Yield each good's margin; delivery is split in proportion to the goods' gross."""
    lines = tuple(lines)
    goods = [line for line in lines if not line.is_delivery and line.gross]
    delivery = sum((line.gross for line in lines if line.is_delivery), ZERO)
    total = sum((line.gross for line in goods), ZERO)
    if not goods:
        yield delivery
    counted = shared = ZERO
    for line in goods:
        counted += line.gross
        share = round_to_grosz(delivery * counted / total) - shared
        shared += share
        yield line.gross + share - (line.purchase_price or ZERO)


def _with_remaining_purchase(before: Iterable[Line], after: Iterable[Line]) -> tuple[Line, ...]:
    """Return a correction's lines with the purchase price of the pieces that remain sold."""
    old = {line.id: line for line in before}
    return tuple(_with_purchase_of(old.get(line.id, line), line) for line in after)


def _with_purchase_of(before: Line, after: Line) -> Line:
    if before.purchase_price is None or not before.quantity:
        return after
    remaining = round_to_grosz(before.purchase_price * after.quantity / before.quantity)
    return replace(after, purchase_price=remaining)


def _change(before: MarginTax, after: MarginTax | None) -> MarginTax:
    now = after or MarginTax(sale=ZERO, purchase=ZERO, net=ZERO, vat=ZERO)
    return MarginTax(
        sale=now.sale - before.sale,
        purchase=_less(now.purchase, before.purchase),
        net=_less(now.net, before.net),
        vat=_less(now.vat, before.vat),
        has_loss=now.has_loss,
    )


def _less(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else now - before
