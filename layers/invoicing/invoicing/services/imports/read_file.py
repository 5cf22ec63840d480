"""Read an uploaded file slice by slice: one draft per transaction, and a report with the outcome of each.

Repeating a slice changes nothing: a draft's id comes from the order, a row that made a draft counts as such again, and
the rows of a part of the file replace those stored before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from invoicing.domain.basics.errors import NotFoundError, UnreadableFileError
from invoicing.domain.basics.ids import time_ordered_id
from invoicing.domain.documents.kind import AUTO
from invoicing.domain.imports.record import NO_COUNTS, Import, ImportFailure, ImportStatus, TransactionOutcome
from invoicing.domain.imports.upload_keys import KIND_FOLDERS, UploadKey
from invoicing.domain.mails.sender_checks import notices_of
from invoicing.domain.sales.drafting import Drafting
from invoicing.domain.sales.sale import Rejected, Sale
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.basics.backoff import Wait
from invoicing.services.documents.ports import Rules, Sellers
from invoicing.services.drafts.copy_as_kind import NewDraftDeps
from invoicing.services.drafts.ports import Drafts
from invoicing.services.imports.desk import Desk
from invoicing.services.imports.draft_batch import drafted
from invoicing.services.imports.ports import Imports, OpenSales, Reports, SalesFile, Uploaded

PART = 1_000
"""Transactions whose outcomes are stored together; a slice may end between two parts."""
SALES_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """Where the next slice continues: after so many transactions, with these counts so far."""

    after: int = 0
    counts: Mapping[str, int] = field(default_factory=lambda: dict(NO_COUNTS))


def resume_from(plain: Mapping[str, Any] | None) -> Resume:
    """Return where to continue, from the last slice's message; the first slice has none."""
    return Resume(**(plain or {}))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDeps:
    """Dependencies of reading a file.

    `may_go_on` is true while there is time for another part; `on_finished` is called with each finished import.
    """

    sellers: Sellers
    rules: Rules
    drafts: Drafts
    imports: Imports
    reports: Reports
    open_sales: OpenSales
    making: NewDraftDeps
    fingerprint: Callable[[Sale], str]
    clock: Callable[[], datetime]
    wait: Wait
    may_go_on: Callable[[], bool]
    on_finished: Callable[[Import], None] = lambda _: None


def import_slice(place: UploadKey, uploaded: Uploaded, resume: Resume, deps: ImportDeps) -> Resume | None:
    """Draft a slice of the file; return where to continue, or None when the file is done and reported.

    An unreadable file and one in the folder of an unknown seller get a report too.

    Raises: InvalidFieldError, NotFoundError, TryLaterError.
    """
    try:
        settings = deps.sellers.get(place.seller_id)
    except NotFoundError:
        _report_unknown_seller(place, uploaded, deps)
        return None
    record = _record_of(place, uploaded, deps)
    if record.has_read(uploaded.etag):
        return None
    record = _started(record, uploaded, deps)
    if not deps.imports.begin(record):
        return None
    try:
        _ensure_readable(place, uploaded)
        sales_file = deps.open_sales(uploaded.content)
        record = replace(record, expected=sales_file.expected)
        return _read(sales_file, settings, record, resume, deps)
    except UnreadableFileError as error:
        _finish(replace(record, status=ImportStatus.FAILED, error=_failure(error)), deps)
        return None


def import_id_of(place: UploadKey, uploaded: Uploaded) -> str:
    """Return the id of the granted import, or one derived from the upload's bytes, place and time."""
    return place.import_id or time_ordered_id(uploaded.at, uploaded.key, uploaded.etag)


def _failure(error: UnreadableFileError) -> ImportFailure:
    return ImportFailure(code=error.code, message=error.detail)


def _report_unknown_seller(place: UploadKey, uploaded: Uploaded, deps: ImportDeps) -> None:
    failure = ImportFailure(
        code="unknown_seller",
        message=f"Nie ma sprzedawcy „{place.seller_id}”. Wgraj plik do folderu uploads/ z jego identyfikatorem.",
    )
    record = Import(
        id=import_id_of(place, uploaded),
        seller_id=place.seller_id,
        status=ImportStatus.FAILED,
        created_at=uploaded.at,
        finished_at=deps.clock(),
        file_name=place.file_name,
        error=failure,
    )
    deps.reports.finish(record)
    deps.on_finished(record)


