"""Ports of writing the table of waiting drafts and applying an edited one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an uploaded table: the line of the file where it ends, and its cells by our column names."""

    line: int
    cells: Mapping[str, str]


OpenTable = Callable[[IO[bytes]], Iterator[TableRow]]
"""Opens a table; raises UnreadableFileError at once, or while iterating where the file breaks off."""


class ChangeReports(Protocol):
    """Reports of edited tables: parts while one is applied, the whole at the end."""

    def part(self, run: ChangeRun, number: int) -> tuple[RowOutcome, ...] | None: ...
    def save_part(self, run: ChangeRun, number: int, rows: Sequence[RowOutcome]) -> None: ...
    def finish(self, run: ChangeRun, rows: Sequence[RowOutcome]) -> None: ...
