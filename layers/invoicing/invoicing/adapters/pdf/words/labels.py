"""Labels of the printed facts, in one language or two (`Sprzedawca / Seller`)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from invoicing.adapters.pdf.words.translating import translated
from invoicing.domain.basics.dates import show_date
from invoicing.domain.documents.document import Document, Reference
from invoicing.domain.documents.kind import KINDS, Kind, genitive_of, title_of

TABLES = Path(__file__).parent / "languages"
SEPARATOR = " / "
CORRECTED_BY_NAME = tuple(kind for kind, row in KINDS.items() if row.correction_title)
"""Kinds whose corrections have their own title; the others are corrected by a corrective invoice."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The label tables of the chosen languages, in order."""

    languages: tuple[str, ...]
    tables: tuple[Mapping[str, Any], ...]

    def each(self, key: str, **values: object) -> list[str]:
        """Return the label in each language with its placeholders filled in, without repetitions."""
        return _distinct(table[key].format(**values) if values else table[key] for table in self.tables)

    def __getitem__(self, key: str) -> str:
        """Return the label on one line."""
        return SEPARATOR.join(self.each(key))

    def titles(self, document: Document) -> list[str]:
        """Return the title in each language, without a number for a draft."""
        key, number = _title_key(document), document.number
        return [
            table["title"].format(kind=table["kinds"][key], number=number) if number else table["kinds"][key]
            for table in self.tables
        ]

    def corrected(self, original: Reference) -> list[str]:
        """Return the corrected document in each language: `do faktury nr AL 1/11/2026 z dnia 24.11.2026`."""
        day = show_date(original.issue_date) if original.issue_date else ""
        return [
            table["corrects" if day else "corrects_undated"].format(
                kind=table["corrected_kinds"][original.kind], number=original.number, date=day
            )
            for table in self.tables
        ]

    def sale_date(self, polish: str) -> list[str]:
        """Return the document's own label of its second date, translated if it is a known one."""
        return _distinct(table["sale_dates"].get(polish, polish) for table in self.tables)

    def translations(self, polish: str) -> list[str]:
        """Return a text of the document in each language if it is a standard one, else only itself."""
        return _distinct(translated(polish, table) for table in self.tables)

    def rates_explained(self, printed: Iterable[str]) -> list[str]:
        """Return the meaning of these rates' Polish abbreviations, in languages that do not have them."""
        rates = sorted(set(printed))
        return _distinct(table["rates"][rate] for table in self.tables for rate in rates if rate in table["rates"])

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
    """Read a language's table; the Polish names of kinds are the domain's own."""
    of_corrections = {f"{kind}_correction": title_of(Kind.CORRECTION, kind) for kind in CORRECTED_BY_NAME}
    kinds = {kind: title_of(kind) for kind in Kind} | of_corrections
    table = _file(language)
    codes = {name: code for code, name in _file("pl")["countries"].items()}
    genitives = {kind: genitive_of(kind) for kind in Kind}
    return {"kinds": kinds, "corrected_kinds": genitives, "country_codes": codes, **table}


@cache
def _file(language: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((TABLES / f"{language}.json").read_bytes())
    return table


def _title_key(document: Document) -> str:
    if document.kind is Kind.CORRECTION and document.evidence_kind in CORRECTED_BY_NAME:
        return f"{document.evidence_kind}_correction"
    return document.kind
