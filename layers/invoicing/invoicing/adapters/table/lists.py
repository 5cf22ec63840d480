"""Lists of documents: one partition per seller and status, newest first, with an opaque cursor."""

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
"""Limit of index pages per call; a call that reaches it may return fewer rows than `limit`, and a cursor."""
FIRST_FILTERED_READ, LARGEST_READ = 100, 1_000
"""Rows that a filtered list examines in its first read, and at most in a later one; each read doubles them."""
MOST_REST = 1_000
"""A list with more rows after its first page has no sums."""
ATTRIBUTES_FOR_SUMS = ("pk", *(name for name in NEEDED_FOR_SUMS if name != "id"))
"""Attributes for sums; the id is in the key. Reading whole summaries would take 1.7 times as long."""


class DynamoDbLists:
    """Pages over the list index."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def count(self, seller_id: str, status: Status) -> int:
        """Return how many documents of a seller have this status, without fetching them."""
        pages = self._table.client.get_paginator("query").paginate(
            TableName=self._table.name,
            IndexName=keys.LIST_INDEX,
            Select="COUNT",
            KeyConditionExpression="list_pk = :documents",
            ExpressionAttributeValues={":documents": {"S": keys.listed(seller_id, status)}},
        )
        return sum(page["Count"] for page in pages)

    def page(self, seller_id: str, criteria: SummaryFilter, *, limit: int, cursor: str | None) -> SummaryPage:
        """Return up to `limit` summaries, status after status, each newest first.

        Raises: InvalidFieldError.
        """
        return self.sifted(seller_id, criteria, None, limit=limit, cursor=cursor)

    def sifted(
        self, seller_id: str, criteria: SummaryFilter, sift: Sift | None, *, limit: int, cursor: str | None
    ) -> SummaryPage:
        """Return up to `limit` summaries that pass the sift; the cursor is the last one's place, or a later one.

        Raises: InvalidFieldError.
        """
        place = place_of(criteria, cursor)
        if criteria.order_id:
            return self._page_of_order(seller_id, criteria, sift, place, limit)
        rows: list[tuple[Place, Summary]] = []
        rows_at_once = min(max(FIRST_FILTERED_READ, 2 * limit), LARGEST_READ)
        for _ in range(READS_PER_PAGE):
            if place is None or len(rows) == limit:
                break
            is_filtered = sift is not None or _condition(criteria, place.status) is not None
            read_from = place.status
            page, place = self._read(seller_id, criteria, place, rows_at_once if is_filtered else limit - len(rows))
            read = ((Place(read_from, item["list_sk"]), summary_from(item)) for item in page.items)
            rows += [row for row in read if sift is None or sift(row[1])]
            if len(rows) > limit:
                rows = rows[:limit]
                place = rows[-1][0]
            rows_at_once = min(2 * rows_at_once, LARGEST_READ)
        return SummaryPage(tuple(summary for _, summary in rows), place.cursor if place else None)

    def rest(self, seller_id: str, criteria: SummaryFilter, cursor: str) -> tuple[Summary, ...] | None:
        """Return all summaries after a cursor with the fields that sums need, or None if there are too many.

        They are counted first: a count examines the same rows, but none has to be transferred and parsed.

        Raises: InvalidFieldError.
        """
        place = place_of(criteria, cursor)
        if criteria.order_id:
            return self._page_of_order(seller_id, criteria, None, place, MOST_REST).items
        if self._read_rest(seller_id, criteria, place, is_count=True) is None:
            return None
        return self._read_rest(seller_id, criteria, place)

    def _read_rest(
        self, seller_id: str, criteria: SummaryFilter, place: Place | None, *, is_count: bool = False
    ) -> tuple[Summary, ...] | None:
        """Return all summaries after a place (none for a count), or None if there are more than `MOST_REST`."""
        rows: list[Summary] = []
        budget = MOST_REST
        while place is not None:
            if budget <= 0:
                return None
            attributes = None if is_count else ATTRIBUTES_FOR_SUMS
            page, place = self._read(seller_id, criteria, place, budget, attributes, is_count=is_count)
            rows += map(summary_from, page.items)
            budget -= page.scanned
        return tuple(rows)

    def _read(
        self,
        seller_id: str,
        criteria: SummaryFilter,
        place: Place,
        limit: int,
        attributes: Sequence[str] | None = None,
        *,
        is_count: bool = False,
    ) -> tuple[Page, Place | None]:
        """Read one page of the index after a place; return it and the place to continue from."""
        status, span = place.status, span_of(criteria, place.status)
        start = span.after(place)
        if start is None:
            return Page(items=(), next=None), following(criteria, status)
        read = IndexRead(
            pk=keys.listed(seller_id, status),
            sort=span.condition,
            only=_condition(criteria, status),
            limit=limit,
            start=start.start_key(seller_id),
            attributes=attributes,
            is_count=is_count,
        )
        page = self._table.newest(read)
        return page, Place(status, page.next["list_sk"]) if page.next else following(criteria, status)

    def _page_of_order(
        self, seller_id: str, criteria: SummaryFilter, sift: Sift | None, place: Place | None, limit: int
    ) -> SummaryPage:
        """Return an order's documents after a place; they are few and are read by their keys."""
        documents = documents_of_order(self._table, seller_id, criteria, place)
        rows = [row for row in documents if sift is None or sift(row[1])]
        cursor = rows[limit - 1][0].cursor if len(rows) > limit else None
        return SummaryPage(tuple(summary for _, summary in rows[:limit]), cursor)


def _condition(criteria: SummaryFilter, status: Status) -> Condition | None:
    """Return the condition on stored attributes.

    Neither a draft's KSeF channel, which depends on the day, nor the seller's own problems are stored.
    """
    equalities = (
        (Path("import_id"), criteria.import_id),
        (Path("kind"), criteria.kind),
        (Path(["email", "status"]), criteria.email_status),
        (Path("ksef"), criteria.ksef if status is Status.ISSUED else None),
    )
    condition: Condition | None = None
    for path, value in equalities:
        if value:
            condition &= path == str(value)
    if text := folded_text(criteria.q or ""):
        condition &= Path("search").contains(text)
    if criteria.ready:
        condition &= size(Path("problems")) == 0  # type: ignore[no-untyped-call]
    if criteria.problem and criteria.problem not in OF_THE_SELLER:
        condition &= Path("problems").contains(criteria.problem)
    return condition
