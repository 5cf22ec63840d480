"""Apply an edited table of waiting drafts row by row, and report the outcome of each row.

The outcomes of a part are stored when it is done: when the file is read again, after a crash or in its next slice, work
continues after them and the stored outcomes are reported. A row that is applied again finds nothing left to change.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from invoicing.domain.basics.errors import (
    InvoicingError,
    NotFoundError,
    StaleVersionError,
    TryLaterError,
    UnreadableFileError,
)
from invoicing.domain.basics.ids import time_ordered_id
from invoicing.domain.drafts_table.changes import Wanted, left_open, told, wanted_of
from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome, RowResult, counted
from invoicing.domain.imports.record import ImportFailure
from invoicing.domain.imports.upload_keys import ChangesKey
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts.ports import Drafts
from invoicing.services.drafts_table.apply_row import apply_row
from invoicing.services.drafts_table.ports import ChangeReports, OpenTable, TableRow
from invoicing.services.drafts_table.write import WaitingSheetDeps, write_waiting_sheet
from invoicing.services.imports.ports import Uploaded

PART = 100
"""Rows whose outcomes are stored together."""
MOST_ROWS = 6_000
"""Slightly above what we export, so that two concatenated tables still fit."""

_AS_IT_IS = "Szkic już taki jest."
_UNTOUCHED = "W tym wierszu nic nie zmieniono."
_NEWER = (
    "Ktoś zmienił ten szkic, odkąd powstała tabela. Pobierz nowy plik do-wystawienia.csv i popraw wiersz jeszcze raz."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyDeps:
    """Dependencies of applying a table; `may_go_on` is true while there is time for another part."""

    changing: ChangeDeps
    drafts: Drafts
    waiting: WaitingSheetDeps
    reports: ChangeReports
    open_table: OpenTable
    may_go_on: Callable[[], bool]


def apply_changes(place: ChangesKey, uploaded: Uploaded, deps: ApplyDeps) -> bool:
    """Apply what there is time for; return True once the file is done and reported and the table rewritten.

    Raises: NotFoundError, TryLaterError.
    """
    run = ChangeRun(
        id=time_ordered_id(uploaded.at, uploaded.key, uploaded.etag, uploaded.version or ""),
        seller_id=place.seller_id,
        file_name=place.file_name,
        created_at=uploaded.at,
    )
    changing = replace(deps.changing, by=f"arkusz {run.id}")
    outcomes: list[RowOutcome] = []
    try:
        _ensure_known(place, deps)
        _ensure_small(uploaded)
        is_done = _apply(run, deps.open_table(uploaded.content), outcomes, replace(deps, changing=changing))
    except UnreadableFileError as error:
        run, is_done = replace(run, error=ImportFailure(code=error.code, message=error.detail)), True
    if is_done:
        run = replace(run, counts=counted(outcomes), finished_at=changing.clock())
        deps.reports.finish(run, outcomes)
        write_waiting_sheet(place.seller_id, deps.waiting)
    return is_done


def _ensure_known(place: ChangesKey, deps: ApplyDeps) -> None:
    try:
        deps.changing.sellers.get(place.seller_id)
    except NotFoundError as error:
        raise UnreadableFileError(
            "unknown_seller",
            f"Nie ma sprzedawcy „{place.seller_id}”. Wgraj plik do folderu changes/ z jego identyfikatorem.",
        ) from error


def _ensure_small(uploaded: Uploaded) -> None:
    if uploaded.digest is None:
        raise UnreadableFileError("too_large", "Plik jest za duży, nie czytam go. Wgraj tabelę, którą dał system.")


def _apply(run: ChangeRun, table: Iterator[TableRow], outcomes: list[RowOutcome], deps: ApplyDeps) -> bool:
    """Add the outcomes of the table's rows; return False if time runs out before the last one."""
    has_applied = False
    for number, part in enumerate(_parts(table)):
        rows = deps.reports.part(run, number)
        if rows is None:
            if has_applied and not deps.may_go_on():
                return False
            rows = tuple(_outcomes(run.seller_id, part, deps))
            deps.reports.save_part(run, number, rows)
            has_applied = True
        outcomes += rows
    return True


