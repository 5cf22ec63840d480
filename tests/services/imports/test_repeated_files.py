"""Files that overlap: repeating changes nothing, and the order of files makes no difference."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.domain.documents.document import Document
from invoicing.domain.imports.record import Outcome
from invoicing.domain.sales.sale import CANCELLED
from tests.builders import NOW, a_sale
from tests.fakes.imports import InMemoryReports, ListedSales
from tests.shop import Shop


def test_the_same_sales_again_draft_nothing():
    shop = Shop()
    shop.upload(a_sale(1), a_sale(2))
    before = shop.everything()

    assert shop.outcomes(a_sale(2), a_sale(1)) == [Outcome.ALREADY_DRAFTED] * 2
    assert shop.everything() == before


def test_the_same_event_twice_changes_nothing_and_the_report_stays_right():
    shop = Shop()
    first = shop.upload(a_sale(1), a_sale(2))
    assert shop.slice(ListedSales([a_sale(1), a_sale(2)])) is None

    assert shop.reports.finished == [first]
    assert len(shop.everything()) == 2


def test_a_reading_that_died_before_its_report_counts_the_same_when_it_runs_again():
    shop = Shop()
    sales = [a_sale(1), a_sale(2), a_sale(1, position=3)]

    class Dying(InMemoryReports):
        def finish(self, record):
            raise ConnectionError

    good, shop.reports = shop.reports, Dying()
    with pytest.raises(ConnectionError):
        shop.slice(ListedSales(sales))
    shop.reports = good
    shop.slice(ListedSales(sales))

    record = shop.reports.finished[-1]
    assert (record.counts["drafted"], record.counts["already_drafted"]) == (2, 1)
    assert len(shop.everything()) == 2


def test_one_sale_twice_in_one_file_is_one_draft():
    assert Shop().outcomes(a_sale(1), a_sale(1)) == [Outcome.DRAFTED, Outcome.ALREADY_DRAFTED]


def comparable(shop: Shop) -> dict[str, Document]:
    """Return the drafts without what tells only when and by which file they were made."""
    epoch = datetime(2000, 1, 1, tzinfo=NOW.tzinfo)
    return {draft.id: replace(draft, version=0, import_id=None, created_at=epoch) for draft in shop.everything()}


orders = st.integers(1, 4)
versions = st.builds(
    a_sale,
    orders,
    status=st.sampled_from(["NEW", "SENT", "RETURNED", CANCELLED]),
    paid=st.none() | st.sampled_from([Decimal("19.99"), Decimal("10.00")]),
    buyer_login=st.none() | st.just("klient_01"),
    delivery=st.none() | st.sampled_from([Decimal("0.00"), Decimal("8.99")]),
)
joint = st.builds(
    lambda numbers: a_sale(
        90 + sum(numbers),
        lines=tuple(a_sale(number).lines[0] for number in sorted(numbers)),
        order_id="joint-" + "-".join(map(str, sorted(numbers))),
    ),
    st.sets(orders, min_size=2, max_size=3),
)
files = st.lists(st.lists(versions, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=settings().max_examples * 3 // 2)
@given(files, st.randoms())
def test_any_order_and_repetition_of_overlapping_files_ends_in_the_same_drafts(files, random):
    """F-23."""
    shuffled = [list(file) for file in [*files, *files[:2]]]
    random.shuffle(shuffled)
    for file in shuffled:
        random.shuffle(file)
    one, other = Shop(), Shop()
    for file in files:
        one.upload(*file)
    for file in shuffled:
        other.upload(*file)

    assert comparable(one) == comparable(other)


@given(
    st.lists(st.one_of(versions.filter(lambda sale: not sale.is_cancelled), joint), min_size=1, max_size=5),
    st.randoms(),
)
def test_joint_orders_are_asked_about_the_same_whichever_came_first(sales, random):
    shuffled = [*sales, *sales]
    random.shuffle(shuffled)
    one, other = Shop(), Shop()
    for sale in sales:
        one.upload(sale)
    for sale in shuffled:
        other.upload(sale)

    assert comparable(one) == comparable(other)
