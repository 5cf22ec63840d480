"""Lists of documents as of now, by page or as a whole, with sums where the list is short enough."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.list_sums import Sums, sums_of
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.filtering import narrowed, sift_of
from invoicing.services.documents.ports import Sellers, SiftedLists, SummaryFilter, SummaryPage

ROWS_AT_ONCE = 1_000
"""As many as DynamoDB returns at once, so that reading a whole list takes the fewest calls."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDeps:
    """Dependencies of lists."""

    lists: SiftedLists
    sellers: Sellers
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page, and the settings and day its rows were judged by; `sums` cover the whole list, None if it is long."""

    page: SummaryPage
    sums: Sums | None
    settings: SellerSettings
    today: date


def list_documents(
    seller_id: str, requested: SummaryFilter, deps: ListDeps, *, limit: int, cursor: str | None
) -> Listed:
    """Return a page; the first one has the sums of its list if the rest can be read at once.

    A page may be short and yet not the last: one call reads a bounded number of rows.

    Raises: InvalidFieldError, NotFoundError.
    """
    requested = narrowed(requested)
    settings, today = deps.sellers.get(seller_id), warsaw_date(deps.clock())
    sift = sift_of(requested, settings, today)
    page = deps.lists.sifted(seller_id, requested, sift, limit=limit, cursor=cursor)
    rest: tuple[Summary, ...] | None = None
    if not cursor and page.cursor is None:
        rest = ()
    elif not cursor and page.cursor and len(page.items) == limit:
        rest = deps.lists.rest(seller_id, requested, page.cursor)
    sums = None if rest is None else sums_of((*page.items, *filter(sift, rest)), settings, today)
    return Listed(page=page, sums=sums, settings=settings, today=today)


def matching(seller_id: str, requested: SummaryFilter, deps: ListDeps) -> Iterator[Summary]:
    """Yield all documents that match a filter as of now, with one page in memory at a time.

    Raises: NotFoundError.
    """
    requested = narrowed(requested)
    sift = sift_of(requested, deps.sellers.get(seller_id), warsaw_date(deps.clock()))
    cursor: str | None = None
    while True:
        page = deps.lists.sifted(seller_id, requested, sift, limit=ROWS_AT_ONCE, cursor=cursor)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return
