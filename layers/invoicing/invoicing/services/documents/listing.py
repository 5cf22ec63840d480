"""Lists of documents as of now, a page at a time or to their end, with the sums of those that are short enough."""

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
"""As many as DynamoDB sends at once: who goes through a whole list asks as seldom as he can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDeps:
    """What listing depends on."""

    lists: SiftedLists
    sellers: Sellers
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of a list, and what its rows were judged by; `sums` are those of the whole list, None if it is long."""

    page: SummaryPage
    sums: Sums | None
    settings: SellerSettings
    today: date


def list_documents(seller_id: str, wanted: SummaryFilter, deps: ListDeps, *, limit: int, cursor: str | None) -> Listed:
    """Return a page; the first one has the sums of its list if the rest of it can be read at once.

    A page that is not full and yet not the last has used up what a call may read.

    Raises: InvalidFieldError, NotFoundError.
    """
    wanted = narrowed(wanted)
    settings, today = deps.sellers.get(seller_id), warsaw_date(deps.clock())
    sift = sift_of(wanted, settings, today)
    page = deps.lists.sifted(seller_id, wanted, sift, limit=limit, cursor=cursor)
    rest: tuple[Summary, ...] | None = None
    if not cursor and page.cursor is None:
        rest = ()
    elif not cursor and page.cursor and len(page.items) == limit:
        rest = deps.lists.rest(seller_id, wanted, page.cursor)
    sums = None if rest is None else sums_of((*page.items, *filter(sift, rest)), settings, today)
    return Listed(page=page, sums=sums, settings=settings, today=today)


def matching(seller_id: str, wanted: SummaryFilter, deps: ListDeps) -> Iterator[Summary]:
    """Yield all documents that a filter means as of now, a page in memory at a time.

    Raises: NotFoundError.
    """
    wanted = narrowed(wanted)
    sift = sift_of(wanted, deps.sellers.get(seller_id), warsaw_date(deps.clock()))
    cursor: str | None = None
    while True:
        page = deps.lists.sifted(seller_id, wanted, sift, limit=ROWS_AT_ONCE, cursor=cursor)
        yield from page.items
        cursor = page.cursor
        if cursor is None:
            return
