"""The languages of a document, and translations of its standard texts, which are stored in Polish.

A language's data file maps each Polish sentence to its translation. A sentence may have placeholders, such as
`Zwolnienie z VAT: {basis}`: their values are kept as they are, only countries are translated.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from invoicing.domain.documents.document import Document

POLISH = ("pl",)
FOREIGN = ("pl", "en")
"""Polish stays, since the tax office reads the same paper."""

_PLACEHOLDER = re.compile(r"\\{(\w+)\\}")


def languages_for(document: Document) -> tuple[str, ...]:
    """Return the languages of a document: Polish, and English if its buyer, or a correction's former one, is abroad."""
    buyers = [document.buyer]
    if document.correction is not None:
        buyers.append(document.correction.before.buyer)
    return POLISH if all(buyer.address.country == "PL" for buyer in buyers) else FOREIGN


def translated(polish: str, table: Mapping[str, Any]) -> str:
    """Return a standard text in a language, given its table; any other text unchanged."""
    sentences: Mapping[str, str] = table["sentences"]
    if polish in sentences:
        return sentences[polish]
    for template, sentence in sentences.items():
        if "{" in template and (match := _pattern(template).fullmatch(polish)):
            return sentence.format(**{name: _value(name, value, table) for name, value in match.groupdict().items()})
    return polish


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(r"(?P<\1>.+)", re.escape(template)))


def _value(name: str, value: str, table: Mapping[str, Any]) -> str:
    if name != "country":
        return value
    country: str = table["countries"].get(table["country_codes"].get(value, ""), value)
    return country
