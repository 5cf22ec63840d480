"""Tax numbers of buyers: a Polish NIP, or a number of another country. Never checked here, never invented.

The marketplace gives a list of numbers with their types, or one text, in which people write anything:
`NIP: 913-11-00-132`, `PL 9131100132`, outside Poland also two numbers with a semicolon between them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_POLAND = "PL"
_SPOKEN = re.compile(r"^\W*(?:NIP|VAT|TAX|NR|NO|ID|UE|EU)\b\W*", re.IGNORECASE)
_NIP_DIGITS = 10
_FOREIGN_ORDER = ("VAT_EU", "CZ_DIC", "SK_IC_DPH", "HU_ADOSZAM", "CZ_ICO", "SK_ICO", "OTHER")


@dataclass(frozen=True, slots=True)
class TaxNumbers:
    """What is known of a buyer's tax numbers; `nip` is digits only."""

    nip: str | None = None
    foreign: str | None = None


def numbers_in(text: str | None, country: str | None) -> TaxNumbers:
    """Return the numbers in a text of a buyer of this country (None where it is unknown).

    >>> numbers_in("NIP: 913-11-00-132", "PL").nip, numbers_in("12345678;CZ12345678", "CZ").foreign
    ('9131100132', 'CZ12345678')
    """
    return _first_of(_told(part, country) for part in (text or "").split(";"))


def numbers_of(typed: Iterable[tuple[str, str]], country: str | None) -> TaxNumbers:
    """Return the numbers in a list of types and values, the most telling ones first."""
    by_type = {kind: value for kind, value in reversed(list(typed)) if value}
    polish = [numbers_in(by_type[kind], _POLAND) for kind in by_type if kind == "PL_NIP"]
    others = [numbers_in(by_type[kind], country) for kind in _FOREIGN_ORDER if kind in by_type]
    unknown = [numbers_in(by_type[kind], country) for kind in by_type if kind not in (*_FOREIGN_ORDER, "PL_NIP")]
    return _first_of([*polish, *others, *unknown])


def _first_of(found: Iterable[TaxNumbers]) -> TaxNumbers:
    """The first NIP and the first foreign number; of foreign ones first one that names its country."""
    numbers = list(found)
    foreign = [number.foreign for number in numbers if number.foreign]
    named = [number for number in foreign if number[:2].isalpha()]
    return TaxNumbers(
        next((number.nip for number in numbers if number.nip), None), next(iter((*named, *foreign)), None)
    )


def _told(text: str, country: str | None) -> TaxNumbers:
    while spoken := _SPOKEN.match(text):
        text = text[spoken.end() :]
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
