"""Documents, their summaries and their numbers in the table."""

import random
import time
from collections.abc import Iterable, Mapping, Sequence

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.codec import Plain, plain_of, value_of
from invoicing.adapters.table.mails import put_of
from invoicing.adapters.table.table import IS_NEW, Item, Put, Table, TransactionRefusedError, Update
from invoicing.domain.documents import Document, Status
from invoicing.domain.errors import NotFoundError
from invoicing.domain.mails import MailAttempt
from invoicing.domain.summaries import Pdf, Summary
from invoicing.services.ports import DraftChangedError, NumberTake, NumberTakenError, Stored

DRAFTS_PER_TRANSACTION = 50
"""Two items each, and a transaction takes 100."""
TRIES = 6


def document_put(seller_id: str, document: Document, only_if: Condition) -> Put:
    """Return the write of what is printed."""
    item = {
        "type": "document",
        "status": document.status,
        "version": document.version,
        "document": plain_of(document),
    }
    return Put(keys.document(seller_id, document.id), item, only_if)


def summary_put(seller_id: str, summary: Summary, only_if: Condition) -> Put:
    """Return the write of what lists show."""
    item = {"type": "summary", **_index_keys(seller_id, summary), **plain_of(summary)}
    return Put(keys.summary(seller_id, summary.id), item, only_if)


def _index_keys(seller_id: str, summary: Summary) -> dict[str, str]:
    day = summary.issue_date or (summary.ordered_at or summary.created_at)
    return {
        "list_pk": keys.listed(seller_id, summary.status),
        "list_sk": f"{day.isoformat()}#{summary.id}",
    }


def summary_from(item: Item) -> Summary:
    """Return the summary in an item."""
    return value_of(item, Summary)


def _is_draft(version: int) -> Condition:
    condition: Condition = (Path("status") == Status.DRAFT.value) & (Path("version") == version)
    return condition


class DynamoDbDocuments:
    """Documents in one table; every write is guarded by what it replaces."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, seller_id: str, document_id: str) -> Stored:
        """Return a document as it is now."""
        document_key = keys.document(seller_id, document_id)
        summary_key = keys.summary(seller_id, document_id)
        found = self._table.get_many((document_key, summary_key))
        if document_key not in found or summary_key not in found:
            raise NotFoundError
        return Stored(
            document=value_of(found[document_key]["document"], Document),
            summary=summary_from(found[summary_key]),
        )

    def known(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Summary]:
        """Return the summaries of those that exist, by id."""
        found = self._table.get_many(keys.summary(seller_id, document_id) for document_id in document_ids)
        return {item["id"]: summary_from(item) for item in found.values()}

    def add(self, seller_id: str, drafts: Sequence[Stored]) -> frozenset[str]:
        """Write new drafts and return the ids of those that were not there yet."""
        written: set[str] = set()
        for start in range(0, len(drafts), DRAFTS_PER_TRANSACTION):
            written |= self._add_some(seller_id, drafts[start : start + DRAFTS_PER_TRANSACTION])
        return frozenset(written)

    def _add_some(self, seller_id: str, drafts: Sequence[Stored]) -> set[str]:
        waiting = list(drafts)
        for attempt in range(TRIES):
            if not waiting:
                break
            writes = [write for draft in waiting for write in _new(seller_id, draft)]
            try:
                self._table.transact(writes)
            except TransactionRefusedError as refused:
                waiting = [
                    draft
                    for position, draft in enumerate(waiting)
                    if not (refused.condition_failed(2 * position) or refused.condition_failed(2 * position + 1))
                ]
                if attempt == TRIES - 1:
                    raise
                _wait(attempt)
            else:
                return {draft.document.id for draft in waiting}
        return set()

    def save(self, seller_id: str, stored: Stored, *, instead_of: int) -> None:
        """Replace the draft that has this version."""
        try:
            self._table.transact(
                [
                    document_put(seller_id, stored.document, _is_a_draft_or_discarded(instead_of)),
                    summary_put(seller_id, stored.summary, _is_a_draft_or_discarded(instead_of)),
                ]
            )
        except TransactionRefusedError as refused:
            raise DraftChangedError from refused

    def last_ordinal(self, seller_id: str, series: str, period: str) -> int:
        """Return the last number taken in this series and period; 0 before the first."""
        counter = self._table.get(keys.counter(seller_id, series, period))
        return int(counter["last"]) if counter else 0

    def issue(self, seller_id: str, stored: Stored, number: NumberTake, *, instead_of: int) -> None:
        """Take the number and freeze the document, both or neither."""
        writes: list[Put | Update] = [
            _counter_update(seller_id, number),
            _register_put(seller_id, number, stored.document),
            document_put(seller_id, stored.document, _is_draft(instead_of)),
            summary_put(seller_id, stored.summary, _is_draft(instead_of)),
        ]
        try:
            self._table.transact(writes)
        except TransactionRefusedError as refused:
            if refused.condition_failed(2) or refused.condition_failed(3):
                raise DraftChangedError from refused
            raise NumberTakenError from refused

    def record_pdf(self, seller_id: str, document_id: str, pdf: Pdf, mail: MailAttempt | None) -> None:
        """Record the stored PDF and queue its mail, once: a repetition changes nothing."""
        recorded = Update(
            keys.summary(seller_id, document_id), {"pdf": plain_of(pdf)}, only_if=Path("pdf").does_not_exist()
        )
        try:
            self._table.transact([recorded] if mail is None else [recorded, put_of(seller_id, mail, IS_NEW)])
        except TransactionRefusedError as refused:
            if not refused.condition_failed(0):
                raise


def _new(seller_id: str, draft: Stored) -> tuple[Put, Put]:
    return (
        document_put(seller_id, draft.document, IS_NEW),
        summary_put(seller_id, draft.summary, IS_NEW),
    )


def _is_a_draft_or_discarded(version: int) -> Condition:
    condition: Condition = (Path("status") != Status.ISSUED.value) & (Path("version") == version)
    return condition


def _counter_update(seller_id: str, number: NumberTake) -> Update:
    last = Path("last")
    expected = last.does_not_exist() if number.ordinal == 1 else last == number.ordinal - 1
    changes: dict[str, Plain] = {"type": "counter", "last": number.ordinal}
    return Update(keys.counter(seller_id, number.series, number.period), changes, expected)


def _register_put(seller_id: str, number: NumberTake, document: Document) -> Put:
    """The register entry is also the outbox: its insertion is what the stream forwards to the renderer."""
    item = {
        "type": "number",
        "seller_id": seller_id,
        "document_id": document.id,
        "number": document.number,
        "kind": document.kind,
        "issue_date": plain_of(document.issue_date),
    }
    return Put(keys.register(seller_id, number.series, number.period, number.ordinal), item, IS_NEW)


def _wait(attempt: int) -> None:
    """Step aside for a moment that grows, so that two writers of the same drafts don't meet again."""
    time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311 - jitter, not a secret
