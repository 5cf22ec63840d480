"""The words printed around the facts, in one language or in two (`Sprzedawca / Seller`)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from invoicing.domain.kinds import TITLES, Kind

TABLES = Path(__file__).parent / "languages"
SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Labels:
    """The label tables of the chosen languages, in order."""

    languages: tuple[str, ...]
    tables: tuple[Mapping[str, Any], ...]

    def each(self, key: str, **values: object) -> list[str]:
        """Return the label in each language with its places filled in; the same words are not repeated."""
        return _distinct(table[key].format(**values) if values else table[key] for table in self.tables)

    def __getitem__(self, key: str) -> str:
        """Return the label on one line."""
        return SEPARATOR.join(self.each(key))

    def titles(self, kind: Kind, number: str | None) -> list[str]:
        """Return the title in each language; a draft has no number."""
        return [
            table["title"].format(kind=table["kinds"][kind], number=number) if number else table["kinds"][kind]
            for table in self.tables
        ]

    def sale_date(self, polish: str) -> list[str]:
        """Return the document's own label of its second date, translated where it is known."""
        return _distinct(table["sale_dates"].get(polish, polish) for table in self.tables)

    def country(self, code: str) -> str:
        """Return the name of a country, or its code."""
        return SEPARATOR.join(_distinct(table["countries"].get(code, code) for table in self.tables))


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


@cache
def labels_in(languages: tuple[str, ...]) -> Labels:
    """Return the labels in these languages."""
    return Labels(languages, tuple(map(_table, languages)))


@cache
def _table(language: str) -> Mapping[str, Any]:
    """Read a language's table; the Polish titles are the domain's own."""
    return {"kinds": TITLES, **json.loads((TABLES / f"{language}.json").read_bytes())}
