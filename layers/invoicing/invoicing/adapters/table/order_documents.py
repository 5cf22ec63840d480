"""The documents of one order, found by their keys and as they are now.

The order's draft has a derived id. What was issued from a document is related to it. Drafts made from it are not yet,
but as they are about the same order, they stand beside one another in the list index.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.table import IndexRead, Table
from invoicing.adapters.table.items import list_key, sortable, summary_from
from invoicing.adapters.table.places import Place
from invoicing.domain.basics.ids import draft_id
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.services.documents.ports import SummaryFilter

DRAFTS_AT_ONCE, MOST_READS = 1_000, 5
"""Orders of a file that tells days without hours stand under one time; so many of them are looked through."""


def documents_of_order(
    table: Table, seller_id: str, wanted: SummaryFilter, place: Place | None
) -> list[tuple[Place, Summary]]:
    """Return what a filter wants of an order's documents after a place, in the order of lists, with their places."""
    if wanted.order_id is None or place is None:
        return []
    first = draft_id(seller_id, wanted.order_id)
    known = _with_related(table, seller_id, {}, [first])
    if first in known:
        drafts = _drafts_beside(table, seller_id, known[first])
        known = _with_related(table, seller_id, known, drafts)
    places = {Place(row.status, list_key(row)): row for row in known.values() if wanted.fits(row)}
    statuses = wanted.statuses[wanted.statuses.index(place.status) :]
    rows = [(there, row) for there, row in places.items() if there.status in statuses and _is_after(there, place)]
    rows.sort(key=lambda found: found[0].list_sk, reverse=True)
    rows.sort(key=lambda found: statuses.index(found[0].status))
    return rows


def _is_after(there: Place, place: Place) -> bool:
    return there.status is not place.status or not place.list_sk or there.list_sk < place.list_sk


def _with_related(table: Table, seller_id: str, known: dict[str, Summary], ids: Iterable[str]) -> dict[str, Summary]:
    """Return what is known, and these documents with all that was made from them."""
    known = dict(known)
    waiting = {document_id for document_id in ids if document_id not in known}
    while waiting:
        found = table.get_many(keys.summary(seller_id, document_id) for document_id in waiting)
        new = [summary_from(item) for item in found.values() if item["type"] == "summary"]
        known |= {row.id: row for row in new}
        waiting = {reference.id for row in new for reference in row.related} - set(known)
    return known


def _drafts_beside(table: Table, seller_id: str, first: Summary) -> Iterator[str]:
    """Yield the ids of drafts of the same order; put aside or not, they are listed under the order's time."""
    if first.ordered_at is None:
        return
    for status in (Status.DRAFT, Status.DISCARDED):
        read = IndexRead(
            pk=keys.listed(seller_id, status),
            sort=Path("list_sk").startswith(f"{sortable(first.ordered_at)}#"),
            only=Path("order_id") == first.order_id,
            limit=DRAFTS_AT_ONCE,
            start=None,
            attributes=("pk",),
        )
        for _ in range(MOST_READS):
            page = table.newest(read)
            yield from (str(item["pk"]).rpartition("#")[2] for item in page.items)
            if page.next is None:
                break
            read = replace(read, start=page.next)
