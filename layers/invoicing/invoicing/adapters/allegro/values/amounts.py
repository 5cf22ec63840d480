"""Amounts and quantities as files write them: `1 234,56 zł`, `1,234.56`, `PLN 12.50`, `2 szt.`"""

import re
from decimal import Decimal
from functools import lru_cache

from invoicing.domain.basics.currencies import CURRENCIES
from invoicing.domain.basics.money import round_to_grosz

_CURRENCIES = {"zł": "PLN", "zl": "PLN", "kč": "CZK", "kc": "CZK", "ft": "HUF", "€": "EUR"}
_WORD = re.compile(r"(?P<before>[^\W\d_]+|€)?\.?(?P<number>[-+−]?[0-9.,']+)(?P<after>[^\W\d_]+|€)?\.?")
_PLAIN = re.compile("[0-9]{1,15}(?:[.][0-9]{1,2})?")
_GROUPED = re.compile("[0-9]{1,3}(?:([.,'])[0-9]{3})(?:\\1[0-9]{3})*(?:(?!\\1)[.,][0-9]+)?")
_SIMPLE = re.compile("[0-9]{1,15}(?:[.,][0-9]{1,30})?")
_SPACE = re.compile(r"\s+")
_SPACE_IN_NUMBER = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_SURE_DIGITS = 9
_NOISE = Decimal("0.000001")
_PIECES = frozenset({"szt", "sztuk", "sztuka", "sztuki", "pcs", "x", "kpl", "para", "pary", "op", "opak"})


class NotANumberError(ValueError):
    """A text is no number, or could be read as more than one."""


@lru_cache(64)
def currency_of(text: str) -> str:
    """Return the ISO code for a currency's code or sign; `NotANumberError` for an unknown one.

    >>> currency_of("zł"), currency_of("czk"), currency_of("€")
    ('PLN', 'CZK', 'EUR')
    """
    code = _CURRENCIES.get(text.lower(), text.upper())
    if code not in CURRENCIES:
        raise NotANumberError(text)
    return code


def amount_of(text: str) -> tuple[Decimal, str | None]:
    """Return an amount and the currency beside it, if any; `NotANumberError` if either is unreadable or ambiguous.

    >>> amount_of("1\\u00a0234,50 zł"), amount_of("EUR 1,234.5"), amount_of("360")
    ((Decimal('1234.50'), 'PLN'), (Decimal('1234.5'), 'EUR'), (Decimal('360'), None))
    """
    if _PLAIN.fullmatch(text):
        return Decimal(text), None
    number, word = _taken_apart(text)
    amount = _decimal(number)
    rounded = round_to_grosz(amount)
    if abs(amount - rounded) > _NOISE:
        # also refuses `1.234`, which could mean thousands: amounts have at most two decimal places
        raise NotANumberError(text)
    return (amount if amount == rounded else rounded), currency_of(word) if word else None


def quantity_of(text: str) -> Decimal:
    """Return a quantity, with or without a word for pieces; `NotANumberError` for anything else.

    >>> quantity_of("2 szt."), quantity_of("1,5")
    (Decimal('2'), Decimal('1.5'))
    """
    if text.isdecimal() and text.isascii() and len(text) <= _SURE_DIGITS:
        return Decimal(text)
    number, word = _taken_apart(text)
    if word and word.lower() not in _PIECES:
        raise NotANumberError(text)
    return _decimal(number)


def _taken_apart(text: str) -> tuple[str, str]:
    match = _WORD.fullmatch(_SPACE.sub("", _SPACE_IN_NUMBER.sub("'", text)))
    if match is None or (match["before"] and match["after"]):
        raise NotANumberError(text)
    return match["number"], match["before"] or match["after"] or ""


def _decimal(number: str) -> Decimal:
    """Return the number; the last comma or dot is the decimal mark, unless it occurs more than once."""
    sign = "-" if number.startswith(("-", "−")) else ""
    digits = number.lstrip("-+−")
    grouped = _GROUPED.fullmatch(digits)
    if not _SIMPLE.fullmatch(digits):
        if grouped is None:
            raise NotANumberError(number)
        digits = digits.replace(grouped[1], "")
    return Decimal(sign + digits.replace(",", "."))
