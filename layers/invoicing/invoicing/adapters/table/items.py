"""A document and its summary as items of the table."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import Plain, json_of, lean, lean_of, packed, plain_of, unpacked, value_of
from invoicing.adapters.table.engine.table import Item, Put
from invoicing.domain.basics.file_names import pdf_folder
from invoicing.domain.documents.document import Document, Reference, Status
from invoicing.domain.documents.search import search_text
from invoicing.domain.documents.summary import Pdf, Summary
from invoicing.domain.sales.sale import Sale
from invoicing.domain.vat.line import Line
from invoicing.services.documents.ports import Stored

LARGEST_DOCUMENT = 330_000
"""Bytes of JSON: an item holds 400 KB, and attribute values take more than JSON."""
LINES_THAT_ALWAYS_FIT = 40
RELATED = "related_"
ROWS = ("drafted_by", "refreshed_by")
PDF_IS_OVERDUE_AFTER = timedelta(minutes=10)


def document_put(seller_id: str, stored: Stored, only_if: Condition) -> Put:
    """Return the write of a document, with the versions of its sale."""
    document = stored.document
    plain = lean_of(document)
    item = {
        "type": "document",
        "status": document.status,
        "version": document.version,
        "document": {**plain, "lines": [lean(line, Line) for line in plain.get("lines", ())]},
        "versions": packed(stored.versions) if stored.versions else None,
    }
    return Put(keys.document(seller_id, document.id), item, only_if)


def is_too_large(stored: Stored) -> bool:
    """True if the document does not fit into an item; short ones always do."""
    if len(stored.document.lines) < LINES_THAT_ALWAYS_FIT:
        return False
    return len(json_of(stored.document)) + sum(len(json_of(sale)) for sale in stored.versions) > LARGEST_DOCUMENT


def stored_from(document: Item, summary: Item) -> Stored:
    """Return the document that is stored in these two items."""
    return Stored(
        document=value_of(document["document"], Document),
        summary=summary_from(summary),
        versions=unpacked(document["versions"], tuple[Sale, ...]) if "versions" in document else (),
    )


def summary_put(seller_id: str, summary: Summary, only_if: Condition) -> Put:
    """Return the write of a summary: below a kilobyte it costs half, in the table and in the list index."""
    search = {"search": search_text(summary)}
    item = {"type": "summary", **_index_keys(seller_id, summary), **search, **_facts(seller_id, summary)}
    if summary.issued_at is not None and summary.pdf is None:
        item |= work_keys(summary.id, summary.issued_at + PDF_IS_OVERDUE_AFTER)
    return Put(keys.summary(seller_id, summary.id), item, only_if)


def _facts(seller_id: str, summary: Summary) -> dict[str, Plain]:
    """Return a summary without what its key and other fields imply; `problems` stays, since lists filter by it."""
    facts: dict[str, Plain] = {**lean_of(summary), "problems": list(summary.problems)}
    del facts["id"]
    if summary.pdf:
        facts["pdf"] = pdf_facts(seller_id, summary.id, summary.pdf)
    for name in ROWS:
        row = facts[name]
        if row and row["import_id"] == summary.import_id:
            facts[name] = {"position": row["position"]}
    return facts


def pdf_facts(seller_id: str, document_id: str, pdf: Pdf) -> Plain:
    """Return a stored PDF without its folder, which the document implies, and with its checksum in bytes."""
    folder, _, name = pdf.key.rpartition("/")
    if folder != pdf_folder(seller_id, document_id):
        return plain_of(pdf)
    return {"name": name, "sha256": bytes.fromhex(pdf.sha256), "size": pdf.size}


def work_keys(work_id: str, due_at: datetime | None) -> dict[str, str | None]:
    """Return the keys in the work index of work that is due then; None removes it, since the work is done."""
    if due_at is None:
        return {"work_pk": None, "work_at": None}
    return {"work_pk": keys.work(work_id), "work_at": sortable(due_at)}


def _index_keys(seller_id: str, summary: Summary) -> dict[str, str]:
    return {"list_pk": keys.listed(seller_id, summary.status), "list_sk": list_key(summary)}


def list_key(summary: Summary) -> str:
    """Return the sort key: issued documents by printed date, then time of issue; others by time of the order."""
    if summary.issue_date and summary.issued_at:
        place = f"{summary.issue_date}#{sortable(summary.issued_at)}"
    else:
        place = sortable(summary.ordered_at or summary.created_at)
    return f"{place}#{summary.id}"


def sortable(instant: datetime) -> str:
    """Return an instant as text in UTC that sorts by time."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def summary_from(item: Item) -> Summary:
    """Return the summary in an item; related documents are attributes each, so that two can be added concurrently."""
    item = _completed(item)
    related = sorted(
        (value_of(value, Reference) for name, value in item.items() if name.startswith(RELATED)),
        key=lambda reference: (str(reference.issue_date), reference.number),
    )
    return replace(value_of(item, Summary), related=tuple(related)) if related else value_of(item, Summary)


def _completed(item: Item) -> Item:
    """Restore what `_facts` omits."""
    _, seller_id, _, document_id = item["pk"].split("#")
    whole = {**item, "id": document_id}
    for name in ROWS:
        if name in item:
            whole[name] = {"import_id": item.get("import_id"), **item[name]}
    if "name" in (pdf := item.get("pdf", {})):
        key = f"{pdf_folder(seller_id, document_id)}/{pdf['name']}"
        whole["pdf"] = {"key": key, "sha256": pdf["sha256"].hex(), "size": pdf["size"]}
    return whole


def is_draft(version: int) -> Condition:
    condition: Condition = (Path("status") == Status.DRAFT.value) & (Path("version") == version)
    return condition


def is_a_draft_or_discarded(version: int) -> Condition:
    condition: Condition = (Path("status") != Status.ISSUED.value) & (Path("version") == version)
    return condition
