"""A document and its summary as items of the table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.codec import from_json, json_of, plain_of, value_of
from invoicing.adapters.table.table import Item, Put
from invoicing.domain.documents import Document, Reference, Status
from invoicing.domain.sales import Sale
from invoicing.domain.search import search_text
from invoicing.domain.summaries import Summary
from invoicing.services.ports import Stored

LARGEST_DOCUMENT = 330_000
"""Bytes of JSON; an item takes 400 KB, and attribute values need some more than JSON."""
LINES_THAT_ALWAYS_FIT = 40
RELATED = "related_"
PDF_IS_OVERDUE_AFTER = timedelta(minutes=10)


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
    search = {"search": search_text(summary)}
    item = {"type": "summary", **_index_keys(seller_id, summary), **search, **plain_of(summary)}
    if summary.issued_at is not None and summary.pdf is None:
        item |= work_keys(summary.id, summary.issued_at + PDF_IS_OVERDUE_AFTER)
    return Put(keys.summary(seller_id, summary.id), item, only_if)


def work_keys(document_id: str, due_at: datetime | None) -> dict[str, str | None]:
    """Return the place in the work index of what must be looked at again then; none for what is done."""
    if due_at is None:
        return {"work_pk": None, "work_at": None}
    return {"work_pk": keys.work(document_id), "work_at": sortable(due_at)}


def _index_keys(seller_id: str, summary: Summary) -> dict[str, str]:
    return {"list_pk": keys.listed(seller_id, summary.status), "list_sk": list_key(summary)}


def list_key(summary: Summary) -> str:
    """Issued documents are listed by their printed date, then as they were issued; others by the time of the order."""
    if summary.issue_date and summary.issued_at:
        place = f"{summary.issue_date}#{sortable(summary.issued_at)}"
    else:
        place = sortable(summary.ordered_at or summary.created_at)
    return f"{place}#{summary.id}"


def sortable(instant: datetime) -> str:
    """Return an instant as it stands in the list index."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def summary_from(item: Item) -> Summary:
    """Return the summary in an item; each related document has an attribute, so that two can be added at once."""
    related = sorted(
        (value_of(value, Reference) for name, value in item.items() if name.startswith(RELATED)),
        key=lambda reference: (str(reference.issue_date), reference.number),
    )
    return replace(value_of(item, Summary), related=tuple(related)) if related else value_of(item, Summary)


def is_draft(version: int) -> Condition:
    condition: Condition = (Path("status") == Status.DRAFT.value) & (Path("version") == version)
    return condition


def is_a_draft_or_discarded(version: int) -> Condition:
    condition: Condition = (Path("status") != Status.ISSUED.value) & (Path("version") == version)
    return condition
