"""A sale before and after a document, line by line and rate by rate."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.documents.sale_state import difference, line_changes, state_of
from invoicing.domain.vat.line import Charge
from invoicing.domain.vat.totals import Totals
from tests.builders import PERSON, a_line

RATES = ["23", "8", "5", "0", "zw", "marza", "SK:23"]
baskets = st.lists(
    st.tuples(st.decimals("0.00", "999.99", places=2), st.integers(0, 9), st.sampled_from(RATES)), max_size=6
)


def a_state(*lines, charges=()):
    return state_of(lines, charges, PERSON)


def basket_of(rows):
    return a_state(*(a_line(f"L{n}", str(p), str(q), vat_rate=r) for n, (p, q, r) in enumerate(rows)))


def test_a_rate_with_nothing_left_is_not_in_the_table():
    state = a_state(a_line("A", quantity="0"), a_line("B", vat_rate="5"))
    assert [row.vat_rate for row in state.totals.by_rate] == ["5"]


def test_a_state_is_empty_when_no_piece_and_nothing_to_pay_is_left():
    deposit = Charge(reason="Kaucja", amount=Decimal("0.50"))
    assert a_state(a_line(quantity="0")).is_empty
    assert a_state(a_line(quantity="0"), charges=(replace(deposit, amount=Decimal("0.00")),)).is_empty
    assert not a_state(a_line(quantity="0"), charges=(deposit,)).is_empty
    assert not a_state(a_line(price="0.00")).is_empty


def test_a_wrong_rate_takes_its_row_back_and_gives_the_right_one():
    """The total stays; the VAT does not."""
    totals = difference(a_state(a_line()).totals, a_state(a_line(vat_rate="8")).totals)
    assert (totals.gross, totals.vat, totals.net) == (Decimal("0.00"), Decimal("-2.26"), Decimal("2.26"))
    assert [(row.vat_rate, str(row.gross)) for row in totals.by_rate] == [("23", "-19.99"), ("8", "19.99")]


def test_rates_that_do_not_change_are_not_in_the_difference():
    before = a_state(a_line("A"), a_line("B", vat_rate="5"))
    after = a_state(a_line("A"), a_line("B", vat_rate="5", quantity="0"))
    assert [row.vat_rate for row in difference(before.totals, after.totals).by_rate] == ["5"]


def test_unknown_vat_stays_unknown():
    totals = difference(a_state(a_line(vat_rate=None)).totals, a_state(a_line(quantity="2")).totals)
    assert (totals.net, totals.vat, totals.gross) == (None, None, Decimal("19.99"))


@given(baskets, baskets)
def test_before_and_difference_are_after(one, other):
    before, after = basket_of(one), basket_of(other)
    change = difference(before.totals, after.totals)

    assert before.totals.gross + change.gross == after.totals.gross
    assert sum(row.gross for row in change.by_rate) == change.gross
    if change.vat is not None and change.net is not None:
        assert sum(row.vat for row in change.by_rate) == change.vat
        assert change.net + change.vat == change.gross
    assert difference(after.totals, before.totals).gross == -change.gross
    assert difference(before.totals, before.totals).by_rate == ()


@given(baskets)
def test_a_line_s_net_vat_and_gross_are_the_same_thing_in_every_view_of_it(rows):
    before = basket_of(rows)
    half = [replace(line, quantity=line.quantity // 2) for line in before.lines]
    after = state_of(half, (), PERSON)

    for change in line_changes(before, after):
        for column in ("quantity", "net", "vat", "gross"):
            total = getattr(change.before, column) + getattr(change.difference, column)
            assert total == getattr(change.after, column)
    assert sum(change.difference.gross for change in line_changes(before, after)) == (
        after.totals.gross - before.totals.gross
    )
    for totals in (before.totals, after.totals):
        assert {row.vat for row in totals.by_rate if row.vat_rate in ("zw", "marza")} <= {Decimal("0.00")}


def test_lines_are_counted_from_one_and_named_as_they_are_now():
    before = a_state(a_line("A"), a_line("B"))
    after = a_state(a_line("A"), a_line("B niebieski", id="B", quantity="0"))
    changes = line_changes(before, after)

    assert [(change.line, change.id, change.name) for change in changes] == [(1, "A", "A"), (2, "B", "B niebieski")]
    assert changes[1].difference.quantity == -1


def test_nothing_has_no_totals():
    assert a_state().totals == Totals()
