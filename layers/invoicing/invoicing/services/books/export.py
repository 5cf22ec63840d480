"""Export a month for the accountant, or the documents of a filter for the printer.

Documents are read page by page; until its turn comes, only the sort key of each is kept in memory.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

from invoicing.domain.basics.csv_cells import csv_row
from invoicing.domain.basics.errors import Conflict, ConflictError
from invoicing.domain.basics.file_names import pdf_file_name
from invoicing.domain.basics.months import Month
from invoicing.domain.books.month_sheets import number_sheet, summary_sheet
from invoicing.domain.books.month_totals import MonthSummary
from invoicing.domain.books.register_columns import HEADERS, Shown, cells_of
from invoicing.domain.books.vat_register import RegisterRow, belongs_in_register, register_row
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.number_register import NumberEntry, number_order, series_of_month
from invoicing.domain.documents.summary import Summary
from invoicing.domain.sellers.settings import CashRegister, SellerSettings
from invoicing.services.books.ports import Archive, Exports, NumbersOfPeriods
from invoicing.services.documents.ports import Lists, Pdfs, Sellers, SummaryFilter
from invoicing.services.drafts.ports import Drafts

PAGE = 200
BATCH = 50
"""Documents that are read, and PDFs that are held in memory, at a time."""
READERS = 8
LATEST_REQUEST_MONTHS = 3
"""How long after the month of the sale a buyer may request an invoice (art. 106b ust. 3)."""
_T = TypeVar("_T")
_AT_THE_END = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportDeps:
    """Dependencies of exports."""

    lists: Lists
    drafts: Drafts
    numbers: NumbersOfPeriods
    pdfs: Pdfs
    sellers: Sellers
    exports: Exports


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A finished export: its key, how many documents are in it, the numbers of those without a PDF."""

    key: str
    documents: int
    without_pdf: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Turn:
    """A document waiting for its turn."""

    id: str
    number: str
    series: str
    is_later: bool = False
    ordered_at: datetime | None = None
    pdf_key: str | None = None


def export_month(seller_id: str, job_id: str, month: Month, deps: ExportDeps) -> Exported:
    """Store a ZIP with a month's PDFs, its register, its summary and its numbers.

    The register holds what was issued in the month, by series and number, then what was issued later but whose VAT is
    due in the month. Documents whose PDF is not ready are listed in the summary.

    Raises: NotFoundError.
    """
    settings = deps.sellers.get(seller_id)
    turns = sorted(_turns_of_month(seller_id, month, deps), key=_register_order)
    summary = MonthSummary(month)
    with deps.exports.archive(seller_id, job_id, f"ksiegowosc-{month}.zip") as archive:
        register = f"rejestr-{month}.csv"
        archive.add_row(register, csv_row(HEADERS))
        for row, pdf_name in _rows(seller_id, turns, settings, deps, archive, month):
            summary.add(row)
            if pdf_name is None:
                summary.without_pdf.append(row.document.number or "")
            archive.add_row(register, csv_row(cells_of(Shown(summary.documents, row, pdf_name))))
        numbers = series_of_month(_entries(seller_id, month, deps), month)
        for cells in summary_sheet(summary, numbers, settings):
            archive.add_row(f"podsumowanie-{month}.csv", csv_row(cells))
        for cells in number_sheet(numbers):
            archive.add_row(f"numery-{month}.csv", csv_row(cells))
    return Exported(key=archive.key, documents=summary.documents, without_pdf=tuple(summary.without_pdf))


def export_print(seller_id: str, job_id: str, requested: SummaryFilter, deps: ExportDeps) -> Exported:
    """Store one PDF of the issued documents that match, in packing order: by the time of their orders.

    If no matching document has a PDF, there is nothing to print, which is refused.

    Raises: ConflictError.
    """
    issued = _summaries(seller_id, replace(requested, statuses=(Status.ISSUED,)), deps)
    turns = sorted((_turn(summary) for summary in issued), key=_packing_order)
    keys = [turn.pdf_key for turn in turns if turn.pdf_key]
    if not keys:
        raise ConflictError(
            Conflict.NOTHING_TO_PRINT, "Żaden wystawiony dokument z gotowym PDF nie pasuje do tego wyboru."
        )
    with deps.exports.printout(seller_id, job_id, "wydruk.pdf") as printout:
        for batch in _batches(keys):
            for content in _read(batch, deps).values():
                printout.add(content)
    without_pdf = tuple(turn.number for turn in turns if not turn.pdf_key)
    return Exported(key=printout.key, documents=len(keys), without_pdf=without_pdf)


