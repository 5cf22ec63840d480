"""What writing the table of waiting drafts, and applying an edited one, depends on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of an uploaded table: the line of the file that it ends in, and its cells by the names of our columns."""

    line: int
    cells: Mapping[str, str]


OpenTable = Callable[[IO[bytes]], Iterator[TableRow]]
"""Opens a table; `UnreadableFileError` for a file that is none, at once or where it breaks off."""


class ChangeReports(Protocol):
    """Reports of changes files: parts while one is applied, and the whole at its end."""

    def part(self, run: ChangeRun, number: int) -> tuple[RowOutcome, ...] | None: ...
    def save_part(self, run: ChangeRun, number: int, rows: Sequence[RowOutcome]) -> None: ...
    def finish(self, run: ChangeRun, rows: Sequence[RowOutcome]) -> None: ...
