"""Documents, their summaries and their numbers in the table."""

from datetime import UTC, datetime

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.codec import Plain, from_json, json_of, plain_of, value_of
from invoicing.adapters.table.mails import put_of
from invoicing.adapters.table.table import IS_NEW, Item, Put, Table, TransactionRefusedError, Update
from invoicing.domain.documents import Document, Status
from invoicing.domain.errors import InvalidFieldError, NotFoundError
from invoicing.domain.mails import MailAttempt
from invoicing.domain.sales import Sale
from invoicing.domain.summaries import Pdf, Summary
from invoicing.services.ports import DraftChangedError, NumberTake, NumberTakenError, Stored

LARGEST_DOCUMENT = 330_000
"""Bytes of JSON; an item takes 400 KB, and attribute values need some more than JSON."""
LINES_THAT_ALWAYS_FIT = 40


def document_put(seller_id: str, stored: Stored, only_if: Condition) -> Put:
    """Return the write of what is printed, with the versions of its sale."""
    document = stored.document
    item = {
        "type": "document",
        "status": document.status,
        "version": document.version,
        "document": plain_of(document),
        "versions": json_of(stored.versions).decode() if stored.versions else None,
    }
    return Put(keys.document(seller_id, document.id), item, only_if)


def is_too_large(stored: Stored) -> bool:
    """Would the document not fit an item? Short ones always do."""
    if len(stored.document.lines) < LINES_THAT_ALWAYS_FIT:
        return False
    return len(json_of(stored.document)) + sum(len(json_of(sale)) for sale in stored.versions) > LARGEST_DOCUMENT


def stored_from(document: Item, summary: Item) -> Stored:
    """Return the document in its two items."""
    return Stored(
        document=value_of(document["document"], Document),
        summary=summary_from(summary),
        versions=from_json(document["versions"], tuple[Sale, ...]) if "versions" in document else (),
    )


def summary_put(seller_id: str, summary: Summary, only_if: Condition) -> Put:
    """Return the write of what lists show."""
    item = {"type": "summary", **_index_keys(seller_id, summary), **plain_of(summary)}
    return Put(keys.summary(seller_id, summary.id), item, only_if)


def _index_keys(seller_id: str, summary: Summary) -> dict[str, str]:
    """Issued documents are listed by their printed date, then as they were issued; others by the time of the order."""
    if summary.issue_date and summary.issued_at:
        place = f"{summary.issue_date}#{_sortable(summary.issued_at)}"
    else:
        place = _sortable(summary.ordered_at or summary.created_at)
    return {"list_pk": keys.listed(seller_id, summary.status), "list_sk": f"{place}#{summary.id}"}


def _sortable(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


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
        return stored_from(found[document_key], found[summary_key])

    def save(self, seller_id: str, stored: Stored, *, instead_of: int) -> None:
        """Replace the draft that has this version."""
        if is_too_large(stored):
            raise InvalidFieldError("lines", f"dokument jest za duży ({len(stored.document.lines)} pozycji).")
        try:
            self._table.transact(
                [
                    document_put(seller_id, stored, _is_a_draft_or_discarded(instead_of)),
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
            *_register_puts(seller_id, number, stored.document),
            document_put(seller_id, stored, _is_draft(instead_of)),
            summary_put(seller_id, stored.summary, _is_draft(instead_of)),
        ]
        try:
            self._table.transact(writes, tries=1)
        except TransactionRefusedError as refused:
            if any(refused.condition_failed(position) for position in (3, 4)):
                raise DraftChangedError from refused
            if refused.is_busy or refused.condition_failed(0):
                raise NumberTakenError from refused
            raise

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


def _is_a_draft_or_discarded(version: int) -> Condition:
    condition: Condition = (Path("status") != Status.ISSUED.value) & (Path("version") == version)
    return condition


def _counter_update(seller_id: str, number: NumberTake) -> Update:
    last = Path("last")
    expected = last.does_not_exist() if number.ordinal == 1 else last == number.ordinal - 1
    changes: dict[str, Plain] = {"type": "counter", "last": number.ordinal}
    return Update(keys.counter(seller_id, number.series, number.period), changes, expected)


def _register_puts(seller_id: str, number: NumberTake, document: Document) -> tuple[Put, Put]:
    """The register entry, and the printed number itself: whatever patterns a seller had, none is printed twice.

    The entry is also the outbox: its insertion is what the stream forwards to the renderer.
    """
    entry = {
        "type": "number",
        "seller_id": seller_id,
        "document_id": document.id,
        "number": document.number,
        "kind": document.kind,
        "issue_date": plain_of(document.issue_date),
    }
    printed = {"type": "printed", "document_id": document.id}
    return (
        Put(keys.register(seller_id, number.series, number.period, number.ordinal), entry, IS_NEW),
        Put(keys.printed_number(seller_id, str(document.number)), printed, IS_NEW),
    )
