"""The writes that issue a document: counter, register entry, frozen document, summary, mark on the original."""

from collections.abc import Sequence
from decimal import Decimal

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import Plain, plain_of
from invoicing.adapters.table.engine.table import IS_NEW, Put, TransactionRefusedError, Update
from invoicing.adapters.table.items import document_put, is_draft, summary_put
from invoicing.domain.documents.document import Document
from invoicing.services.documents.ports import (
    DraftChangedError,
    Issue,
    MarkOriginal,
    NumberTake,
    NumberTakenError,
    NumberUsedError,
)

Write = Put | Update


def issue_writes(seller_id: str, issue: Issue) -> list[tuple[str, Write]]:
    """Return the writes of one document, without its counter, each with the name of its guard."""
    document = issue.stored.document
    writes: list[tuple[str, Write]] = [
        ("register", _register_put(seller_id, issue.number, document)),
        ("printed", _printed_put(seller_id, document)),
        ("draft", document_put(seller_id, issue.stored, is_draft(issue.instead_of))),
        ("draft", summary_put(seller_id, issue.stored.summary, is_draft(issue.instead_of))),
    ]
    if issue.mark:
        writes.append(("original", _mark_update(seller_id, issue.mark)))
    return writes


def counter_update(seller_id: str, series: str, period: str, before: int, last: int) -> Update:
    """Return the write that takes all numbers after `before` up to `last`."""
    path = Path("last")
    expected = path.does_not_exist() if before == 0 else path == before
    changes: dict[str, Plain] = {"type": "counter", "last": last}
    return Update(keys.counter(seller_id, series, period), changes, expected)


def waiver_update(seller_id: str, month: str, before: Decimal, after: Decimal) -> Update:
    """Return the write that moves the month's sum outside KSeF, in zloty, from `before` to `after`."""
    path = Path("waived")
    expected = path == plain_of(before) if before else (path.does_not_exist() | (path == plain_of(before)))
    changes: dict[str, Plain] = {"type": "waiver", "waived": plain_of(after)}
    return Update(keys.waiver(seller_id, month), changes, expected)


def _register_put(seller_id: str, number: NumberTake, document: Document) -> Put:
    """The register entry is also the outbox: the stream forwards its insertion to the renderer."""
    entry = {
        "type": "number",
        "seller_id": seller_id,
        "document_id": document.id,
        "number": document.number,
        "kind": document.kind,
        "issue_date": plain_of(document.issue_date),
    }
    return Put(keys.register(seller_id, number.series, number.period, number.ordinal), entry, IS_NEW)


def _printed_put(seller_id: str, document: Document) -> Put:
    """Reserve the printed number: whatever patterns a seller has used, none is printed twice."""
    item = {"type": "printed", "document_id": document.id}
    return Put(keys.printed_number(seller_id, str(document.number)), item, IS_NEW)


def _mark_update(seller_id: str, mark: MarkOriginal) -> Update:
    changes: dict[str, Plain] = {f"related_{mark.by.id}": plain_of(mark.by)}
    only_if = Path("pk").exists()
    if mark.is_correcting:
        changes["corrected_by"] = plain_of(mark.by)
        last = Path(["corrected_by", "id"])
        only_if = only_if & (last == mark.follows if mark.follows else Path("corrected_by").does_not_exist())
    if mark.is_replacing:
        changes["replaced_by"] = plain_of(mark.by)
        only_if = only_if & Path("replaced_by").does_not_exist()
    return Update(keys.summary(seller_id, mark.original_id), changes, only_if)


def refusal_of(refused: TransactionRefusedError, guards: Sequence[str]) -> Exception:
    """Return the error of a refused issue: by the guard that failed, or NumberTakenError under mere contention."""
    failed = {guard for position, guard in enumerate(guards) if refused.condition_failed(position)}
    if failed & {"draft", "original"}:
        return DraftChangedError()
    if failed & {"counter", "waiver", "register"} or refused.is_busy:
        return NumberTakenError()
    if "printed" in failed:
        return NumberUsedError()
    return refused
