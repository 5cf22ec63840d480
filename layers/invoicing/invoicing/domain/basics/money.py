"""Amounts: Decimal with two places, rounded half up, in one place.

>>> round_to_grosz(Decimal("11.215"))
Decimal('11.22')
>>> show_amount(Decimal("1234.5"), "PLN")
'1\\xa0234,50\\xa0zł'
"""

from decimal import ROUND_HALF_UP, Decimal

GROSZ = Decimal("0.01")
ZERO = Decimal("0.00")
LARGEST_AMOUNT = Decimal("99999999.99")
"""Nothing on a document may be larger; keeps a typing error from becoming a number."""

NBSP = "\N{NO-BREAK SPACE}"
_SYMBOLS = {"PLN": "zł", "CZK": "Kč", "EUR": "€", "HUF": "Ft"}


def round_to_grosz(amount: Decimal) -> Decimal:
    """Round half up to two places (art. 106e ust. 11 of the VAT Act)."""
    return amount.quantize(GROSZ, ROUND_HALF_UP)


def show_number(amount: Decimal) -> str:
    """Return `1 234,56` with no-break spaces between thousands."""
    return f"{amount:,.2f}".replace(",", NBSP).replace(".", ",")


def show_amount(amount: Decimal, currency: str) -> str:
    """Return the amount as it is printed, with its currency: `1 234,56 zł`."""
    return f"{show_number(amount)}{NBSP}{_SYMBOLS.get(currency, currency)}"


def show_quantity(quantity: Decimal) -> str:
    """Return a quantity without needless zeros: `3`, `1,5`."""
    return f"{quantity.normalize():f}".replace(".", ",")
