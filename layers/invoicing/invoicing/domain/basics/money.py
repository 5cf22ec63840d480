"""Amounts: Decimal with two places, rounded half up in this one module.

>>> round_to_grosz(Decimal("11.215"))
Decimal('11.22')
>>> parse_amount("59.9")
Decimal('59.90')
>>> show_amount(Decimal("1234.5"), "PLN")
'1\\xa0234,50\\xa0zł'
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from invoicing.domain.basics.errors import InvalidFieldError

GROSZ = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST_AMOUNT = Decimal("99999999.99")
"""Upper limit for any amount on a document: catches typos."""

NBSP = "\N{NO-BREAK SPACE}"
_NUMBER = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_SYMBOLS = {"PLN": "zł", "CZK": "Kč", "EUR": "€", "HUF": "Ft"}


def round_to_grosz(amount: Decimal) -> Decimal:
    """Return the amount rounded half up to two places (art. 106e ust. 11 of the VAT Act)."""
    return amount.quantize(GROSZ, ROUND_HALF_UP)


def parse_amount(text: str, field: str = "amount") -> Decimal:
    """Return an amount with two places, from -99999999.99 to 99999999.99.

    Refuses all that `parse_decimal` refuses, fractions of a grosz and larger amounts. Raises: InvalidFieldError.
    """
    amount = parse_decimal(text, field, places=2)
    if abs(amount) > LARGEST_AMOUNT:
        raise InvalidFieldError(field, f"najwyżej {LARGEST_AMOUNT}.")
    return round_to_grosz(amount) + ZERO  # there is no -0.00


def parse_decimal(text: str, field: str, *, places: int) -> Decimal:
    """Return a number written as programs write it: ASCII digits, a dot, an optional minus.

    Refuses anything else that `Decimal` would read (`1e1`, `1_0`, `+1`, `.5`, ` 1`, non-ASCII digits, NaN) and
    more decimal places than `places`. Raises: InvalidFieldError.
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise InvalidFieldError(field, "to ma być liczba, np. 12.50.")
    if len(match[1] or "") > places:
        raise InvalidFieldError(field, f"za dużo miejsc po przecinku (najwięcej: {places}).")
    return Decimal(text)


def show_number(amount: Decimal) -> str:
    """Return `1 234,56` with no-break spaces between thousands."""
    return f"{amount:,.2f}".replace(",", NBSP).replace(".", ",")


def show_amount(amount: Decimal, currency: str) -> str:
    """Return the amount as printed, with its currency: `1 234,56 zł`."""
    return f"{show_number(amount)}{NBSP}{_SYMBOLS.get(currency, currency)}"


def show_quantity(quantity: Decimal) -> str:
    """Return a quantity without trailing zeros: `3`, `1,5`."""
    return f"{quantity.normalize():f}".replace(".", ",")
