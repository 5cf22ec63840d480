"""Searchable text: without case, diacritics, blanks and hyphens."""

import unicodedata
from functools import lru_cache

from invoicing.domain.documents.summary import Summary

_WITHOUT_STROKE = str.maketrans({"ł": "l", "đ": "d", "ø": "o"})
_DROPPED = str.maketrans("", "", "- \t\n\r\v\f\x1c\x1d\x1e\x1f")
_DASH = "Pd"
_BETWEEN = "\n"
"""Between fields; no query contains it, so none matches across two fields."""


def folded_text(text: str) -> str:
    """Return a text in the one form in which it is both stored for searching and searched for.

    >>> folded_text("Żółć  Łódzka"), folded_text("123-456-32-18"), folded_text("AL 1/11/2026")
    ('zolclodzka', '1234563218', 'al1/11/2026')
    """
    if text.isascii():
        return text.lower().translate(_DROPPED)
    # NFKD splits off accents but not the stroke of ł; done twice, since a folded letter may have an accent again
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in letters.translate(_WITHOUT_STROKE) if not _is_dropped(letter))


@lru_cache(4096)
def _is_dropped(letter: str) -> bool:
    return letter.isspace() or unicodedata.combining(letter) != 0 or unicodedata.category(letter) == _DASH


def search_text(summary: Summary) -> str:
    """Return the text that a document is found by: number, buyer's name and NIP, order id and login."""
    fields = (summary.number, summary.buyer_name, summary.buyer_nip, summary.order_id, summary.buyer_login)
    return _BETWEEN.join(folded_text(field) for field in fields if field)