def _turns_of_month(seller_id: str, month: Month, deps: ExportDeps) -> Iterator[_Turn]:
    issued = SummaryFilter(statuses=(Status.ISSUED,), since=month.first, until=month.last)
    for summary in _summaries(seller_id, issued, deps):
        if belongs_in_register(summary.kind):
            yield _turn(summary)
    later = replace(issued, since=month.later(1).first, until=month.later(LATEST_REQUEST_MONTHS).last)
    for summary in _summaries(seller_id, later, deps):
        is_sold_by_then = summary.sale_date is None or summary.sale_date <= month.last
        if belongs_in_register(summary.kind) and is_sold_by_then:
            yield replace(_turn(summary), is_later=True)


def _summaries(seller_id: str, requested: SummaryFilter, deps: ExportDeps) -> Iterator[Summary]:
    cursor: str | None = None
    while True:
        page = deps.lists.page(seller_id, requested, limit=PAGE, cursor=cursor)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return


def _turn(summary: Summary) -> _Turn:
    return _Turn(
        id=summary.id,
        number=summary.number or "",
        series=summary.series or "",
        ordered_at=summary.ordered_at,
        pdf_key=summary.pdf.key if summary.pdf else None,
    )


def _register_order(turn: _Turn) -> tuple[object, ...]:
    return (turn.is_later, turn.series, number_order(turn.number))


def _packing_order(turn: _Turn) -> tuple[object, ...]:
    return (turn.ordered_at or _AT_THE_END, number_order(turn.number))


def _rows(
    seller_id: str,
    turns: Iterable[_Turn],
    settings: SellerSettings,
    deps: ExportDeps,
    archive: Archive,
    month: Month,
) -> Iterator[tuple[RegisterRow, str | None]]:
    """Yield each row of the register with its PDF's name in the archive."""
    has_cash_register = settings.cash_register is CashRegister.HAS
    names: set[str] = set()
    for batch in _batches(turns):
        loaded = deps.drafts.load(seller_id, [turn.id for turn in batch])
        rows = [
            register_row(stored.document, stored.summary, has_cash_register=has_cash_register)
            for turn in batch
            if (stored := loaded.get(turn.id))
        ]
        later = {turn.id for turn in batch if turn.is_later}
        rows = [row for row in rows if row.document.id not in later or row.vat_period == str(month)]
        pdfs = _read([row.summary.pdf.key for row in rows if row.summary.pdf], deps)
        for row in rows:
            name = _pdf_name(row, names) if row.summary.pdf else None
            if row.summary.pdf and name:
                archive.add_pdf(name, pdfs[row.summary.pdf.key])
            yield row, name


def _pdf_name(row: RegisterRow, taken: set[str]) -> str:
    """Return a unique name in the archive: two numbers may differ only in characters that file names lack."""
    name = pdf_file_name(row.document.number or "")
    if name in taken:
        name = f"{name.removesuffix('.pdf')}-{row.document.id}.pdf"
    taken.add(name)
    return f"pdf/{name}"


def _batches(items: Iterable[_T]) -> Iterator[tuple[_T, ...]]:
    rest = iter(items)
    while batch := tuple(islice(rest, BATCH)):
        yield batch


def _read(keys: Iterable[str], deps: ExportDeps) -> Mapping[str, bytes]:
    """Return PDFs by key, in the order of the keys; they are read in parallel."""
    keys = tuple(keys)
    with ThreadPoolExecutor(READERS) as readers:
        return dict(zip(keys, readers.map(deps.pdfs.get, keys), strict=True))


def _entries(seller_id: str, month: Month, deps: ExportDeps) -> Iterator[NumberEntry]:
    """Yield the numbers of the month and, for series that count by year, of its year."""
    for period in (str(month), f"{month.year:04}"):
        for entry in deps.numbers.entries(seller_id, period):
            if entry.period == period:
                yield entry
