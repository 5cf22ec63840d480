"""Sales abroad and in foreign currencies: which country's VAT and which exchange rate (art. 31a)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.adapters.checks.workdays import is_workday
from invoicing.domain.basics.countries import EU, oss_rate
from invoicing.domain.basics.money import round_to_grosz
from invoicing.domain.documents.document import ExchangeRate, Reference
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.problems.checks.abroad import abroad_problems, needs_exchange_rate, rate_day
from invoicing.domain.sales.drafting import rate_abroad
from invoicing.domain.sellers.settings import ForeignVat, KsefMode
from invoicing.domain.vat.line import RateSource
from invoicing.domain.vat.rate import Rate
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_line, a_sale, a_seller, drafted

TODAY = NOW.date()


def living_in(country, **changes):
    return replace(PERSON, address=replace(PERSON.address, country=country), **changes)


def codes(draft, **settings):
    return {problem.code for problem in abroad_problems(draft, a_seller(**settings), TODAY, is_workday)}


@pytest.mark.parametrize("country", [code for code in EU])
def test_every_eu_country_has_a_valid_oss_rate(country):
    rate = oss_rate(country)
    assert rate is not None
    assert Rate.parse(rate).code == rate
    assert drafted(a_sale(buyer=living_in(country)), a_seller(foreign_b2c=ForeignVat.OSS)).lines[0].vat_rate == rate


def test_poland_and_countries_outside_the_eu_have_no_oss_rate():
    assert (oss_rate("GB"), oss_rate("US"), oss_rate("PL")) == (None, None, None)


@pytest.mark.parametrize(
    ("buyer", "setting", "rate"),
    [
        (living_in("SK"), ForeignVat.OSS, "SK:23"),
        (living_in("SK"), ForeignVat.POLISH_VAT, "23"),
        (living_in("SK"), None, None),
        (living_in("US"), ForeignVat.OSS, None),
        (living_in("US"), ForeignVat.POLISH_VAT, None),
        (living_in("SK", is_company=True, tax_id="SK2020202020"), ForeignVat.OSS, None),
        (PERSON, ForeignVat.OSS, "23"),
    ],
)
def test_eu_consumers_are_taxed_by_the_setting_and_others_never_automatically(buyer, setting, rate):
    """F-20."""
    assert rate_abroad(a_seller(foreign_b2c=setting), buyer, None) == rate


@pytest.mark.parametrize(
    ("country", "setting", "is_blocked"),
    [
        ("SK", None, True),
        ("SK", ForeignVat.OSS, False),
        ("SK", ForeignVat.POLISH_VAT, False),
        ("US", ForeignVat.OSS, True),
        ("PL", None, False),
    ],
)
def test_a_sale_abroad_is_blocked_until_its_taxation_is_chosen(country, setting, is_blocked):
    assert ("foreign_vat_undecided" in codes(a_draft(buyer=living_in(country)), foreign_b2c=setting)) is is_blocked


def test_a_person_may_choose_it_line_by_line():
    by_hand = a_draft(buyer=living_in("US"), lines=(a_line(vat_rate="0_ex", vat_rate_source=RateSource.USER),))
    assert codes(by_hand) == set()


ORIGINAL = Reference(id="d", number="AL 1/11/2026")
RATE = ExchangeRate(rate=Decimal("4.2512"), table="A", date=date(2026, 11, 23))


@pytest.mark.parametrize(
    ("rates", "currency", "kind", "is_needed"),
    [
        (["23"], "EUR", Kind.INVOICE, True),
        (["SK:23", "5"], "EUR", Kind.INVOICE, True),
        ([None], "EUR", Kind.INVOICE, True),
        (["SK:23"], "EUR", Kind.INVOICE, False),
        (["zw"], "EUR", Kind.INVOICE, False),
        (["0_wdt"], "EUR", Kind.INVOICE, False),
        (["23"], "PLN", Kind.INVOICE, False),
        (["23"], "EUR", Kind.PROFORMA, False),
    ],
)
def test_polish_vat_in_a_foreign_currency_needs_an_exchange_rate(rates, currency, kind, is_needed):
    lines = tuple(a_line(f"L{number}", vat_rate=rate) for number, rate in enumerate(rates))
    draft = a_draft(lines=lines, currency=currency, kind=kind)
    assert needs_exchange_rate(draft) is is_needed
    assert ("exchange_rate_missing" in codes(draft)) is is_needed


@pytest.mark.parametrize(
    ("changes", "mode", "is_needed"),
    [
        ({}, KsefMode.WAIVED_2026, True),
        ({"kind": Kind.CORRECTION, "corrects": ORIGINAL}, KsefMode.WAIVED_2026, True),
        ({"exchange_rate": RATE}, KsefMode.WAIVED_2026, False),
        ({"currency": "PLN"}, KsefMode.WAIVED_2026, False),
        ({"buyer": PERSON}, KsefMode.WAIVED_2026, False),
        ({"kind": Kind.PROFORMA}, KsefMode.WAIVED_2026, False),
        ({}, KsefMode.ELSEWHERE, False),
        ({}, KsefMode.HOLD, False),
    ],
)
def test_what_counts_for_the_ksef_exception_needs_an_exchange_rate_even_without_vat(changes, mode, is_needed):
    exempt = {"lines": (a_line(price="12000.00", vat_rate="zw"),), "currency": "HUF", "buyer": COMPANY}
    draft = a_draft(**exempt | changes)
    assert ("exchange_rate_missing" in codes(draft, ksef_mode=mode)) is is_needed


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"paid_at": date(2026, 11, 12)}, date(2026, 11, 10)),
        ({"paid_at": date(2026, 11, 23)}, date(2026, 11, 20)),
        ({"paid_at": None, "sale_date": date(2026, 11, 2)}, date(2026, 10, 30)),
        ({"paid_at": None, "sale_date": None}, date(2026, 11, 23)),
        ({"paid_at": None, "paid": Decimal("0.00"), "supply_date": date(2026, 12, 20)}, date(2026, 11, 23)),
    ],
)
def test_the_rate_is_of_the_working_day_before_the_tax_point_or_an_earlier_issue(changes, day):
    """Art. 31a ust. 1-2: the 11th of November is a holiday."""
    draft = a_draft(currency="EUR", **changes)
    correct = replace(draft, exchange_rate=replace(RATE, date=day))

    assert rate_day(draft, TODAY, is_workday) == day
    assert codes(correct) == set()
    assert codes(replace(correct, exchange_rate=replace(RATE, date=date(2026, 11, 17)))) == {"exchange_rate_other_day"}


lines = st.lists(
    st.builds(
        a_line,
        price=st.decimals("0.01", "999.99", places=2).map(str),
        vat_rate=st.sampled_from(["23", "8", "5", "zw"]),
    ),
    min_size=1,
    max_size=5,
)


@given(lines, st.decimals("0.0001", "9.9999", places=4))
def test_net_and_vat_in_zloty_are_the_sums_of_the_converted_rows(basket, rate):
    draft = recalculated(a_draft(lines=tuple(basket), currency="EUR", exchange_rate=replace(RATE, rate=rate)))
    rows = draft.totals.by_rate

    assert draft.totals.vat_pln == sum(round_to_grosz(row.vat * rate) for row in rows)
    assert draft.totals.net_pln == sum(round_to_grosz(row.net * rate) for row in rows)


def test_a_document_in_zloty_has_no_converted_sums():
    assert (a_draft().totals.net_pln, a_draft().totals.vat_pln) == (None, None)
