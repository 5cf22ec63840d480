"""How sure the letters of a file make an encoding."""

import re
from collections import Counter
from collections.abc import Mapping

UTF_8 = "utf-8"
WINDOWS = "cp1250"
ISO = "iso8859-2"
_FAIR = 0.8
"""The least share of letters that must be a language of our neighbourhood."""

_CLEAR = 0.95
_MARGIN = 0.2
_ENOUGH = 2
"""So many letters must speak against a declaration for it to be a lie."""

_SIGNS = frozenset("„”“‚’‘«»–—…•·°§€±×÷½²³µ®©™´¨\N{NO-BREAK SPACE}\N{SOFT HYPHEN}")
# the rare ĺ and ŕ of Slovak are missing: Ĺ and Ŕ are what broken UTF-8 looks like
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
    """The bytes beyond ASCII of one file, and the letters that they are in UTF-8 if they are valid."""

    def __init__(self, single: Mapping[int, int], as_utf_8: Mapping[str, int] | None, declared: str | None) -> None:
        self._count = sum(single.values())
        self._declared = declared
        self._readings = {codec: _read(single, codec) for codec in (WINDOWS, ISO)}
        self._shares = {codec: _share(letters) for codec, letters in self._readings.items()}
        self._utf_8 = as_utf_8

    def codec(self) -> str | None:
        """Return the codec, or None where it is not sure enough."""
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
        """Is the text valid UTF-8 only by chance? `ÓŁ` of windows-1250 is a letter that nobody here writes."""
        if self._declared == UTF_8 or any(
            letter > _LAST_OF_TWO_BYTES or _IN_UTF_8.match(letter) for letter in as_utf_8
        ):
            return False
        polish = sum(count for letter, count in self._readings[WINDOWS].items() if letter in _ALPHABETS[0])
        return polish == self._count

    @property
    def is_strange(self) -> bool:
        """Do both encodings make text of no language that is expected?"""
        return max(self._shares.values()) < _FAIR or self._declared not in (None, UTF_8, WINDOWS, ISO, "ascii")

    def _is_surely(self, best: str, other: str) -> bool:
        """May the bytes decide alone, or overrule a declaration? Controls are never text; else it takes letters."""
        if self._declared not in self._shares:
            return self._shares[best] >= min(_CLEAR, self._shares[other] + _MARGIN)
        if self._shares[best] < _CLEAR:
            return False
        against = (self._shares[best] - self._shares[other]) * self._count
        return against >= _ENOUGH or any("\x80" <= letter <= "\x9f" for letter in self._readings[other])


def _read(single: Mapping[int, int], codec: str) -> dict[str, int]:
    """The letters in a codec; bytes that it does not have stay as controls, which no language has."""
    return {bytes([byte]).decode(codec, "ignore") or chr(byte): count for byte, count in single.items()}


def _share(letters: Mapping[str, int]) -> float:
    total = sum(letters.values())
    return max(
        sum(count for letter, count in letters.items() if letter in alphabet or letter in _SIGNS) / total
        for alphabet in _ALPHABETS
    )


def is_twice_encoded(text: str) -> bool:
    """Was UTF-8 taken for another encoding and saved again? `ZaĹĽĂłĹ‚Ä‡` is Zażółć then; nobody can tell for sure."""
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
