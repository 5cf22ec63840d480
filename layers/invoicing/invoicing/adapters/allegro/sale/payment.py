"""How and how much a buyer paid, from several fields."""

from decimal import Decimal
from functools import lru_cache

from invoicing.adapters.allegro.sale.fields import Fields
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.allegro.vocabulary.words import PAID, WAYS, YES
from invoicing.domain.documents.payment import PaymentWay, payment_way


def payment_way_of(order: Fields) -> str | None:
    """Return our code of the payment method: one that only the provider offers, else the type, else the provider."""
    kind, provider = (_way(order.text(name)) for name in ("payment_type", "payment_provider"))
    way = provider if provider in (PaymentWay.ALLEGRO_PAY, PaymentWay.EXTENDED_TERM) else kind or provider
    if way in (None, PaymentWay.ONLINE) and _is_by_allegro_pay(order):
        return PaymentWay.ALLEGRO_PAY
    return way


def paid_and_total(order: Fields, way: str | None, surcharged: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """Return the amount paid and the total to pay; None for what the file does not give.

    The payment's amount excludes later payments (`surcharged`). With cash on delivery, neither the total nor the
    payment's amount is money already received.
    """
    whole, first = order.amount("total_paid"), order.amount("paid")
    expected, total = order.amount("payment_amount"), order.amount("total")
    if whole is not None:
        return whole, total
    if first is not None:
        return first + surcharged, total
    status = order.text("payment_status")
    is_paid = status is not None and folded(status) in PAID
    if way == PaymentWay.ON_DELIVERY or (status is not None and not is_paid):
        return None, total
    return (expected if expected is not None or not is_paid else total), total


def _way(text: str | None) -> str | None:
    return None if text is None else _way_named(text)


@lru_cache(256)
def _way_named(text: str) -> str:
    return WAYS.get(folded(text)) or payment_way(text)


def _is_by_allegro_pay(order: Fields) -> bool:
    text = order.text("allegro_pay") or ""
    return text.lower() in YES or folded(text) == "allegropay"
