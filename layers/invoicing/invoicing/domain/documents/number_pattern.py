"""Number patterns: the numbers that a series prints, and the period in which it counts.

Letters as in fakturowo.pl: `N` the number (`NNN` with leading zeros), `DD`, `MM` (two digits; one letter: without
zeros), `RRRR` or `RR` the year, literal text in `{}`; `/`, `-`, `.` and spaces stand for themselves.

>>> pattern = Pattern.parse("{AL }N/MM/RRRR")
>>> pattern.series, pattern.period(date(2027, 1, 1)), pattern.number(1, date(2027, 1, 1))
('AL', '2027-01', 'AL 1/01/2027')
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile

from invoicing.domain.basics.errors import InvalidFieldError

_TOKEN = re.compile(r"\{(?P<literal>[\w ./()-]{1,20})\}|(?P<letters>N+|n+|D+|d+|M+|m+|R+|r+)|(?P<mark>[/. -])")
LONGEST_PATTERN = 40
FIELD = "numbering.pattern"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A checked number pattern. Its literal text names the series; the parts of the date in it make the period."""

    tokens: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """Return the pattern; one that could print the same number twice is refused.

        Raises: InvalidFieldError.
        """
        pattern = cls(_tokens(text))
        letters = "".join(value[0].upper() for kind, value in pattern.tokens if kind == "letters")
        if letters.count("N") != 1:
            raise InvalidFieldError(FIELD, "wzór musi zawierać numer (N) dokładnie raz.")
        if "R" not in letters:
            raise InvalidFieldError(FIELD, "wzór musi zawierać rok (RRRR), bo numery zaczynają się co okres od 1.")
        if "D" in letters and "M" not in letters:
            raise InvalidFieldError(FIELD, "wzór z dniem (DD) musi zawierać też miesiąc (MM).")
        if not _keeps_numbers_apart(pattern.tokens):
            raise InvalidFieldError(
                FIELD, "między numerem a datą i własnym tekstem musi stać znak, który nie jest cyfrą."
            )
        if not pattern.series:
            raise InvalidFieldError(FIELD, "wzór musi zaczynać się własnym tekstem, na przykład {AL }.")
        return pattern

    @property
    def series(self) -> str:
        """The literal text, which identifies the series: `AL`."""
        return "".join(value for kind, value in self.tokens if kind == "literal").strip()

    @property
    def prefix(self) -> str:
        """The text before the first number or date: `AL `."""
        return "".join(value for _, value in takewhile(lambda token: token[0] != "letters", self.tokens))

    def may_print_as(self, other: "Pattern") -> bool:
        """True if both could print the same number: no if the prefixes differ, or one continues with a non-digit."""
        shorter, longer = sorted((self.prefix, other.prefix), key=len)
        rest = longer.removeprefix(shorter)
        return longer.startswith(shorter) and (not rest or rest[0].isdigit())

    def period(self, on: date) -> str:
        """Return the period that a document issued on this day counts in: a month, or a year."""
        by_month = any(kind == "letters" and value[0] in "Mm" for kind, value in self.tokens)
        return f"{on:%Y-%m}" if by_month else f"{on:%Y}"

    def number(self, ordinal: int, on: date) -> str:
        """Return the printed number."""
        return "".join(_filled(value, ordinal, on) if kind == "letters" else value for kind, value in self.tokens)


def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    tokens = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or len(text) > LONGEST_PATTERN:
            raise InvalidFieldError(FIELD, f"nie rozumiem wzoru „{text[:LONGEST_PATTERN]}” od znaku {position + 1}.")
        tokens.append((str(match.lastgroup), match["literal"] or match[0]))
        position = match.end()
    return tuple(tokens)


def _keeps_numbers_apart(tokens: tuple[tuple[str, str], ...]) -> bool:
    """True if no digit is next to a number: `{AL }NM/RRRR` would print 1 in November like 11 in January."""
    for (kind, value), (next_kind, next_value) in pairwise(tokens):
        left_is_number = kind == "letters" or value[-1].isdigit()
        right_is_number = next_kind == "letters" or next_value[0].isdigit()
        if left_is_number and right_is_number:
            return False
    return True


def _filled(letters: str, ordinal: int, on: date) -> str:
    letter = letters[0].upper()
    if letter == "R":
        return f"{on:%Y}" if letters in ("R", "RRRR", "rrrr") else f"{on:%y}"
    value = {"N": ordinal, "D": on.day, "M": on.month}[letter]
    return str(value).zfill(len(letters))
