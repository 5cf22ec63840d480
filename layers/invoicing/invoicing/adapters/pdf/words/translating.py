"""Which languages a document speaks, and the set texts of a document in other words than the Polish it is stored in.

A language's data file pairs each Polish sentence with its own. A sentence may have places, such as
`Zwolnienie z VAT: {basis}`: what stands in them is taken over as it is, a country by its name.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from invoicing.domain.documents.document import Document

POLISH = ("pl",)
FOREIGN = ("pl", "en")
"""The Polish text stays, since the tax office reads the same paper."""

_PLACE = re.compile(r"\\{(\w+)\\}")


def languages_for(document: Document) -> tuple[str, ...]:
    """Return the languages of a document: a buyer abroad, of a correction also the former one, reads English too."""
    buyers = [document.buyer]
    if document.correction is not None:
        buyers.append(document.correction.before.buyer)
    return POLISH if all(buyer.address.country == "PL" for buyer in buyers) else FOREIGN


def translated(polish: str, table: Mapping[str, Any]) -> str:
    """Return a set text by a language's table; what somebody wrote himself stays as it is."""
    sentences: Mapping[str, str] = table["sentences"]
    if polish in sentences:
        return sentences[polish]
    for template, sentence in sentences.items():
        if "{" in template and (found := _pattern(template).fullmatch(polish)):
            return sentence.format(**{name: _value(name, value, table) for name, value in found.groupdict().items()})
    return polish


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(template)))


def _value(name: str, value: str, table: Mapping[str, Any]) -> str:
    if name != "country":
        return value
    country: str = table["countries"].get(table["country_codes"].get(value, ""), value)
    return country
