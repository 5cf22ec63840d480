"""Texts as they may be printed: without control characters, in composed letters, with single spaces.

KSeF refuses control characters and discourages U+007F-U+009F and the non-characters. Marks that change the direction of
writing are removed too: they could make a document show something other than it contains.
"""

import re
import unicodedata

_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_NON_CHARACTERS = "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(17))
_NEVER = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ud800-\udfff"
    + _NON_CHARACTERS
    + "]"
)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Marks a letter that was lost before the upload."""


def cleaned(text: str) -> str:
    """Return the text as it may be printed.

    >>> cleaned("  Żo\\u0301łć \\x07 10\\u00a0cm\\n"), cleaned("a\\ufffeb\\u202ec")
    ('Żółć 10 cm', 'abc')
    """
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    spaced = _SPACES.sub(" ", _NEVER.sub("", text)).strip()
    return unicodedata.normalize("NFC", spaced)
