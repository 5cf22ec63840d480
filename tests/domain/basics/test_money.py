"""Amounts as they are rounded and printed."""

from decimal import Decimal

import pytest

from invoicing.domain.basics.money import round_to_grosz, show_amount, show_quantity


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68"), ("1", "1.00")]
)
def test_half_a_grosz_goes_up(exact, rounded):
    assert str(round_to_grosz(Decimal(exact))) == rounded


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("1234567.8", "PLN", "1\xa0234\xa0567,80\xa0zł"),
        ("0", "PLN", "0,00\xa0zł"),
        ("-19.99", "PLN", "-19,99\xa0zł"),
        ("441.57", "CZK", "441,57\xa0Kč"),
        ("9.99", "USD", "9,99\xa0USD"),
    ],
)
def test_amounts_are_printed_the_polish_way(amount, currency, shown):
    assert show_amount(Decimal(amount), currency) == shown


@pytest.mark.parametrize(("quantity", "shown"), [("3", "3"), ("1.50", "1,5"), ("100", "100"), ("0.001", "0,001")])
def test_quantities_have_no_needless_zeros(quantity, shown):
    assert show_quantity(Decimal(quantity)) == shown
