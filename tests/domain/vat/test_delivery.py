"""Delivery with several VAT rates."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.sales.sale import SaleLine
from invoicing.domain.vat.delivery import DeliveryVat, with_delivery_split_again
from invoicing.domain.vat.line import RateSource
from tests.builders import a_sale, a_seller, drafted


def basket(*goods, delivery="14.99", **settings):
    lines = tuple(
        SaleLine(id=f"l-{n}", name=f"Towar {n}", quantity=Decimal(1), price=Decimal(price), vat_rate=rate)
        for n, (price, rate) in enumerate(goods)
    )
    sale = a_sale(lines=lines, delivery=Decimal(delivery), total=None)
    return drafted(sale, a_seller(**settings))


def parts(draft):
    return [(line.vat_rate, str(line.gross)) for line in draft.lines if line.is_delivery]


def test_delivery_is_split_in_proportion_the_largest_group_takes_the_rest():
    """F-19."""
    assert parts(basket(("44.90", "5"), ("89.99", "23"))) == [("5", "4.99"), ("23", "10.00")]


def test_delivery_follows_the_main_rate_if_the_seller_says_so():
    draft = basket(("44.90", "5"), ("89.99", "23"), delivery_vat=DeliveryVat.MAIN_RATE)
    assert parts(draft) == [("23", "14.99")]


def test_of_two_equal_groups_the_higher_rate_takes_the_rest():
    assert parts(basket(("10.00", "23"), ("10.00", "5"), delivery="0.01")) == [("5", "0.01")]
    assert parts(basket(("10.00", "23"), ("10.00", "5"), delivery="5.01")) == [("5", "2.51"), ("23", "2.50")]


def test_while_any_rate_is_unknown_delivery_has_none():
    assert parts(basket(("10.00", "23"), ("10.00", None), default_vat_rate=None)) == [(None, "14.99")]


def test_delivery_is_split_again_when_goods_change_unless_a_person_chose_its_rate():
    draft = basket(("44.90", "5"), ("89.99", "23"))
    all_five = tuple(line if line.is_delivery else replace(line, vat_rate="5") for line in draft.lines)
    chosen = tuple(
        replace(line, vat_rate="8", vat_rate_source=RateSource.USER) if line.is_delivery else line for line in all_five
    )

    again = with_delivery_split_again(all_five, DeliveryVat.PROPORTIONAL)
    assert [(line.vat_rate, line.unit_gross) for line in again if line.is_delivery] == [("5", Decimal("14.99"))]
    assert with_delivery_split_again(chosen, DeliveryVat.PROPORTIONAL) == chosen


goods = st.lists(
    st.tuples(st.decimals("0.01", "999.99", places=2).map(str), st.sampled_from(["23", "8", "5", "0", "zw", "marza"])),
    min_size=1,
    max_size=8,
)


@given(goods, st.decimals("0.01", "99.99", places=2).map(str), st.sampled_from(DeliveryVat))
def test_the_parts_add_up_to_the_delivery_and_none_is_empty_or_negative(goods, delivery, policy):
    amounts = [Decimal(gross) for _, gross in parts(basket(*goods, delivery=delivery, delivery_vat=policy))]

    assert sum(amounts) == Decimal(delivery)
    assert all(amount > 0 for amount in amounts)


@pytest.mark.parametrize(
    ("total", "charged", "codes"),
    [
        ("72.99", "6.00", []),
        ("67.49", "0.50", []),
        ("80.00", "6.00", ["deposit_unclear"]),
        (None, "6.00", ["deposit_unclear"]),
    ],
)
def test_the_total_tells_whether_a_deposit_is_for_a_piece_or_for_the_line(total, charged, codes):
    line = SaleLine(
        id="l", name="Napój 1,5 l", quantity=Decimal(12), price=Decimal("4.50"), vat_rate="5", deposit=Decimal("0.50")
    )
    sale = a_sale(lines=(line,), delivery=Decimal("12.99"), total=Decimal(total) if total else None)
    draft = drafted(sale)

    assert [str(charge.amount) for charge in draft.charges] == [charged]
    assert [question.code for question in draft.questions] == codes
    assert draft.totals.gross == Decimal("66.99")


def test_a_deposit_of_a_single_piece_is_clear_anyway():
    line = SaleLine(id="l", name="Napój", quantity=Decimal(1), price=Decimal("4.50"), deposit=Decimal("0.50"))
    assert drafted(a_sale(lines=(line,), total=None)).questions == ()
