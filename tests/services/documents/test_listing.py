"""Lists as of now: what depends on the seller and the day, sums, and going through all of a list."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

import pytest

from invoicing.domain.documents.document import KsefChannel, Order, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.sellers.settings import KsefMode, Numbering
from invoicing.services.documents.listing import ListDeps, list_documents, matching
from invoicing.services.documents.ports import Stored, SummaryFilter
from tests.builders import COMPANY, NOW, a_draft, a_line, a_seller, stored
from tests.fakes.clock import FakeClock
from tests.fakes.lists import InMemoryLists
from tests.issued import an_issued
from tests.issued import summary as summary_of_issued
from tests.shop import Shop


def a_listing(*changes, settings=None, **lists) -> ListDeps:
    """Return a listing of drafts with these changes, the first one the newest, and of one issued document."""
    shop = Shop(settings or a_seller())
    for number, change in enumerate(changes):
        order = Order(id=f"order-{number}", ordered_at=NOW - timedelta(minutes=number))
        draft = a_draft(id=f"d-{number}", order=order, **change)
        shop.documents.items["lipa", draft.id] = stored(draft)
    issued = an_issued()
    shop.documents.items["lipa", issued.id] = Stored(issued, summary_of_issued(issued))
    shop.lists = InMemoryLists(shop.documents, **lists)
    return shop.listing()


UNPAID = {"paid": Decimal(0)}
NO_RATE = {"lines": (a_line(vat_rate=None),)}
DRAFTS = ({}, UNPAID, {"buyer": COMPANY}, {**UNPAID, **NO_RATE})


def ids(listing: ListDeps, **wanted) -> list[str]:
    return [row.id for row in matching("lipa", SummaryFilter(**wanted), listing)]


@pytest.mark.parametrize(
    ("settings", "ready", "held"),
    [
        (a_seller(), ["d-0", "d-2"], ["d-1", "d-3"]),
        (a_seller(ksef_mode=KsefMode.HOLD), ["d-0"], ["d-1", "d-2", "d-3"]),
        (a_seller(numbering=Numbering()), [], ["d-0", "d-1", "d-2", "d-3"]),
    ],
)
def test_what_is_ready_is_told_by_the_settings_of_now_and_of_drafts_only(settings, ready, held):
    listing = a_listing(*DRAFTS, settings=settings)

    assert ids(listing, ready=True) == ready
    assert ids(listing, ready=False) == held
    assert ids(listing, ready=True, statuses=(Status.ISSUED,)) == []


def test_drafts_are_listed_by_what_holds_them_stored_or_the_seller_s():
    listing = a_listing(*DRAFTS, settings=a_seller(ksef_mode=KsefMode.HOLD))

    assert ids(listing, problem="unpaid") == ["d-1", "d-3"]
    assert ids(listing, problem="ksef_required") == ["d-2"]
    assert ids(listing, problem="unpaid", ready=True) == []


@pytest.mark.parametrize(
    ("settings", "channel", "found"),
    [
        (a_seller(), KsefChannel.REQUIRED, ["d-2"]),
        (a_seller(), KsefChannel.OPTIONAL, ["d-0", "d-1", "d-3", "AL-1-11-2026"]),
        (a_seller(ksef_mode=KsefMode.WAIVED_2026), KsefChannel.WAIVED_2026, ["d-2"]),
        (a_seller(ksef_mode=KsefMode.WAIVED_2026), KsefChannel.REQUIRED, []),
        (a_seller(vat_status=VatStatus.OUTSIDE), KsefChannel.EXCLUDED, ["d-0", "d-1", "d-2", "d-3"]),
    ],
)
def test_the_channel_of_a_draft_is_that_of_now_and_of_an_issued_one_its_own(settings, channel, found):
    assert ids(a_listing(*DRAFTS, settings=settings), ksef=channel) == found


def test_before_the_obligation_no_draft_must_go_to_ksef():
    listing = replace(a_listing(*DRAFTS), clock=FakeClock(NOW.replace(month=3)))
    assert ids(listing, ksef=KsefChannel.REQUIRED) == []


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_the_first_page_has_the_sums_of_the_whole_list(limit):
    listing = a_listing(*DRAFTS, settings=a_seller(ksef_mode=KsefMode.HOLD))
    sums = list_documents("lipa", SummaryFilter(), listing, limit=limit, cursor=None).sums

    assert (sums.count, sums.gross) == (5, {"PLN": Decimal("99.95")})
    assert (sums.ready.count, sums.ready.gross) == (1, {"PLN": Decimal("19.99")})
    assert sums.problems == {"unpaid": 2, "ksef_required": 1, "vat_rate_missing": 1}


@pytest.mark.parametrize("limit", [1, 200])
def test_the_sums_are_those_of_the_filter_currency_by_currency(limit):
    listing = a_listing(*DRAFTS, {"currency": "CZK"})
    wanted = SummaryFilter(ready=False)
    sums = list_documents("lipa", wanted, listing, limit=limit, cursor=None).sums

    assert (sums.count, sums.gross) == (3, {"PLN": Decimal("39.98"), "CZK": Decimal("19.99")})
    assert sums.ready.count == 0


def test_there_are_no_sums_of_a_list_that_is_too_long_nor_on_later_pages():
    long = a_listing(*DRAFTS, most_rest=2)
    first = list_documents("lipa", SummaryFilter(), long, limit=2, cursor=None)
    last = list_documents("lipa", SummaryFilter(), long, limit=200, cursor=first.page.cursor)

    assert (first.sums, last.sums) == (None, None)
    assert last.page.cursor is None
    assert list_documents("lipa", SummaryFilter(), long, limit=3, cursor=None).sums.count == 5


def test_a_seller_without_documents_has_sums_of_nothing():
    sums = list_documents("lipa", SummaryFilter(kind=Kind.BILL), a_listing(), limit=1, cursor=None).sums
    assert (sums.count, sums.gross, sums.problems) == (0, {}, {})


def test_going_through_a_list_reads_no_further_than_it_is_asked():
    listing = a_listing(*[{}] * 9, reach=2)
    assert isinstance(listing.lists, InMemoryLists)
    counted = _Counted(listing.lists.documents, reach=2)
    rows = matching("lipa", SummaryFilter(since=date(2026, 1, 1)), replace(listing, lists=counted))

    assert [row.id for row in islice(rows, 3)] == ["d-0", "d-1", "d-2"]
    assert counted.pages == 2
    assert len(list(rows)) == 7


@dataclass
class _Counted(InMemoryLists):
    """Lists whose pages are counted."""

    pages: int = 0

    def sifted(self, *arguments, **more):
        self.pages += 1
        return super().sifted(*arguments, **more)
