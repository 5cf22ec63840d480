"""How certain the letters of a file make its encoding."""

import re
from collections import Counter
from collections.abc import Mapping

UTF_8 = "utf-8"
WINDOWS = "cp1250"
ISO = "iso8859-2"
_FAIR = 0.8
"""Minimum share of letters that must belong to one language of the region."""

_CLEAR = 0.95
_MARGIN = 0.2
_ENOUGH = 2
"""Number of letters that outweighs a declaration."""

_SIGNS = frozenset("„”“‚’‘«»–—…•·°§€±×÷½²³µ®©™´¨\N{NO-BREAK SPACE}\N{SOFT HYPHEN}")
# without Slovak's rare ĺ and ŕ: Ĺ and Ŕ are typical of broken UTF-8
_ALPHABETS = (
    frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
    frozenset("áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"),
    frozenset("áäčďéíľňóôšťúýžÁÄČĎÉÍĽŇÓÔŠŤÚÝŽ"),
    frozenset("áéíóöőúüűÁÉÍÓÖŐÚÜŰ"),
    frozenset("äöüßÄÖÜé"),
)
_IN_UTF_8 = re.compile(
    "[\u00a0-\u017f\u0218-\u021b\u0400-\u045f\u0490\u0491\u2010-\u2044\u20ac\u2122\U0001f000-\U0001faff]"
)
"""What Polish sellers and buyers write beyond ASCII: Latin, Ukrainian, signs, emoji."""

_LAST_OF_TWO_BYTES = "\u07ff"
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


class Weighing:
    """Counts of a file's bytes beyond ASCII, and of the letters they form if they are valid UTF-8."""

    def __init__(self, single: Mapping[int, int], as_utf_8: Mapping[str, int] | None, declared: str | None) -> None:
        self._count = sum(single.values())
        self._declared = declared
        self._readings = {codec: _read(single, codec) for codec in (WINDOWS, ISO)}
        self._shares = {codec: _share(letters) for codec, letters in self._readings.items()}
        self._utf_8 = as_utf_8

    def codec(self) -> str | None:
        """Return the codec, or None if it is not certain enough."""
        if self._utf_8 is not None and not self._is_by_chance(self._utf_8):
            return UTF_8
        best, other = sorted((WINDOWS, ISO), key=lambda codec: self._shares[codec], reverse=True)
        if self.is_strange:
            return None
        if self._readings[best] == self._readings[other]:
            return best
        if self._shares[best] == self._shares[other]:
            return self._declared if self._declared in self._shares else None
        if self._declared == best or self._is_surely(best, other):
            return best
        return None

    def _is_by_chance(self, as_utf_8: Mapping[str, int]) -> bool:
        """True if the text is valid UTF-8 only by chance: windows-1250's `ÓŁ` would be a letter nobody here uses."""
        if self._declared == UTF_8 or any(
            letter > _LAST_OF_TWO_BYTES or _IN_UTF_8.match(letter) for letter in as_utf_8
        ):
            return False
        polish = sum(count for letter, count in self._readings[WINDOWS].items() if letter in _ALPHABETS[0])
        return polish == self._count

    @property
    def is_strange(self) -> bool:
        """True if neither encoding gives text in an expected language, or another encoding is declared."""
        return max(self._shares.values()) < _FAIR or self._declared not in (None, UTF_8, WINDOWS, ISO, "ascii")

    def _is_surely(self, best: str, other: str) -> bool:
        """True if the bytes may decide alone, or overrule a declaration by enough letters or by control characters."""
        if self._declared not in self._shares:
            return self._shares[best] >= min(_CLEAR, self._shares[other] + _MARGIN)
        if self._shares[best] < _CLEAR:
            return False
        against = (self._shares[best] - self._shares[other]) * self._count
        return against >= _ENOUGH or any("\x80" <= letter <= "\x9f" for letter in self._readings[other])


def _read(single: Mapping[int, int], codec: str) -> dict[str, int]:
    """Return letters by count; bytes undefined in the codec stay control characters, which no language has."""
    return {bytes([byte]).decode(codec, "ignore") or chr(byte): count for byte, count in single.items()}


def _share(letters: Mapping[str, int]) -> float:
    total = sum(letters.values())
    return max(
        sum(count for letter, count in letters.items() if letter in alphabet or letter in _SIGNS) / total
        for alphabet in _ALPHABETS
    )


def is_twice_encoded(text: str) -> bool:
    """True if UTF-8 was probably read in another encoding and saved again, as when `ZaĹĽĂłĹ‚Ä‡` was Zażółć."""
    runs = _BEYOND_ASCII.findall(text)[:200]
    twice = sum(_is_twice_encoded(run) for run in runs)
    return twice >= max(2, _FAIR * len(runs))


def _is_twice_encoded(run: str) -> bool:
    for codec in (WINDOWS, "cp1252"):
        try:
            again = run.encode(codec).decode(UTF_8)
        except UnicodeError:
            continue
        if again.isascii() or not _share(Counter(again)) >= _FAIR:
            continue
        return True
    return False
