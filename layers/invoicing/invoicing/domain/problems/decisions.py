"""What a person may decide about a problem, and what each choice does to the draft.

A decision is kept with who took it and when. It holds for the amounts and numbers that it was taken about: an edit that
changes those asks again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from invoicing.domain.basics.countries import oss_rate
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Decision, Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.sales.deposits import charges_of
from invoicing.domain.sales.sale import Sale
from invoicing.domain.sales.subsidies import as_paid
from invoicing.domain.vat.line import Line, RateSource

CONFIRM = "confirm"
MERGED = "merged_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What a choice may need besides the draft: its sale, what other documents hold of it, the seller's own rate."""

    sale: Sale | None = None
    held_lines: frozenset[str] = frozenset()
    held_delivery: Decimal = ZERO
    own_rate: str | None = None


Effect = Callable[[Document, Background], Document]


def _as_it_is(document: Document, _: Background) -> Document:
    return document


def _proforma(document: Document, _: Background) -> Document:
    return replace(document, kind=Kind.PROFORMA)


def _paid_in_full(document: Document, _: Background) -> Document:
    """Coins and gift cards pay too."""
    return replace(document, paid=document.to_pay)


def _deposit(*, by_piece: bool) -> Effect:
    def chosen(document: Document, background: Background) -> Document:
        if background.sale is None:
            return document
        return replace(document, charges=charges_of(background.sale, by_piece=by_piece))

    return chosen


def _paid_price(document: Document, _: Background) -> Document:
    return replace(document, lines=tuple(part for line in document.lines for part in as_paid(line)))


def _without_delivery(document: Document, _: Background) -> Document:
    return replace(document, lines=tuple(line for line in document.lines if not line.is_delivery))


def _without_returned(document: Document, background: Background) -> Document:
    """Return the draft without the pieces that came back; goods that were never handed over need no correction."""
    if background.sale is None:
        return document
    returned = {line.id: line.returned for line in background.sale.lines if line.returned}
    left = (_less(line, returned.get(line.id, Decimal(0))) for line in document.lines)
    return replace(document, lines=tuple(line for line in left if line.quantity > 0))


def _less(line: Line, pieces: Decimal) -> Line:
    return replace(line, quantity=max(line.quantity - pieces, Decimal(0)))


def _only_rest(document: Document, background: Background) -> Document:
    """Return the draft without what other documents hold: their goods, and as much of the delivery as is on them."""
    goods = tuple(line for line in document.lines if not line.is_delivery and line.id not in background.held_lines)
    delivery = [line for line in document.lines if line.is_delivery]
    left = sum((line.unit_gross * line.quantity for line in delivery), ZERO) - background.held_delivery
    if not delivery or left <= 0:
        return replace(document, lines=goods)
    return replace(document, lines=(*goods, replace(delivery[0], quantity=Decimal(1), unit_gross=left)))


def _annex15(*, is_listed: bool) -> Effect:
    def chosen(document: Document, _: Background) -> Document:
        lines = (
            replace(line, annex15=is_listed) if line.annex15 is None and not line.is_delivery else line
            for line in document.lines
        )
        return replace(document, lines=tuple(lines))

    return chosen


def _polish_vat(document: Document, background: Background) -> Document:
    return _with_rates(document, background.own_rate)


def _oss(document: Document, _: Background) -> Document:
    return _with_rates(document, oss_rate(document.buyer.address.country))


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


CHOICES: Mapping[str, Mapping[str, Effect]] = {
    "unpaid": {"proforma": _proforma, CONFIRM: _as_it_is},
    "paid_less_than_total": {"paid_in_full": _paid_in_full, "underpaid": _as_it_is},
    "overpaid": {"refund": _as_it_is},
    "total_mismatch": {CONFIRM: _as_it_is},
    "deposit_unclear": {"per_piece": _deposit(by_piece=True), "per_line": _deposit(by_piece=False)},
    "allegro_subsidy": {"full_price": _as_it_is, "paid_price": _paid_price},
    "smart_delivery_unclear": {"keep": _as_it_is, "remove_delivery": _without_delivery},
    "returned": {"issue_and_correct": _as_it_is, "reduce": _without_returned},
    MERGED: {"only_rest": _only_rest, CONFIRM: _as_it_is},
    "margin_mixed": {"keep": _as_it_is},
    "mpp_undecided": {"yes": _annex15(is_listed=True), "no": _annex15(is_listed=False)},
    "nip_added_by_hand": {CONFIRM: _as_it_is},
    "nip_invalid": {CONFIRM: _as_it_is},
    "bill_not_for_exempt_seller": {CONFIRM: _as_it_is},
    "exchange_rate_other_day": {CONFIRM: _as_it_is},
    "foreign_vat_undecided": {"polish_vat": _polish_vat, "oss": _oss},
}
"""Problem by problem, what may be chosen. Whatever is not here must be mended."""

ABOUT_MONEY = frozenset({"total_mismatch", "paid_less_than_total", "overpaid", "unpaid", "mpp_undecided"})
ABOUT_TAX_NUMBER = frozenset({"nip_invalid", "nip_added_by_hand"})


def decided(document: Document, decision: Decision, background: Background) -> Document:
    """Return the draft after a decision; one about the same problem takes the place of an older one."""
    choices = CHOICES.get(decision.code, {})
    if decision.choice not in choices:
        allowed = ", ".join(choices) or "żadna – ten problem trzeba usunąć"
        raise InvalidFieldError("choice", f"dla „{decision.code}” możliwe decyzje: {allowed}.")
    changed = choices[decision.choice](document, background)
    kept = tuple(earlier for earlier in still_valid(document, changed) if earlier.code != decision.code)
    return replace(changed, decisions=(*kept, decision))


def still_valid(before: Document, after: Document) -> tuple[Decision, ...]:
    """Return the decisions that an edit leaves standing."""
    outdated: frozenset[str] = frozenset()
    if (before.paid, before.kind, _asked_for(before)) != (after.paid, after.kind, _asked_for(after)):
        outdated |= ABOUT_MONEY
    if (before.buyer.nip, before.buyer.is_company) != (after.buyer.nip, after.buyer.is_company):
        outdated |= ABOUT_TAX_NUMBER
    if (before.exchange_rate, _days(before)) != (after.exchange_rate, _days(after)):
        outdated |= {"exchange_rate_other_day"}
    if before.buyer.address.country != after.buyer.address.country:
        outdated |= {"foreign_vat_undecided"}
    return tuple(decision for decision in before.decisions if decision.code not in outdated)


def _days(document: Document) -> tuple[date | None, ...]:
    return document.paid_at, document.supply_date, document.sale_date


def _asked_for(document: Document) -> Decimal:
    lines = sum((line.quantity * line.unit_gross for line in document.lines), ZERO)
    return lines + sum((charge.amount for charge in document.charges), ZERO)
