"""VAT rates: one table, a row per rate, and the VAT contained in a gross amount.

Lines, the API and the tables hold a rate by its code: a percentage ("23"), a named case ("0_wdt", "zw", "marza") or the
percentage of another EU country ("SK:23"). `rate_of` returns the rate of a code, `Rate.parse` checks untrusted text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from invoicing.domain.basics.countries import EU, POLAND
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.money import ZERO, round_to_grosz

STANDARD = "23"
EXEMPT = "zw"
MARGIN = "marza"
REVERSE_CHARGE = "oo"

_FOREIGN = re.compile(r"([A-Z]{2}):(0|[1-9][0-9]?)(\.[1-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate: its percentage, its words, and where it goes in the VAT return and in the register.

    `since` is the first day on which the rate is valid, None without a percentage; `word` is printed instead of
    a percentage, and then no VAT amount is stated. `base_fields` and `tax_field` are fields of the VAT return (JPK_V7).
    In the register an amount is in columns named by `column`, else in a note that begins with `note`. `file_words` are
    other words for the rate in sales files, folded: lower case, without accents and spaces.
    """

    code: str
    percent: Decimal = Decimal(0)
    since: date | None = None
    word: str | None = None
    country: str = POLAND
    base_fields: tuple[str, ...] = ()
    tax_field: str | None = None
    column: str | None = None
    note: str | None = None
    file_words: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str, field: str = "vat_rate") -> "Rate":
        """Return the rate of an untrusted code.

        >>> Rate.parse("FI:25.5").percent
        Decimal('25.5')

        Refuses anything but a code of the table or a percentage of an EU country other than Poland.

        Raises: InvalidFieldError.
        """
        foreign = _FOREIGN.fullmatch(text)
        if text in RATES or (foreign and foreign[1] in EU):
            return rate_of(text)
        raise InvalidFieldError(field, f"nie znam stawki VAT „{text}”.")

    @property
    def is_foreign(self) -> bool:
        """True for a rate of another country, as under OSS."""
        return self.country != POLAND

    @property
    def shown(self) -> str:
        """The rate as printed.

        >>> rate_of("8").shown, rate_of("0_wdt").shown, rate_of("FI:25.5").shown, rate_of("marza").shown
        ('8%', '0%', '25,5%', 'marża')
        """
        return self.word or f"{self.shown_percent}%"

    @property
    def shown_percent(self) -> str:
        """The percentage with a decimal comma."""
        return str(self.percent).replace(".", ",")

    @property
    def has_vat_amount(self) -> bool:
        """True if a VAT amount is stated for this rate, even zero; `zw`, `np`, `oo` and `marża` have none."""
        return self.word is None

    @property
    def return_fields(self) -> tuple[str, ...]:
        """All fields of the VAT return for amounts at this rate."""
        return (*self.base_fields, self.tax_field) if self.tax_field else self.base_fields


_ACT = date(2004, 5, 1)
"""The VAT Act of 11 March 2004 applies from this day."""
_RAISED = date(2011, 1, 1)
"""23 % and 8 %: art. 146a, then art. 146aa and 146ef of the VAT Act; 5 %: art. 41 ust. 2a."""

RATES: Mapping[str, Rate] = {
    rate.code: rate
    for rate in (
        Rate(
            code=STANDARD,
            percent=Decimal(23),
            since=_RAISED,
            base_fields=("K_19",),
            tax_field="K_20",
            column="23",
        ),
        Rate(
            code="8",
            percent=Decimal(8),
            since=_RAISED,
            base_fields=("K_17",),
            tax_field="K_18",
            column="8",
        ),
        Rate(
            code="5",
            percent=Decimal(5),
            since=_RAISED,
            base_fields=("K_15",),
            tax_field="K_16",
            column="5",
        ),
        Rate(code="0", since=_ACT, base_fields=("K_13",), column="0%"),
        Rate(code="0_wdt", since=_ACT, base_fields=("K_21",), note="0% WDT"),
        Rate(code="0_ex", since=_ACT, base_fields=("K_22",), note="0% eksport"),
        Rate(
            code=EXEMPT,
            word="zw",
            base_fields=("K_10",),
            column="zw",
            file_words=("zwolniony", "zwolniona", "zwolnione", "zwolnieniezvat", "exempt"),
        ),
        Rate(code="np_1", word="np", base_fields=("K_11",), note="np I"),
        Rate(code="np_2", word="np", base_fields=("K_11", "K_12"), note="np II"),
        Rate(code=REVERSE_CHARGE, word="oo", note="oo", file_words=("odwrotneobciazenie",)),
        Rate(code=MARGIN, word="marża", file_words=("marginscheme", "proceduramarzy")),
    )
}
"""The rates of Poland by code, in the order in which they are listed.

Services to businesses in the EU (np II) are in K_11 and, as a part of it, in K_12. A reverse charge is in no field of
the seller's return. Under the margin scheme only the margin is taxed, at the standard rate; it has its own columns.
"""


def rate_of(code: str) -> Rate:
    """Return the rate of a line's code; stored foreign rates are not checked again.

    >>> rate_of("SK:23").country, rate_of("23").is_foreign
    ('SK', False)
    """
    return RATES.get(code) or _foreign(code)


@lru_cache(maxsize=256)
def _foreign(code: str) -> Rate:
    country, _, percent = code.partition(":")
    return Rate(code=code, country=country, percent=Decimal(percent))


def is_foreign(code: str | None) -> bool:
    """True for the code of another country's rate; False for None, a rate that is not known yet."""
    return code is not None and rate_of(code).is_foreign


def vat_in(gross: Decimal, code: str) -> Decimal:
    """Return the VAT contained in a gross amount: gross x rate / (100 + rate), half up.

    Art. 106e ust. 7 and 11 of the VAT Act.

    >>> vat_in(Decimal("59.97"), "23")
    Decimal('11.21')
    """
    percent = rate_of(code).percent
    return round_to_grosz(gross * percent / (100 + percent)) if percent else ZERO
