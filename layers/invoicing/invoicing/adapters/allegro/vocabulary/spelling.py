"""Field names, reduced to what all spellings share."""

import unicodedata

_WITHOUT_STROKE = str.maketrans({"ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o"})
_NO_LETTERS = "?"


def folded(name: str) -> str:
    """Return a name without case, diacritics, punctuation and namespace; empty only for an empty name.

    >>> folded("Do_zapłaty"), folded("do-zaplaty"), folded("{urn:x}DoZapłaty"), folded("***")
    ('dozaplaty', 'dozaplaty', 'dozaplaty', '?')
    """
    local = name.rpartition("}")[2]
    if not local.isascii():
        # NFKD separates accents but not the stroke of ł
        local = unicodedata.normalize("NFKD", local.translate(_WITHOUT_STROKE))
    kept = "".join(character for character in local.lower() if character.isalnum())
    return kept or (_NO_LETTERS if name else "")
