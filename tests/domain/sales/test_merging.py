"""Versions of one sale: which counts does not depend on the order in which they came."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.sales.merging import merged, undominated
from invoicing.domain.sales.sale import CANCELLED, STATUS_ORDER, SaleLine
from tests.builders import COMPANY, NOW, PERSON, a_sale

maybe_amount = st.none() | st.sampled_from([Decimal("19.99"), Decimal("19.990"), Decimal("25.00"), Decimal("0.00")])
lines = st.builds(
    SaleLine,
    id=st.sampled_from(["l-1", "l-2", "l-3"]),
    name=st.sampled_from(["Kubek", "Kubek biały"]),
    quantity=st.sampled_from([Decimal("1"), Decimal("2"), Decimal("2.0")]),
    price=st.sampled_from([Decimal("19.99"), Decimal("9.99")]),
    vat_rate=st.none() | st.sampled_from(["23", "8"]),
    sku=st.none() | st.just("SKU-1"),
)
versions = st.builds(
    lambda **fields: a_sale(1, **fields),
    status=st.none() | st.sampled_from(STATUS_ORDER),
    paid=maybe_amount,
    total=maybe_amount,
    delivery=maybe_amount,
    buyer_login=st.none() | st.just("klient_01"),
    paid_at=st.none() | st.sampled_from([NOW, NOW - timedelta(days=1)]),
    buyer=st.sampled_from([PERSON, replace(PERSON, email=None), COMPANY, replace(PERSON, name="")]),
    lines=st.lists(lines, max_size=3, unique_by=lambda line: line.id).map(tuple),
    position=st.integers(1, 9),
)
some = st.lists(versions, min_size=1, max_size=5)


@given(some, st.randoms())
def test_merging_does_not_depend_on_order_or_repetition(sales, random):
    shuffled = [*sales, *sales]
    random.shuffle(shuffled)

    assert replace(merged(sales), position=0) == replace(merged(shuffled), position=0)


@given(some, some)
def test_dropped_versions_would_have_changed_nothing(first, then):
    """What is stored of a sale is enough, whatever comes later."""
    whole = undominated([*first, *then])

    assert set(undominated([*undominated(first), *then])) == set(whole)
    assert replace(merged(whole), position=0) == replace(merged([*first, *then]), position=0)


def test_known_beats_unknown_whatever_the_status():
    old = a_sale(status="NEW", buyer_login="klient_01", delivery=Decimal("9.99"))
    new = a_sale(status="SENT", buyer_login=None, delivery=None)

    assert merged([old, new]).buyer_login == "klient_01"
    assert merged([old, new]).delivery == Decimal("9.99")
    assert merged([old, new]).status == "SENT"


def test_the_later_status_counts_then_the_higher_paid_amount():
    new, sent = a_sale(status="NEW", total=Decimal("10")), a_sale(status="SENT", total=Decimal("12"))
    unpaid, paid = a_sale(paid=Decimal("0"), total=Decimal("10")), a_sale(paid=Decimal("12"), total=Decimal("12"))

    assert merged([sent, new]).total == Decimal("12")
    assert merged([paid, unpaid]).total == Decimal("12")


def test_a_cancelled_order_stays_cancelled():
    """F-27: an older snapshot cannot bring it back."""
    assert merged([a_sale(status=CANCELLED), a_sale(status="SENT")]).is_cancelled


def test_a_rate_that_one_file_gives_joins_the_lines_of_the_other():
    line = a_sale().lines[0]
    with_rate = a_sale(lines=(replace(line, vat_rate="8"),), status="NEW")

    assert merged([with_rate, a_sale(status="SENT")]).lines[0].vat_rate == "8"


def test_a_full_newer_version_is_all_that_is_kept():
    assert undominated([a_sale(status="NEW"), a_sale(status="SENT")]) == (a_sale(status="SENT"),)
