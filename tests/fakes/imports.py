"""Import records and reports in memory, and a sales file that is a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.imports.record import Import, TransactionOutcome
from invoicing.domain.sales.sale import Rejected, Sale


@dataclass
class InMemoryImports:
    """Import records."""

    items: dict[tuple[str, str], Import] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, seller_id: str, import_id: str) -> Import | None:
        return self.items.get((seller_id, import_id))

    def get(self, seller_id: str, import_id: str) -> Import:
        record = self.find(seller_id, import_id)
        if record is None:
            raise NotFoundError
        return record

    def save(self, record: Import) -> None:
        self.items[record.seller_id, record.id] = record

    def begin(self, record: Import) -> bool:
        there = self.find(record.seller_id, record.id)
        is_open = there is None or not there.has_read(record.etag or "")
        if is_open:
            self.save(record)
        return is_open

    def progress(self, record: Import) -> None:
        there = self.items[record.seller_id, record.id]
        if there.finished_at is None and there.read <= record.read:
            self.save(record)

    def first_of(self, seller_id: str, digest: str, import_id: str) -> str:
        return self.files.setdefault((seller_id, digest), import_id)

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Import, ...], str | None]:
        ids = sorted((key[1] for key in self.items if key[0] == seller_id), reverse=True)
        rest = [import_id for import_id in ids if cursor is None or import_id < cursor]
        page = tuple(self.items[seller_id, import_id] for import_id in rest[:limit])
        return page, page[-1].id if len(rest) > limit else None


@dataclass
class InMemoryReports:
    """Parts of reports, and the records of those that are finished."""

    parts: dict[tuple[str, int], tuple[TransactionOutcome, ...]] = field(default_factory=dict)
    finished: list[Import] = field(default_factory=list)

    def save_part(self, record: Import, number: int, rows: Sequence[TransactionOutcome]) -> None:
        self.parts[record.id, number] = tuple(rows)

    def finish(self, record: Import) -> None:
        self.finished.append(record)

    def rows(self, import_id: str) -> tuple[TransactionOutcome, ...]:
        numbers = sorted(number for name, number in self.parts if name == import_id)
        return tuple(row for number in numbers for row in self.parts[import_id, number])


@dataclass(frozen=True)
class ListedSales:
    """A sales file that holds just these sales."""

    listed: Sequence[Sale | Rejected]
    expected: int | None = None
    unknown_fields: tuple[str, ...] = ()

    def sales(self, after: int = 0) -> Iterator[Sale | Rejected]:
        return iter(self.listed[after:])
