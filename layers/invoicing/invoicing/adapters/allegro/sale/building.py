"""From a raw record to a sale, the same for every syntax; an unreadable record is returned with the reason."""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache

from invoicing.adapters.allegro.sale.buyers import buyer_of, wants_invoice
from invoicing.adapters.allegro.sale.extras import services_of, surcharges_of
from invoicing.adapters.allegro.sale.fields import Fields, UnreadableFieldError
from invoicing.adapters.allegro.sale.lines import ReadLine, identities, line_groups, priced_lines, read_line, sale_line
from invoicing.adapters.allegro.sale.payment import paid_and_total, payment_way_of
from invoicing.adapters.allegro.syntax.records import Group
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.allegro.vocabulary.words import MARKETPLACES, NOT_READY, READY, STATUSES
from invoicing.adapters.files import limits
from invoicing.adapters.files.texts import cleaned
from invoicing.domain.basics.money import ZERO
from invoicing.domain.sales.sale import CANCELLED, Rejected, Sale, SaleLine

_POLAND = "PL"
_ZLOTY = "PLN"
_MARKETPLACE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*-([a-z]{2})")
_NOTHING = frozenset({"", "0"})


def sale_of(position: int, group: Group) -> Sale | Rejected:
    """Return the sale in a raw record, or why it cannot be read."""
    code, reason = "record_broken", group.broken
    if reason is None:
        try:
            return _sale(position, Fields(group.values, {}), group)
        except UnreadableFieldError as error:
            code, reason = error.code, error.reason
    return Rejected(position=position, code=code, reason=reason, order_id=_shown_id(group))


def _shown_id(group: Group) -> str | None:
    """Return the order's number as in the file, so that the seller can find the order in it."""
    value = group.values.get("order_id")
    return cleaned(value[1])[: limits.IDENTIFIER_CHARACTERS] or None if value else None


def _sale(position: int, order: Fields, group: Group) -> Sale:
    status = _status(order)
    groups = line_groups(group)
    lines = _read_lines(order, groups, is_cancelled=status == CANCELLED)
    ordered_at = order.instant("ordered_at") or min((line.bought_at for line in lines if line.bought_at), default=None)
    order_id = _order_id(order, ordered_at, lines)
    line_ids = identities(lines, order_id)
    surcharges = surcharges_of(order, group, order_id)
    extras = (*services_of(order, [(order_id, group), *zip(line_ids, groups, strict=False)], order_id), *surcharges)
    way = payment_way_of(order)
    paid, total = paid_and_total(order, way, sum((extra.price for extra in surcharges), ZERO))
    delivery = order.amount("delivery")
    order.note_currency("currency")
    currency = order.currency or _ZLOTY
    marketplace, home = _marketplace(order, currency)
    buyer = buyer_of(order, group, home)
    beside = sum((extra.price * extra.quantity for extra in extras), delivery or ZERO)
    is_foreign = currency != _ZLOTY or buyer.address.country != _POLAND
    return Sale(
        position=position,
        order_id=order_id,
        buyer=buyer,
        lines=_sale_lines(priced_lines(lines, beside, total), line_ids, is_foreign=is_foreign),
        extras=extras,
        ordered_at=ordered_at,
        paid_at=order.instant("paid_at"),
        due_date=order.day("invoice_due"),
        status=status,
        marketplace=marketplace,
        buyer_login=order.text("login"),
        invoice_wanted=wants_invoice(order, group),
        delivery=delivery,
        delivery_method=order.text("delivery_method"),
        is_smart=order.claim("is_smart"),
        total=total,
        paid=paid,
        currency=currency,
        payment_id=order.identifier("payment_id"),
        payment_method=way,
    )


def _sale_lines(
    priced: Sequence[tuple[ReadLine, Decimal]], ids: Sequence[str], *, is_foreign: bool
) -> tuple[SaleLine, ...]:
    return tuple(
        sale_line(line, worth, identity, is_foreign=is_foreign)
        for (line, worth), identity in zip(priced, ids, strict=True)
    )


def _status(order: Fields) -> str | None:
    """Return the seller's status, else the order form's, or CANCELLED; an order that is not ready yet is refused."""
    of_form, of_seller = order.text("general_status"), order.text("status")
    form = _status_named(of_form)
    if form == CANCELLED or (order.text("cancelled_at") or "") not in _NOTHING:
        return CANCELLED
    if form in NOT_READY:
        raise UnreadableFieldError(
            "not_ready",
            f"kupujący nie dokończył jeszcze tego zamówienia (status {form}) – wczytaj je, gdy będzie gotowe.",
        )
    return _status_named(of_seller) or (form if form != READY else None)


@lru_cache(256)
def _status_named(text: str | None) -> str | None:
    return STATUSES.get(folded(text), text.upper()) if text else None


def _read_lines(order: Fields, groups: Sequence[Group], *, is_cancelled: bool) -> list[ReadLine]:
    """Return the lines as in the file; a cancelled order needs none, since it gets no document."""
    try:
        lines = [
            read_line(order.inside(line.values, f" (pozycja {number})")) for number, line in enumerate(groups, start=1)
        ]
    except UnreadableFieldError:
        if is_cancelled:
            return []
        raise
    if not lines and not is_cancelled:
        raise UnreadableFieldError("lines_missing", "transakcja nie ma żadnej pozycji.")
    return lines


def _order_id(order: Fields, ordered_at: datetime | None, lines: Sequence[ReadLine]) -> str:
    """Return the order's number; if missing, one derived from buyer, time and lines, if all of these are known."""
    if order.has("order_id"):
        order_id = order.identifier("order_id")
        if order_id is None:
            raise UnreadableFieldError("order_id_invalid", "numer zamówienia zawiera niedozwolone znaki.")
        return order_id
    login = order.text("login")
    if not (login and ordered_at and lines):
        raise UnreadableFieldError("field_missing", "brak pola OrderId (numer zamówienia).")
    bought = sorted(
        f"{line.offer_id or line.name}\t{line.quantity.normalize():f}\t{line.price or line.amount:.2f}"
        for line in lines
    )
    purchase = "\n".join((login, ordered_at.astimezone(UTC).isoformat(), *bought))
    return f"bez-numeru-{hashlib.sha256(purchase.encode()).hexdigest()[:32]}"


def _marketplace(order: Fields, currency: str) -> tuple[str, str]:
    """Return the marketplace and its country: as in the file, else the one that sells in this currency."""
    name = (order.text("marketplace") or "").lower()
    if match := _MARKETPLACE.fullmatch(name):
        return name, match[1].upper()
    return MARKETPLACES.get(currency, MARKETPLACES[_ZLOTY])
