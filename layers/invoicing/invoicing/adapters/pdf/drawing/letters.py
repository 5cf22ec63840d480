"""Printable letters, their widths, and substitutes for those that the font lacks."""

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from invoicing.domain.basics.money import NBSP

FONTS = Path(__file__).parent / "fonts"
BOX = "\N{WHITE SQUARE}"
"""Replaces a letter that the font lacks, so that no name is silently shortened."""

_ALIKE = {
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "\N{EN DASH}",
    "\N{NARROW NO-BREAK SPACE}": NBSP,
    "\N{FIGURE SPACE}": NBSP,
}


@cache
def font_table() -> Mapping[str, Any]:
    """Return the data about the fonts from `infra/fonts/make.py`: letters, glyphs, widths and sizes."""
    table: Mapping[str, Any] = json.loads((FONTS / "OpenSans.json").read_bytes())
    return table


@cache
def known_letters() -> frozenset[str]:
    """Return all letters in the fonts."""
    return frozenset(map(chr, font_table()["codes"]))


@cache
def advance(is_bold: bool) -> Callable[[str], int]:
    """Return a function from a printable letter to its width, in thousandths of the font size."""
    table = font_table()
    widths = dict(zip(map(chr, table["codes"]), table["faces"][is_bold]["widths"], strict=True))
    return widths.__getitem__


def printable(text: str) -> str:
    """Return the text in letters that the font has; almost always the same text.

    Blanks become spaces, combining marks join their letters, invisible signs are removed, anything else becomes a box.
    """
    if known_letters().issuperset(text):
        return text
    return "".join(map(_substitute, _composed(text)))


def missing_letters(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the letters in these texts that are printed as a box, unique and sorted."""
    letters = {letter for text in texts if not known_letters().issuperset(text) for letter in _composed(text)}
    return tuple(sorted(letter for letter in letters if letter != BOX and _substitute(letter) == BOX))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@cache
def _substitute(letter: str) -> str:
    if letter in known_letters():
        return letter
    if letter in _ALIKE:
        return _ALIKE[letter]
    category = unicodedata.category(letter)
    if letter.isspace() or category == "Cc":
        return " "
    if category == "Cf" or unicodedata.name(letter, "").startswith("VARIATION SELECTOR"):
        return ""
    alike = unicodedata.normalize("NFKC", letter)
    return alike if known_letters().issuperset(alike) else BOX
