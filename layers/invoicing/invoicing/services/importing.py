"""Read one uploaded file: one draft per transaction, and a report that names every transaction's outcome.

Repeating it changes nothing: a draft's id comes from the order, and a draft that this import made counts as drafted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO

from invoicing.domain.documents import Status
from invoicing.domain.drafting import draft_from
from invoicing.domain.errors import UnreadableFileError
from invoicing.domain.identity import draft_id, time_ordered_id
from invoicing.domain.imports import (
    Import,
    ImportFailure,
    ImportReport,
    ImportStatus,
    Outcome,
    TransactionOutcome,
)
from invoicing.domain.problems import IsNip, Problem, find_problems
from invoicing.domain.sales import Rejected, Sale
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.summaries import Summary, summary_of
from invoicing.domain.upload_keys import KIND_FOLDERS, UploadKey
from invoicing.services.ports import Documents, Imports, Reports, Sellers, Stored, Uploads

SALES_AT_ONCE = 50
ReadSales = Callable[[IO[bytes]], Iterator[Sale | Rejected]]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadedFile:
    """An upload as its event tells it; `etag` names the very bytes."""

    key: str
    place: UploadKey
    etag: str
    uploaded_at: datetime

    @property
    def import_id(self) -> str:
        """The granted import, or an id that the same event always gives."""
        return self.place.import_id or time_ordered_id(self.uploaded_at, self.key, self.etag)


@dataclass(frozen=True, slots=True, kw_only=True)
class Importing:
    """What reading a file needs of the outside."""

    uploads: Uploads
    sellers: Sellers
    documents: Documents
    imports: Imports
    reports: Reports
    read_sales: ReadSales
    is_nip: IsNip
    clock: Callable[[], datetime]


def import_file(file: UploadedFile, outside: Importing) -> ImportReport:
    """Draft what the file sells and store the report; a file that cannot be read gets a report too."""
    seller_id = file.place.seller_id
    settings = outside.sellers.get(seller_id)
    record = _record_of(file, outside)
    if record.has_read(file.etag):
        return outside.reports.load(seller_id, record.id)
    record = replace(record, etag=file.etag, error=None)
    outside.imports.save(replace(record, status=ImportStatus.READING))
    rows: list[TransactionOutcome] = []
    try:
        _ensure_known_folder(file)
        for batch in _batches(outside.read_sales(outside.uploads.open(file.key, file.etag))):
            rows += _drafted(batch, settings, record, outside)
        record = replace(record, status=ImportStatus.DONE)
    except UnreadableFileError as error:
        failure = ImportFailure(code=error.code, message=error.detail)
        record = replace(record, status=ImportStatus.FAILED, error=failure)
    counts = Counter(str(row.outcome) for row in rows)
    record = replace(record, counts={**dict.fromkeys(map(str, Outcome), 0), **counts}, finished_at=outside.clock())
    report = ImportReport(record=record, transactions=tuple(rows))
    outside.reports.save(report)
    outside.imports.save(record)
    return report


def _record_of(file: UploadedFile, outside: Importing) -> Import:
    """The record that the API made with the grant, or a new one for an upload by hand."""
    record = outside.imports.find(file.place.seller_id, file.import_id) or Import(
        id=file.import_id,
        seller_id=file.place.seller_id,
        status=ImportStatus.READING,
        created_at=file.uploaded_at,
    )
    choices = record.choices if file.place.import_id else replace(record.choices, kind=file.place.kind or "auto")
    return replace(record, choices=choices, file_name=record.file_name or file.place.file_name)


def _ensure_known_folder(file: UploadedFile) -> None:
    place = file.place
    if place.kind is None and place.import_id is None:
        folders = ", ".join(KIND_FOLDERS)
        raise UnreadableFileError(
            "unknown_folder",
            f"Nie znam folderu „{place.folder}”. Wgraj plik do folderu sprzedawcy albo jednego z: {folders}.",
        )


def _batches(sales: Iterable[Sale | Rejected]) -> Iterator[Sequence[Sale | Rejected]]:
    """Yield some sales at a time; what was read before a file breaks off is not lost."""
    batch: list[Sale | Rejected] = []
    try:
        for sale in sales:
            batch.append(sale)
            if len(batch) == SALES_AT_ONCE:
                yield batch
                batch = []
    except UnreadableFileError:
        yield batch
        raise
    yield batch


def _drafted(
    batch: Sequence[Sale | Rejected], settings: SellerSettings, record: Import, outside: Importing
) -> Iterator[TransactionOutcome]:
    """Draft the new ones of a batch and yield what became of each, in the order of the file."""
    sales = [sale for sale in batch if isinstance(sale, Sale) and not sale.is_cancelled]
    known = outside.documents.known(settings.id, {draft_id(settings.id, sale.order_id) for sale in sales})
    drafts = {}
    for sale in sales:
        draft = draft_from(sale, settings, record.choices, import_id=record.id, at=outside.clock())
        if draft.id not in known:
            problems = find_problems(draft, settings, is_nip=outside.is_nip)
            drafts[draft.id] = Stored(document=draft, summary=summary_of(draft, problems)), problems
    written = outside.documents.add(settings.id, [stored for stored, _ in drafts.values()])
    if late := drafts.keys() - written:
        known = {**known, **outside.documents.known(settings.id, late)}
    told: set[str] = set()
    for row in batch:
        if isinstance(row, Rejected):
            yield _rejected(row)
        elif row.is_cancelled:
            yield _row_of(row, Outcome.CANCELLED)
        else:
            document_id = draft_id(settings.id, row.order_id)
            if document_id in written and document_id not in told:
                told.add(document_id)
                yield _new_draft(row, *drafts[document_id])
            else:
                summary = known.get(document_id) or drafts[document_id][0].summary
                yield _known(row, summary, record, is_repeated=document_id in told)


def _row_of(sale: Sale, outcome: Outcome) -> TransactionOutcome:
    return TransactionOutcome(
        position=sale.position,
        outcome=outcome,
        order_id=sale.order_id,
        buyer_name=sale.buyer.name,
        paid=sale.paid,
        currency=sale.currency,
    )


def _rejected(row: Rejected) -> TransactionOutcome:
    return TransactionOutcome(
        position=row.position, outcome=Outcome.REJECTED, order_id=row.order_id, reasons=(row.reason,)
    )


def _new_draft(sale: Sale, stored: Stored, problems: Sequence[Problem]) -> TransactionOutcome:
    return replace(
        _row_of(sale, Outcome.DRAFTED),
        document_id=stored.document.id,
        kind=stored.document.kind,
        gross=stored.document.totals.gross,
        problems=stored.summary.problems,
        reasons=tuple(f"{problem.message} {problem.way_out}".strip() for problem in problems if problem.holds),
    )


def _known(sale: Sale, summary: Summary, record: Import, *, is_repeated: bool) -> TransactionOutcome:
    outcome = Outcome.ALREADY_DRAFTED
    if summary.status is Status.ISSUED:
        outcome = Outcome.ALREADY_ISSUED
    elif summary.status is Status.DISCARDED:
        outcome = Outcome.DISCARDED
    elif summary.import_id == record.id and not is_repeated:
        outcome = Outcome.DRAFTED
    return replace(
        _row_of(sale, outcome),
        document_id=summary.id,
        kind=summary.kind,
        gross=summary.gross,
        number=summary.number,
        problems=summary.problems if outcome is Outcome.DRAFTED else (),
    )
