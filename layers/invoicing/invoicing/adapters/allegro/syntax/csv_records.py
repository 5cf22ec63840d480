"""Transactions of a CSV file: the sales summary with its sections, the older export with row kinds, or a flat table.

Columns are found by name in the header above the row. With row kinds, the first cell gives the kind (`Type` in the
header; `position_labels` before rows of `position` in the older export); a table without kinds has an order and one of
its lines in every row.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from invoicing.adapters.allegro.syntax.grouping import Row, grouped
from invoicing.adapters.allegro.syntax.paths import Node, Paths
from invoicing.adapters.allegro.syntax.records import Group, take
from invoicing.adapters.allegro.vocabulary.field_names import LINE, ORDER
from invoicing.adapters.allegro.vocabulary.layouts import COUNTS, LINE_FAMILIES, RECORDS, SUMMARIES
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.files import limits
from invoicing.adapters.files.csv_rows import SEPARATORS, Rows
from invoicing.adapters.files.file_kind import no_sales, refuse_other_reports

_KIND_COLUMNS = frozenset({"type", "typ"})
_KIND = "Type"
_LABELS = "labels"
_LONGEST_KIND = 40
_kind_named = lru_cache(64)(folded)
_FAMILY_OF = {name: number for number, family in enumerate(LINE_FAMILIES) for name in family.names}


@dataclass(slots=True)
class _Header:
    """Column names, and their meaning in rows of each kind."""

    names: list[str]
    nodes: dict[str, list[Node]] = field(default_factory=dict)

    @classmethod
    def of_row(cls, row: list[str]) -> "_Header":
        """Return a row as a header, without the empty cells that spreadsheets pad it with."""
        names = list(row)
        while names and not names[-1].strip():
            names.pop()
        if _is_of_kinds(names):
            names[0] = _KIND
        return cls(names)

    def of(self, kind: str, paths: Paths) -> list[Node]:
        """Return the meaning of each column for rows of a kind."""
        if kind not in self.nodes:
            root = paths.root(kind)
            self.nodes[kind] = [paths.step(root, name) for name in self.names]
        return self.nodes[kind]


class CsvRecords:
    """The transactions of a CSV file; `texts` returns its text from the start, `tail` is its last lines.

    Raises: UnreadableFileError.
    """

    def __init__(self, texts: Callable[[], Iterator[str]], tail: str, paths: Paths) -> None:
        self._texts = texts
        self._paths = paths
        self._refuse_other_tables()
        self.expected = _announced_count(tail)

    def records(self, after: int) -> Iterator[Group]:
        """Yield the raw records that follow the first `after` ones."""
        return grouped(self._rows(), after)

    def _refuse_other_tables(self) -> None:
        header = next(iter(Rows(self._texts())), [])
        names = frozenset(map(folded, header))
        refuse_other_reports(names)
        if _is_of_kinds(header):
            return
        columns = _Header.of_row(header).of(ORDER, self._paths)
        known = [meaning[0] for node in columns if (meaning := node.meaning or node.flat)]
        if len(known) < 2 or not {"order_id", "login"}.intersection(known):
            raise no_sales()

    def _rows(self) -> Iterator[Row]:
        rows = Rows(self._texts())
        header = next(iter(rows), [])
        if _is_of_kinds(header):
            yield from self._rows_of_kinds(rows, header)
            return
        flat = _Header.of_row(header)
        for row in rows:
            if row != header:
                yield self._row(row, ORDER, flat, rows.line)

    def _rows_of_kinds(self, rows: Rows, first_header: list[str]) -> Iterator[Row]:
        headers: dict[str, _Header] = {}
        unknown = 0
        for row in chain([first_header], rows):
            kind = _kind_named(row[0][:_LONGEST_KIND])
            if kind in _KIND_COLUMNS:
                headers = {"": _Header.of_row(row)}
            elif kind.endswith(_LABELS):
                headers[kind.removesuffix(_LABELS)] = _Header.of_row(row)
            elif header := headers.get(kind) or headers.get(""):
                if kind in RECORDS or kind in _FAMILY_OF:
                    group = LINE if kind in _FAMILY_OF else ORDER
                    yield self._row(row, group, header, rows.line, _FAMILY_OF.get(kind, 0))
                elif kind not in SUMMARIES:
                    unknown += 1
                    if unknown > limits.LINES:
                        raise no_sales()
                    yield ORDER, None, Group(broken=f"wiersz {rows.line} nie jest ani zamówieniem, ani jego pozycją.")

    def _row(self, row: list[str], kind: str, header: _Header, line: int, family: int = 0) -> Row:
        group = Group(family=family)
        for node, text in zip(header.of(kind, self._paths), row, strict=False):
            if text:
                take(self._paths, group, node, text)
        if len(row) < len(header.names) or any(cell.strip() for cell in row[len(header.names) :]):
            group.broken = f"wiersz {line} ma inną liczbę kolumn niż nagłówek tabeli."
        return kind, _key(group), group


def _is_of_kinds(header: list[str]) -> bool:
    first = folded(header[0]) if header else ""
    return first in _KIND_COLUMNS or first.endswith(_LABELS)


def _key(group: Group) -> str | None:
    """Return what the rows of one transaction share: its number, else the buyer and the time."""
    if "order_id" in group.values:
        return group.values["order_id"][1].strip()
    parts = [group.values[name][1].strip() for name in ("login", "ordered_at") if name in group.values]
    return "\n".join(parts) if len(parts) == 2 else None


def _announced_count(tail: str) -> int | None:
    """Return the number of transactions given by a summary in the last lines."""
    lines = [line for line in tail.splitlines() if line.strip()][-2:]
    for separator in SEPARATORS:
        rows = list(csv.reader(lines, delimiter=separator))
        if len(rows) == 2 and folded(rows[1][0]) in SUMMARIES:
            for name, text in zip(*rows, strict=False):
                if folded(name) in COUNTS and text.isascii() and text.strip().isdecimal():
                    return int(text.strip()[:9])
    return None
