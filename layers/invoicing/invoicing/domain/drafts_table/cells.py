"""Reading cells of the drafts table that a person has edited and a spreadsheet has rewritten.

Spreadsheets convert whatever looks like a number: they drop leading zeros, write `23` as `23,00` or `0,23`, and long
numbers as `1,23E+09`. A value that was merely rewritten counts as unchanged; an ambiguous one is refused.
"""

import re
from decimal import Context, Decimal

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.kind import KINDS_OF_SALES, Kind, title_of
from invoicing.domain.documents.search import folded_text
from invoicing.domain.vat.rate import EXEMPT, MARGIN, RATES, Rate

RATE, KIND, NIP, DISCARD = "stawka", "rodzaj", "NIP", "odrzuć"
MIXED = "różne"
"""Shown for a draft whose lines have several rates."""
NO_NIP = ""
"""The NIP of a private person."""

_NUMBER = re.compile(r"[0-9]{1,2}(\.[0-9]{1,4})?")
_SHORTENED = re.compile(r"[0-9](\.[0-9]+)?e\+?[0-9]{1,2}", re.IGNORECASE)
_WHOLE = re.compile(r"([0-9]+)\.0+")
_NIP_MARKS = re.compile(r"^(nip)?:?(pl)?", re.IGNORECASE)
_PERSON = frozenset(map(folded_text, ("brak", "osoba prywatna", "bez NIP")))
_YES = frozenset(map(folded_text, ("tak", "t", "x", "1", "prawda", "true", "yes", "odrzuć")))
_NO = frozenset(map(folded_text, ("", "nie", "n", "0", "fałsz", "false", "no")))
_KINDS = {folded_text(name): kind for kind in KINDS_OF_SALES for name in (kind.value, title_of(kind))}
_CORRECTIONS = frozenset(
    map(folded_text, (Kind.CORRECTION, *(title_of(Kind.CORRECTION, kind) for kind in KINDS_OF_SALES)))
)
_NAMED_RATES = {folded_text(code): code for code in RATES if not code.isdecimal()} | {
    folded_text(RATES[MARGIN].shown): MARGIN,
    "zw.": EXEMPT,
}
_SHOWN = 40


def cleaned(cell: str) -> str:
    """Return a cell without surrounding blanks and the apostrophe that makes a number text."""
    return cell.strip().removeprefix("'").strip()


def shown(cell: str) -> str:
    """Return a cell, cut to the length that messages quote."""
    return cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…"


def rate_in(cell: str) -> str:
    """Return the VAT rate in a cell.

    Raises: InvalidFieldError.

    >>> rate_in("23 %"), rate_in("0,08"), rate_in("5,00"), rate_in("Marża"), rate_in("sk:23")
    ('23', '8', '5', 'marza', 'SK:23')
    """
    text = "".join(cell.replace(",", ".").rstrip("%").split())
    if code := _NAMED_RATES.get(folded_text(text)):
        return code
    if _NUMBER.fullmatch(text):
        number = Decimal(text)
        whole = f"{(number * 100 if 0 < number < 1 else number).normalize():f}"
        if whole in RATES:
            return whole
    try:
        return Rate.parse(text.upper(), RATE).code
    except InvalidFieldError as error:
        known = ", ".join(RATES)
        raise InvalidFieldError(RATE, f"nie znam stawki „{shown(cell)}”. Możliwe: {known} albo np. SK:23.") from error


def kind_in(cell: str) -> Kind:
    """Return the document kind in a cell, written as its Polish name or its code.

    Raises: InvalidFieldError.
    """
    word = folded_text(cell)
    kind = Kind.CORRECTION if word in _CORRECTIONS else _KINDS.get(word)
    if kind is None:
        known = ", ".join(map(title_of, KINDS_OF_SALES))
        raise InvalidFieldError(KIND, f"nie ma rodzaju „{shown(cell)}”. Możliwe: {known}.")
    return kind


def nip_in(cell: str) -> str:
    """Return the digits of a NIP; `NO_NIP` for a private person (`brak`).

    Raises: InvalidFieldError.

    >>> nip_in("PL 123-456-32-18"), nip_in("1234563218,00"), nip_in("Brak")
    ('1234563218', '1234563218', '')
    """
    if folded_text(cell) in _PERSON:
        return NO_NIP
    text = "".join(part for part in cell.replace(",", ".") if part.isalnum() or part in ".+:")
    if _SHORTENED.fullmatch(text):
        raise InvalidFieldError(
            NIP, f"arkusz skrócił numer do „{shown(cell)}”. Ustaw kolumnę NIP jako tekst i wpisz go jeszcze raz."
        )
    whole = _WHOLE.fullmatch(text)
    digits = whole[1] if whole else _NIP_MARKS.sub("", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise InvalidFieldError(NIP, f"„{shown(cell)}” to nie NIP (10 cyfr). Dla osoby prywatnej wpisz „brak”.")
    return digits


def is_same_nip(cell: str, nip: str) -> bool:
    """True if a cell is still this NIP, even if a spreadsheet has rewritten it.

    >>> is_same_nip("1,23456E+09", "1234563218"), is_same_nip("123", "0123"), is_same_nip("1234563219", "1234563218")
    (True, True, False)
    """
    if cell == nip:
        return True
    text = "".join(cell.replace(",", ".").split())
    is_number = text.isascii() and (_SHORTENED.fullmatch(text) or _WHOLE.fullmatch(text) or text.isdecimal())
    if not (nip.isdecimal() and is_number):
        return False
    number = Decimal(text)
    if not _SHORTENED.fullmatch(text):
        return number == Decimal(nip)
    digits = len(text.lower().partition("e")[0].replace(".", ""))
    return number == Context(prec=digits).create_decimal(nip)


def is_yes(cell: str) -> bool:
    """True if a cell says yes; empty means no.

    Raises: InvalidFieldError.
    """
    answer = folded_text(cell)
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    raise InvalidFieldError(DISCARD, f"„{shown(cell)}”: wpisz „tak” albo zostaw puste.")
