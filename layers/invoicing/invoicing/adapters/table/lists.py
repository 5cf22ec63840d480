"""Lists of documents: one partition per seller and status, newest first, with a cursor that reveals nothing."""

from collections.abc import Sequence

from pynamodb.expressions.condition import Condition, size
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.table import IndexRead, Page, Table
from invoicing.adapters.table.items import summary_from
from invoicing.adapters.table.order_documents import documents_of_order
from invoicing.adapters.table.places import Place, following, place_of, span_of
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.search import folded_text
from invoicing.domain.documents.summary import NEEDED_FOR_SUMS, Summary
from invoicing.domain.problems.catalogue.lookup import OF_THE_SELLER
from invoicing.services.documents.ports import Sift, SummaryFilter, SummaryPage

READS_PER_PAGE = 6
"""A list call reads at most so many pages of the index; it may then return fewer rows than asked, and a cursor."""
FIRST_FILTERED_READ, LARGEST_READ = 100, 1_000
"""Rows that a filtered list looks at in its first read, and at most in a later one: each time twice as many."""
MOST_REST = 1_000
"""With more rows than this after its first page, a list has no sums."""
ATTRIBUTES_FOR_SUMS = ("pk", *(name for name in NEEDED_FOR_SUMS if name != "id"))
"""What of a summary is read to judge and to sum it, its id in the key; all of it would take 1.7 times as long."""


class DynamoDbLists:
    """Pages over the list index."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def count(self, seller_id: str, status: Status) -> int:
        """Return how many documents of a seller are in this status; none of them is sent over."""
        pages = self._table.client.get_paginator("query").paginate(
            TableName=self._table.name,
            IndexName=keys.LIST_INDEX,
            Select="COUNT",
            KeyConditionExpression="list_pk = :documents",
            ExpressionAttributeValues={":documents": {"S": keys.listed(seller_id, status)}},
        )
        return sum(page["Count"] for page in pages)

    def page(self, seller_id: str, wanted: SummaryFilter, *, limit: int, cursor: str | None) -> SummaryPage:
        """Return up to `limit` summaries, the wanted statuses one after the other, each newest first."""
        return self.sifted(seller_id, wanted, None, limit=limit, cursor=cursor)

    def sifted(
        self, seller_id: str, wanted: SummaryFilter, sift: Sift | None, *, limit: int, cursor: str | None
    ) -> SummaryPage:
        """Return up to `limit` of the summaries that pass the sift; the cursor is the last one's place, or further."""
        place = place_of(wanted, cursor)
        if wanted.order_id:
            return self._page_of_order(seller_id, wanted, sift, place, limit)
        rows: list[tuple[Place, Summary]] = []
        rows_at_once = min(max(FIRST_FILTERED_READ, 2 * limit), LARGEST_READ)
        for _ in range(READS_PER_PAGE):
            if place is None or len(rows) == limit:
                break
            is_filtered = sift is not None or _condition(wanted, place.status) is not None
            read_from = place.status
            page, place = self._read(seller_id, wanted, place, rows_at_once if is_filtered else limit - len(rows))
            found = ((Place(read_from, item["list_sk"]), summary_from(item)) for item in page.items)
            rows += [row for row in found if sift is None or sift(row[1])]
            if len(rows) > limit:
                rows = rows[:limit]
                place = rows[-1][0]
            rows_at_once = min(2 * rows_at_once, LARGEST_READ)
        return SummaryPage(tuple(summary for _, summary in rows), place.cursor if place else None)

    def rest(self, seller_id: str, wanted: SummaryFilter, cursor: str) -> tuple[Summary, ...] | None:
        """Return all summaries after a cursor, only with what sums need, or None if they are too many to be read.

        They are counted first: a count looks at the same rows, but nothing of them has to be sent and understood.
        """
        place = place_of(wanted, cursor)
        if wanted.order_id:
            return self._page_of_order(seller_id, wanted, None, place, MOST_REST).items
        if self._looked_through(seller_id, wanted, place, is_count=True) is None:
            return None
        return self._looked_through(seller_id, wanted, place)

    def _looked_through(
        self, seller_id: str, wanted: SummaryFilter, place: Place | None, *, is_count: bool = False
    ) -> tuple[Summary, ...] | None:
        """Return what comes after a place, or None where that is more than is looked through at once."""
        rows: list[Summary] = []
        left = MOST_REST
        while place is not None:
            if left <= 0:
                return None
            attributes = None if is_count else ATTRIBUTES_FOR_SUMS
            page, place = self._read(seller_id, wanted, place, left, attributes, is_count=is_count)
            rows += map(summary_from, page.items)
            left -= page.looked_at
        return tuple(rows)

    def _read(
        self,
        seller_id: str,
        wanted: SummaryFilter,
        place: Place,
        limit: int,
        attributes: Sequence[str] | None = None,
        *,
        is_count: bool = False,
    ) -> tuple[Page, Place | None]:
        """Read one page of the index after a place; return it and where to go on."""
        status, span = place.status, span_of(wanted, place.status)
        start = span.after(place)
        if start is None:
            return Page(items=(), next=None), following(wanted, status)
        read = IndexRead(
            pk=keys.listed(seller_id, status),
            sort=span.condition,
            only=_condition(wanted, status),
            limit=limit,
            start=start.start_key(seller_id),
            attributes=attributes,
            is_count=is_count,
        )
        page = self._table.newest(read)
        return page, Place(status, page.next["list_sk"]) if page.next else following(wanted, status)

    def _page_of_order(
        self, seller_id: str, wanted: SummaryFilter, sift: Sift | None, place: Place | None, limit: int
    ) -> SummaryPage:
        """Return documents of an order, which are few and found by their keys, after a place."""
        found = documents_of_order(self._table, seller_id, wanted, place)
        rows = [row for row in found if sift is None or sift(row[1])]
        cursor = rows[limit - 1][0].cursor if len(rows) > limit else None
        return SummaryPage(tuple(summary for _, summary in rows[:limit]), cursor)


def _condition(wanted: SummaryFilter, status: Status) -> Condition | None:
    """Return what is stored of the wanted documents.

    The channel of a draft is not, it depends on the day; nor is what of the seller holds a draft.
    """
    asked = (
        (Path("import_id"), wanted.import_id),
        (Path("kind"), wanted.kind),
        (Path(["email", "status"]), wanted.email_status),
        (Path("ksef"), wanted.ksef if status is Status.ISSUED else None),
    )
    condition: Condition | None = None
    for path, value in asked:
        if value:
            condition &= path == str(value)
    if text := folded_text(wanted.q or ""):
        condition &= Path("search").contains(text)
    if wanted.ready:
        condition &= size(Path("problems")) == 0  # type: ignore[no-untyped-call]
    if wanted.problem and wanted.problem not in OF_THE_SELLER:
        condition &= Path("problems").contains(wanted.problem)
    return condition