def _record_of(place: UploadKey, uploaded: Uploaded, deps: ImportDeps) -> Import:
    """Return the record that the API made with the grant, or a new one for a manual upload."""
    import_id = import_id_of(place, uploaded)
    record = deps.imports.find(place.seller_id, import_id) or Import(
        id=import_id, seller_id=place.seller_id, status=ImportStatus.READING, created_at=uploaded.at
    )
    choices = record.choices if place.import_id else replace(record.choices, kind=place.kind or AUTO)
    return replace(record, choices=choices, file_name=record.file_name or place.file_name)


def _started(record: Import, uploaded: Uploaded, deps: ImportDeps) -> Import:
    """Return the record as reading of these bytes begins; `same_as` names an earlier import of the same bytes."""
    if record.etag != uploaded.etag:
        record = replace(record, read=0, expected=None, counts=dict(NO_COUNTS), unknown_fields=(), notices=())
    same_as = record.id
    if uploaded.digest:
        same_as = deps.imports.first_of(record.seller_id, uploaded.digest, record.id)
    return replace(
        record,
        status=ImportStatus.READING,
        etag=uploaded.etag,
        digest=uploaded.digest,
        same_as=None if same_as == record.id else same_as,
        error=None,
        finished_at=None,
    )


def _ensure_readable(place: UploadKey, uploaded: Uploaded) -> None:
    if uploaded.digest is None:
        raise UnreadableFileError(
            "too_large", "Plik jest za duży, nie czytam go. Pobierz z Allegro sprzedaż z krótszego okresu."
        )
    if place.kind is None and place.import_id is None:
        folders = ", ".join(KIND_FOLDERS)
        raise UnreadableFileError(
            "unknown_folder",
            f"Nie znam folderu „{place.folder}”. Wgraj plik do folderu sprzedawcy albo jednego z: {folders}.",
        )


def _read(
    sales_file: SalesFile, settings: SellerSettings, record: Import, resume: Resume, deps: ImportDeps
) -> Resume | None:
    desk = Desk(
        drafts=deps.drafts,
        drafting=Drafting(
            settings=settings,
            choices=record.choices,
            book=deps.rules.book(settings.id),
            import_id=record.id,
            at=deps.clock(),
        ),
        making=deps.making,
        fingerprint=deps.fingerprint,
        wait=deps.wait,
    )
    sales = _Interrupted(sales_file.sales(after=resume.after))
    while part := list(islice(sales, PART)):
        rows = tuple(row for batch in _batches(part) for row in drafted(batch, desk))
        deps.reports.save_part(record, resume.after // PART, rows)
        resume = _counted(resume, rows)
        notices = record.notices or notices_of(_addresses(part), settings)
        record = replace(record, read=resume.after, counts=dict(resume.counts), notices=notices)
        deps.imports.progress(record)
        if len(part) == PART and not deps.may_go_on():
            return resume
    record = replace(record, unknown_fields=sales_file.unknown_fields)
    if sales.error is not None:
        _finish(replace(record, status=ImportStatus.FAILED, error=_failure(sales.error)), deps)
    else:
        _finish(replace(record, status=ImportStatus.DONE), deps)
    return None


class _Interrupted(Iterator[Sale | Rejected]):
    """Sales of a file; they end where it breaks off, with the reason in `error`, so that what was read is not lost."""

    def __init__(self, sales: Iterator[Sale | Rejected]) -> None:
        self._sales = sales
        self.error: UnreadableFileError | None = None

    def __next__(self) -> Sale | Rejected:
        try:
            return next(self._sales)
        except UnreadableFileError as error:
            self.error = error
            raise StopIteration from error


def _addresses(part: Sequence[Sale | Rejected]) -> Iterator[str | None]:
    return (sale.buyer.email for sale in part if isinstance(sale, Sale))


def _batches(part: Sequence[Sale | Rejected]) -> Iterable[Sequence[Sale | Rejected]]:
    return (part[start : start + SALES_AT_ONCE] for start in range(0, len(part), SALES_AT_ONCE))


def _counted(resume: Resume, rows: Sequence[TransactionOutcome]) -> Resume:
    counts = Counter(resume.counts) + Counter(str(row.outcome) for row in rows)
    return Resume(after=resume.after + len(rows), counts={**NO_COUNTS, **counts})


def _finish(record: Import, deps: ImportDeps) -> None:
    """Write the report before the record announces it."""
    record = replace(record, finished_at=deps.clock())
    deps.reports.finish(record)
    deps.imports.save(record)
    deps.on_finished(record)
