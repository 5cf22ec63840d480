"""Payment methods: our codes, the marketplace's words for them, and the printed words."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class PaymentWay(StrEnum):
    """How the buyer pays; the code of the marketplace's API where it has one."""

    ONLINE = "ONLINE"
    ALLEGRO_PAY = "AF"
    TRANSFER = "WIRE_TRANSFER"
    ON_DELIVERY = "CASH_ON_DELIVERY"
    EXTENDED_TERM = "EXTENDED_TERM"


NOT_BY_TRANSFER = frozenset({PaymentWay.ON_DELIVERY, PaymentWay.ALLEGRO_PAY, PaymentWay.EXTENDED_TERM})
"""Buyers who pay the courier or through Allegro Pay would pay twice if given an account."""

PRINTED = {
    PaymentWay.ONLINE: "Płatność elektroniczna Allegro (PayU / Przelewy24)",
    PaymentWay.ALLEGRO_PAY: "Allegro Pay",
    PaymentWay.TRANSFER: "Przelew tradycyjny",
    PaymentWay.ON_DELIVERY: "Płatność przy odbiorze (pobranie)",
    PaymentWay.EXTENDED_TERM: "Przelew z odroczonym terminem (Allegro Pay Business)",
}
_CODES = {
    "PAYU": PaymentWay.ONLINE,
    "P24": PaymentWay.ONLINE,
    "SPLIT_PAYMENT": PaymentWay.ONLINE,
    "OFFLINE": PaymentWay.TRANSFER,
    "EPT": PaymentWay.EXTENDED_TERM,
    "COD": PaymentWay.ON_DELIVERY,
}


def payment_way(text: str) -> str:
    """Return our code for a marketplace's payment type or provider; unknown words are returned unchanged.

    >>> payment_way("PayU"), payment_way("ONLINE"), payment_way("gotówka")
    (<PaymentWay.ONLINE: 'ONLINE'>, <PaymentWay.ONLINE: 'ONLINE'>, 'gotówka')
    """
    code = text.strip().upper()
    if code in _CODES:
        return _CODES[code]
    return PaymentWay(code) if code in PaymentWay.__members__.values() else text


def printed_way(code: str) -> str:
    """Return the printed words of a payment method."""
    return PRINTED[PaymentWay(code)] if code in PaymentWay.__members__.values() else code


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """A payment of an issued document: a separate fact, which changes nothing printed."""

    id: str
    amount: Decimal
    date: date
    method: str
    by: str
    at: datetime
