"""VAT from gross: art. 106e ust. 7-8 of the VAT Act."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.vat.line import calculated
from invoicing.domain.vat.rate import Rate, vat_in
from invoicing.domain.vat.totals import totals_of, vat_table
from tests.builders import a_line

RATES = ("23", "8", "5", "0")


@pytest.mark.parametrize("rate", RATES)
def test_net_and_vat_add_up_to_every_gross_from_a_grosz_to_two_thousand(rate):
    """F-13: a net price times a rate does not reach every gross amount; the VAT contained in gross does."""
    for grosze in range(1, 200_001):
        gross = Decimal(grosze) / 100
        vat = vat_in(gross, rate)
        net = gross - vat
        assert vat >= 0
        assert vat == vat.quantize(Decimal("0.01"))
        assert abs(net * Decimal(rate) / 100 - vat) <= Decimal("0.0062")


@pytest.mark.parametrize(
    ("gross", "rate", "vat"),
    [
        ("0.02", "23", "0.00"),
        ("0.03", "23", "0.01"),
        ("14.89", "23", "2.78"),
        ("59.97", "23", "11.21"),
        ("100.00", "23", "18.70"),
        ("1.00", "8", "0.07"),
        ("10.50", "5", "0.50"),
        ("120.00", "zw", "0.00"),
        ("462.99", "marza", "0.00"),
    ],
)
def test_vat_contained_in_gross(gross, rate, vat):
    assert vat_in(Decimal(gross), rate) == Decimal(vat)


def test_lines_add_up_to_the_table_and_are_not_rounded_one_by_one():
    lines = calculated(a_line(name) for name in "ABC")

    assert [line.vat for line in lines] == [Decimal("3.74"), Decimal("3.74"), Decimal("3.73")]
    assert totals_of(lines).vat == Decimal("11.21")


baskets = st.lists(
    st.builds(
        a_line,
        name=st.text(min_size=1, max_size=5),
        price=st.decimals(min_value="0.01", max_value="9999.99", places=2).map(str),
        quantity=st.integers(1, 50).map(str),
        vat_rate=st.sampled_from([*RATES, "zw", "np_1", "oo"]),
    ),
    min_size=1,
    max_size=12,
)


@given(baskets)
def test_table_lines_and_total_agree_for_any_basket(basket):
    """F-14: no hidden difference between the VAT table, the lines and the total."""
    lines = calculated(basket)
    totals = totals_of(lines)

    assert totals.gross == sum(line.quantity * line.unit_gross for line in basket)
    assert totals.net is not None
    assert totals.vat is not None
    assert totals.net + totals.vat == totals.gross
    for column in ("net", "vat", "gross"):
        by_line = sum(getattr(line, column) for line in lines)
        by_rate = sum(getattr(row, column) for row in totals.by_rate)
        assert by_line == by_rate == getattr(totals, column)


def test_an_unknown_rate_is_not_zero():
    """F-20: a line without a rate has no net and no VAT, and neither has the document."""
    lines = calculated([a_line("A"), a_line("B", vat_rate=None)])
    totals = totals_of(lines)

    assert (lines[1].net, lines[1].vat) == (None, None)
    assert (totals.net, totals.vat) == (None, None)
    assert totals.gross == Decimal("39.98")
    assert [row.vat_rate for row in vat_table(lines)] == ["23"]


REFUSED = (
    *("22", "23%", "", "ZW", "SK:", "sk:23", "-5", "2_3", "+23", "23.0", "023"),
    *("٢٣", "２３", "SK:٢٣", "SK:２３"),
    *(" 23", "23 ", "23\n", "SK:23\n", "SK: 23", "SK :23"),
    *("SK:1e1", "SK:1_0", "SK:-5", "SK:123", "SK:023", "SK:23.0", "SK:23.55", "SK:23,5", "SK:zw"),
    *("PL:23", "GB:20", "US:10", "XX:23", "XI:20", "SK:23:23"),
)


@pytest.mark.parametrize("rate", REFUSED)
def test_an_unknown_rate_is_refused_naming_its_field(rate):
    with pytest.raises(InvalidFieldError) as refused:
        Rate.parse(rate, "lines[0].vat_rate")
    assert refused.value.field == "lines[0].vat_rate"


@pytest.mark.parametrize("rate", [*RATES, "0_wdt", "0_ex", "zw", "np_1", "np_2", "oo", "marza", "SK:23", "FI:25.5"])
def test_known_rates_are_accepted(rate):
    assert Rate.parse(rate).code == rate
