"""The run that applied one edited drafts table, and the outcome of each row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from invoicing.domain.imports.record import ImportFailure


class RowResult(StrEnum):
    """Outcome of one row."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


RESULT_TEXTS = {
    RowResult.APPLIED: "Zmieniono",
    RowResult.UNCHANGED: "Bez zmian",
    RowResult.REFUSED: "Nie zmieniono",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """A row, identified by the last line it occupies in the file; `told` is what was changed, or why nothing was."""

    line: int
    result: RowResult
    document_id: str | None = None
    order_id: str = ""
    buyer: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRun:
    """The record of an edited table. `error` is why it was not read, or not completely."""

    id: str
    seller_id: str
    file_name: str
    created_at: datetime
    finished_at: datetime | None = None
    counts: dict[str, int] = field(default_factory=dict)
    error: ImportFailure | None = None


def counted(rows: Iterable[RowOutcome]) -> dict[str, int]:
    """Return the number of rows per result."""
    counts = Counter(str(row.result) for row in rows)
    return {str(result): counts[str(result)] for result in RowResult}
