"""VAT rates and the VAT contained in a gross amount.

A rate is the string that the API uses: a percentage ("23"), a named case without VAT
("0_wdt", "0_ex", "zw", "np_1", "np_2", "oo", "marza") or a foreign percentage ("SK:23").
"""

import re
from decimal import Decimal

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.money import ZERO, round_to_grosz

EXEMPT = "zw"
MARGIN = "marza"
REVERSE_CHARGE = "oo"
PERCENTAGES = ("23", "8", "5", "0")
NAMED = ("0_wdt", "0_ex", EXEMPT, "np_1", "np_2", REVERSE_CHARGE, MARGIN)
_PRINTED = {"0_wdt": "0%", "0_ex": "0%", "np_1": "np", "np_2": "np", MARGIN: "marża"}
_FOREIGN = re.compile(r"[A-Z]{2}:\d{1,2}(\.\d)?")


def checked_rate(text: str, field: str = "vat_rate") -> str:
    """Return the rate if it is one that we know, else refuse it by its field."""
    if text in PERCENTAGES or text in NAMED or _FOREIGN.fullmatch(text):
        return text
    raise InvalidFieldError(field, f"nie znam stawki VAT „{text}”.")


def percent(rate: str) -> Decimal:
    """Return the percentage of a rate; the cases without VAT have 0."""
    number = rate.rpartition(":")[2]
    return Decimal(0) if rate in NAMED else Decimal(number)


def is_foreign(rate: str | None) -> bool:
    """Is this a rate of another country, as under OSS? An unknown one is not."""
    return rate is not None and ":" in rate


def vat_in(gross: Decimal, rate: str) -> Decimal:
    """Return the VAT contained in a gross amount: gross x rate / (100 + rate), half up.

    Art. 106e ust. 7 and 11 of the VAT Act.

    >>> vat_in(Decimal("59.97"), "23")
    Decimal('11.21')
    """
    rate_percent = percent(rate)
    return round_to_grosz(gross * rate_percent / (100 + rate_percent)) if rate_percent else ZERO


def printed_rate(rate: str) -> str:
    """Return the rate as it stands on a document: `23%`, `zw`, `marża`.

    >>> printed_rate("8"), printed_rate("0_wdt"), printed_rate("SK:23")
    ('8%', '0%', '23%')
    """
    if rate in NAMED:
        return _PRINTED.get(rate, rate)
    return f"{rate.rpartition(':')[2].replace('.', ',')}%"
