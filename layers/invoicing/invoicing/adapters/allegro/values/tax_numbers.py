"""Buyers' tax numbers: a Polish NIP or a foreign number. Never checked here, never invented.

The marketplace gives a list of typed numbers, or one free text: `NIP: 913-11-00-132`, `PL 9131100132`, outside Poland
also two numbers separated by a semicolon.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_POLAND = "PL"
_LABEL = re.compile(r"^\W*(?:NIP|VAT|TAX|NR|NO|ID|UE|EU)\b\W*", re.IGNORECASE)
_NIP_DIGITS = 10
_FOREIGN_ORDER = ("VAT_EU", "CZ_DIC", "SK_IC_DPH", "HU_ADOSZAM", "CZ_ICO", "SK_ICO", "OTHER")


@dataclass(frozen=True, slots=True)
class TaxNumbers:
    """A buyer's known tax numbers; `nip` is digits only."""

    nip: str | None = None
    foreign: str | None = None


def numbers_in(text: str | None, country: str | None) -> TaxNumbers:
    """Return the numbers in a buyer's text; `country` is the buyer's, None if unknown.

    >>> numbers_in("NIP: 913-11-00-132", "PL").nip, numbers_in("12345678;CZ12345678", "CZ").foreign
    ('9131100132', 'CZ12345678')
    """
    return _first_of(_number_in(part, country) for part in (text or "").split(";"))


def numbers_of(typed: Iterable[tuple[str, str]], country: str | None) -> TaxNumbers:
    """Return the numbers in a list of types and values, preferring the most specific types."""
    by_type = {kind: value for kind, value in reversed(list(typed)) if value}
    polish = [numbers_in(by_type[kind], _POLAND) for kind in by_type if kind == "PL_NIP"]
    others = [numbers_in(by_type[kind], country) for kind in _FOREIGN_ORDER if kind in by_type]
    unknown = [numbers_in(by_type[kind], country) for kind in by_type if kind not in (*_FOREIGN_ORDER, "PL_NIP")]
    return _first_of([*polish, *others, *unknown])


def _first_of(candidates: Iterable[TaxNumbers]) -> TaxNumbers:
    """Return the first NIP and the first foreign number, preferring foreign ones with a country prefix."""
    numbers = list(candidates)
    foreign = [number.foreign for number in numbers if number.foreign]
    named = [number for number in foreign if number[:2].isalpha()]
    return TaxNumbers(
        next((number.nip for number in numbers if number.nip), None), next(iter((*named, *foreign)), None)
    )


def _number_in(text: str, country: str | None) -> TaxNumbers:
    while label := _LABEL.match(text):
        text = text[label.end() :]
    number = "".join(_characters(text.upper()))
    is_polish = number.startswith(_POLAND)
    digits = number.removeprefix(_POLAND)
    if not any(character.isdigit() for character in digits):
        return TaxNumbers()
    if digits.isdigit() and (is_polish or country in (None, _POLAND)):
        return TaxNumbers(nip=digits)
    return TaxNumbers(foreign=number)


def _characters(text: str) -> Iterator[str]:
    return (character for character in text if character.isascii() and character.isalnum())