def _parts(table: Iterator[TableRow]) -> Iterator[Sequence[TableRow]]:
    """Yield the rows in parts; if the file breaks off, the rows before that come first."""
    read = 0
    while True:
        part: list[TableRow] = []
        failure: UnreadableFileError | None = None
        try:
            for row in islice(table, PART):
                part.append(row)
        except UnreadableFileError as error:
            failure = error
        if read + len(part) > MOST_ROWS:
            failure = UnreadableFileError(
                "too_many_rows", f"Tabela ma ponad {MOST_ROWS} wierszy. Podziel ją na części."
            )
            part = part[: MOST_ROWS - read]
        read += len(part)
        if part:
            yield part
        if failure:
            raise failure
        if len(part) < PART:
            return


def _outcomes(seller_id: str, part: Sequence[TableRow], deps: ApplyDeps) -> Iterator[RowOutcome]:
    requests = [(row, _request_of(row)) for row in part]
    ids = {
        requested.document_id for _, requested in requests if isinstance(requested, Wanted) and not requested.is_nothing
    }
    loaded = deps.drafts.load(seller_id, sorted(ids)) if ids else {}
    for row, requested in requests:
        if isinstance(requested, InvoicingError):
            yield _outcome(row, None, RowResult.REFUSED, requested.detail)
        elif requested.is_nothing:
            yield _outcome(row, requested, RowResult.UNCHANGED, _UNTOUCHED)
        else:
            yield _changed(seller_id, row, requested, loaded, deps.changing)


def _request_of(row: TableRow) -> Wanted | InvoicingError:
    try:
        return wanted_of(row.cells)
    except InvoicingError as error:
        return error


def _changed(
    seller_id: str, row: TableRow, requested: Wanted, loaded: Mapping[str, Stored], changing: ChangeDeps
) -> RowOutcome:
    stored = loaded.get(requested.document_id)
    if stored is None:
        return _outcome(row, requested, RowResult.REFUSED, "Nie ma takiego szkicu.")
    remaining = left_open(requested, stored.document)
    if remaining.is_nothing:
        if _did_it_before(seller_id, requested, changing):
            return _outcome(row, requested, RowResult.APPLIED, *told(requested))
        return _outcome(row, requested, RowResult.UNCHANGED, _AS_IT_IS)
    try:
        apply_row(seller_id, remaining, changing)
    except TryLaterError:  # the whole table is retried, and then recognizes what it did
        raise
    except InvoicingError as error:
        current = changing.documents.get(seller_id, requested.document_id).document
        if left_open(requested, current).is_nothing and _did_it_before(seller_id, requested, changing):
            return _outcome(row, requested, RowResult.APPLIED, *told(requested))
        reason = _NEWER if isinstance(error, StaleVersionError) else error.detail
        return _outcome(row, requested, RowResult.REFUSED, reason)
    return _outcome(row, requested, RowResult.APPLIED, *told(remaining))


def _did_it_before(seller_id: str, requested: Wanted, changing: ChangeDeps) -> bool:
    """True if this very run made the last change: before it was cut short, or in a concurrent delivery."""
    changes = changing.documents.history(seller_id, requested.document_id)
    return bool(changes) and changes[-1].by == changing.by


def _outcome(row: TableRow, requested: Wanted | None, result: RowResult, *words: str) -> RowOutcome:
    return RowOutcome(
        line=row.line,
        result=result,
        document_id=requested.document_id if requested else None,
        order_id=row.cells.get("nr zamówienia", "")[:64],
        buyer=row.cells.get("nabywca", "")[:120],
        told=words,
    )
