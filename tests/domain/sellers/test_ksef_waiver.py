"""The KSeF exception of 2026 (art. 145m): who may use it, and what counts towards it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import ExchangeRate
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.sellers.ksef_waiver import WAIVER_LIMIT, counts_for_waiver, may_be_waived
from invoicing.domain.sellers.settings import KsefMode
from invoicing.services.issuing.ksef_waiver import taken
from tests.builders import COMPANY, a_draft, a_line, a_seller


@pytest.mark.parametrize(
    ("mode", "ended", "on", "may"),
    [
        (KsefMode.WAIVED_2026, None, date(2026, 12, 31), True),
        (KsefMode.WAIVED_2026, None, date(2027, 1, 1), False),
        (KsefMode.WAIVED_2026, date(2026, 11, 1), date(2026, 12, 1), False),
        (KsefMode.HOLD, None, date(2026, 11, 24), False),
        (KsefMode.ELSEWHERE, None, date(2026, 11, 24), False),
    ],
)
def test_the_exception_must_be_chosen_and_not_used_up_and_ends_with_2026(mode, ended, on, may):
    assert may_be_waived(a_seller(ksef_mode=mode, waiver_ended_on=ended), on) is may


def test_an_exception_that_was_used_up_cannot_be_switched_on_again():
    settings = a_seller(ksef_mode=KsefMode.WAIVED_2026, waiver_ended_on=date(2026, 11, 1))
    with pytest.raises(InvalidFieldError) as refused:
        settings.checked()
    assert refused.value.field == "ksef_mode"


@pytest.mark.parametrize(("before", "is_let_through"), [("9980.00", True), ("9980.01", True), ("9980.02", False)])
def test_ten_thousand_zloty_is_still_within_the_exception_and_a_grosz_more_is_not(before, is_let_through):
    take = taken(a_draft(), "2026-11", Decimal(before))
    assert (take is not None) is is_let_through


def test_a_correction_that_lowers_an_invoice_gives_nothing_back_to_the_month():
    lowering = replace(a_draft(), totals=replace(a_draft().totals, gross=Decimal("-5.00")))
    assert counts_for_waiver(lowering) == 0


def test_an_invoice_in_another_currency_counts_in_zloty():
    rate = ExchangeRate(rate=Decimal("4.25"), table="A", date=date(2026, 11, 23))
    draft = recalculated(a_draft(lines=(a_line(price="100.00"),), currency="EUR", exchange_rate=rate))
    assert counts_for_waiver(draft) == Decimal("425.00")


def test_without_a_rate_its_count_is_unknown_unless_it_adds_nothing_in_any_currency():
    draft = a_draft(lines=(a_line(price="12000.00", vat_rate="zw"),), currency="HUF")
    assert counts_for_waiver(draft) is None
    assert counts_for_waiver(replace(draft, totals=replace(draft.totals, gross=Decimal("-5.00")))) == 0
    with pytest.raises(ValueError, match="HUF"):
        taken(draft, "2026-11", Decimal("0.00"))


@given(st.lists(st.decimals("0.01", "4000.00", places=2), max_size=20))
def test_whatever_is_issued_the_month_never_holds_more_than_ten_thousand(amounts):
    month = Decimal("0.00")
    for amount in amounts:
        draft = a_draft(lines=(a_line(price=str(amount)),), buyer=COMPANY)
        if take := taken(draft, "2026-11", month):
            month = take.before + take.amount
        else:
            assert month + amount > WAIVER_LIMIT
    assert month <= WAIVER_LIMIT
