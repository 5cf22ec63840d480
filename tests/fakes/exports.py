"""Exports in memory, and what they are made of: pages of lists and numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from invoicing.domain.basics.months import Month
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.number_register import NumberEntry
from invoicing.services.documents.ports import SummaryFilter, SummaryPage
from tests.fakes.documents import InMemoryDocuments


@dataclass
class ShortPages:
    """Lists of `InMemoryDocuments`, a few rows a page, sometimes none."""

    documents: InMemoryDocuments
    rows: int = 2
    asked: list[SummaryFilter] = field(default_factory=list)

    def page(self, seller_id: str, wanted: SummaryFilter, *, limit: int, cursor: str | None) -> SummaryPage:
        self.asked.append(wanted)
        found = [there.summary for key, there in self.documents.items.items() if key[0] == seller_id]
        found = [there for there in found if there.status in wanted.statuses and _is_between(there.issue_date, wanted)]
        found.sort(key=lambda there: (there.issue_date or date.min, there.id), reverse=True)
        start = int(cursor or 0)
        end = start + min(limit, self.rows)
        items = () if cursor is None else found[start:end]  # the first page of a filtered list may be empty
        return SummaryPage(items=tuple(items), cursor=str(end if items else start) if start < len(found) else None)


def _is_between(day: date | None, wanted: SummaryFilter) -> bool:
    return (wanted.since is None or (day or date.min) >= wanted.since) and (
        wanted.until is None or (day or date.max) <= wanted.until
    )


@dataclass
class InMemoryNumbers:
    """The numbers of the documents, and void ones."""

    documents: InMemoryDocuments
    void: list[NumberEntry] = field(default_factory=list)

    def entries(self, seller_id: str, period: str) -> Iterator[NumberEntry]:
        found = [_entry(there.document) for key, there in self.documents.items.items() if key[0] == seller_id]
        entries = [entry for entry in (*found, *self.void) if entry and entry.period == period]
        yield from sorted(entries, key=lambda entry: (entry.series, entry.ordinal))


def _entry(document: Document) -> NumberEntry | None:
    if document.number is None or document.issue_date is None:
        return None
    ordinal = int(document.number.split(" ")[1].split("/")[0])
    period = str(Month.of(document.issue_date))
    return NumberEntry(
        document.series or "", period, ordinal, document.number, document.id, document.kind, document.issue_date
    )


@dataclass
class InMemoryFile:
    """What was put into an export."""

    key: str
    pdfs: dict[str, bytes] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    pages: list[bytes] = field(default_factory=list)

    def add_pdf(self, name: str, content: bytes) -> None:
        assert name not in self.pdfs
        self.pdfs[name] = content

    def add_row(self, sheet: str, row: str) -> None:
        self.sheets[sheet] = self.sheets.get(sheet, "") + row

    def add(self, content: bytes) -> None:
        self.pages.append(content)


@dataclass
class InMemoryExports:
    """Exports that are complete."""

    files: dict[str, InMemoryFile] = field(default_factory=dict)

    @contextmanager
    def archive(self, seller_id: str, job_id: str, file_name: str) -> Iterator[InMemoryFile]:
        file = InMemoryFile(f"exports/{seller_id}/{job_id}/{file_name}")
        yield file
        self.files[file.key] = file

    printout = archive
