"""What the marketplace adds to a price (F-18)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.sales.subsidies import as_paid
from invoicing.domain.sellers.settings import Subsidy
from tests.builders import a_line, a_sale, a_seller, drafted


@pytest.mark.parametrize(
    ("price", "quantity", "subsidy", "expected"),
    [
        ("100.00", "1", "5.00", [("1", "95.00")]),
        ("100.00", "2", "5.00", [("2", "97.50")]),
        ("10.00", "3", "1.00", [("2", "9.66"), ("1", "9.68")]),
        ("10.00", "1.5", "1.00", [("1", "14.00")]),
        ("10.00", "1", "12.00", [("1", "0.00")]),
        ("10.00", "3", "0.00", [("3", "10.00")]),
    ],
)
def test_the_price_that_was_paid_is_what_is_left_to_the_grosz(price, quantity, subsidy, expected):
    lines = as_paid(a_line(price=price, quantity=quantity, subsidy=Decimal(subsidy)))
    assert [(str(line.quantity), str(line.unit_gross)) for line in lines] == expected


@given(st.integers(1, 50), st.integers(1, 100_000), st.integers(0, 100_000))
def test_the_lines_add_up_to_what_was_paid_even_if_it_does_not_divide(pieces, price, subsidy):
    line = a_line(price=str(Decimal(price) / 100), quantity=str(pieces), subsidy=Decimal(subsidy) / 100)
    parts = list(as_paid(line))

    paid = max(line.quantity * line.unit_gross - Decimal(subsidy) / 100, Decimal(0))
    assert sum(part.quantity * part.unit_gross for part in parts) == paid
    assert sum(part.quantity for part in parts) == pieces
    assert len({part.id for part in parts}) == len(parts) <= 2
    assert all(not part.subsidy for part in parts)


@pytest.mark.parametrize(
    ("setting", "gross", "questions"),
    [
        (None, "100.00", ["allegro_subsidy"]),
        (Subsidy.FULL_PRICE, "100.00", []),
        (Subsidy.PAID_PRICE, "95.00", []),
    ],
)
def test_sellers_are_asked_until_their_settings_say_which_price_is_printed(setting, gross, questions):
    sale = a_sale()
    line = replace(sale.lines[0], price=Decimal("100.00"), subsidy=Decimal("5.00"))
    draft = drafted(replace(sale, lines=(line,), total=None), a_seller(subsidy=setting))

    assert (str(draft.totals.gross), [question.code for question in draft.questions]) == (gross, questions)
