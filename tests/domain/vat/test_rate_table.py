"""The table of rates: every row is complete, and the values of the tables that it replaced are kept."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.adapters.allegro.values import vat_rates
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.allegro.vocabulary.words import EXEMPTIONS
from invoicing.adapters.pdf.words.labels import labels_in
from invoicing.domain.basics.countries import EU, StandardRate, oss_rate
from invoicing.domain.books.return_fields import ALL_FIELDS
from invoicing.domain.drafts_table.cells import rate_in
from invoicing.domain.vat.rate import MARGIN, RATES, REVERSE_CHARGE, Rate, is_foreign, rate_of

IN_FORCE = date(2026, 1, 1)
percentages = st.decimals(0, 99, places=1).map(lambda percent: f"{percent.normalize():f}")
foreign = st.builds("{}:{}".format, st.sampled_from(sorted(EU)), percentages)


@pytest.mark.parametrize("rate", RATES.values(), ids=list(RATES))
def test_every_row_is_complete(rate):
    """A rate has a percentage with its first day or a word, and is in the return and in a column or a note."""
    assert RATES[rate.code] is rate
    assert (rate.since is None) is (rate.word is not None)
    assert rate.since is None or rate.since <= IN_FORCE
    assert bool(rate.tax_field) is (rate.percent > 0)
    assert bool(rate.base_fields) is (rate.code not in {REVERSE_CHARGE, MARGIN})
    assert all(re.fullmatch(r"K_[1-9][0-9]", name) for name in rate.return_fields)
    assert [rate.column, rate.note].count(None) == (2 if rate.code == MARGIN else 1)
    assert all(word == folded(word) for word in rate.file_words)


def test_a_field_of_the_return_is_in_one_column_of_the_register():
    fields = [field for rate in RATES.values() if rate.column for field in rate.return_fields]
    assert len(fields) == len(set(fields))


@pytest.mark.parametrize("rate", RATES.values(), ids=list(RATES))
def test_a_rate_printed_as_a_word_is_explained_to_foreigners(rate):
    assert len(labels_in(("en",)).rates_explained([rate.shown])) == (1 if rate.word else 0)


def test_the_values_are_those_of_the_replaced_tables():
    assert list(RATES) == ["23", "8", "5", "0", "0_wdt", "0_ex", "zw", "np_1", "np_2", "oo", "marza"]
    assert {code: rate.percent for code, rate in RATES.items() if rate.percent} == {"23": 23, "8": 8, "5": 5}
    assert [rate.shown for rate in RATES.values()] == [
        *("23%", "8%", "5%", "0%", "0%", "0%", "zw", "np", "np", "oo", "marża")
    ]
    assert {code: rate.return_fields for code, rate in RATES.items() if rate.return_fields} == {
        "23": ("K_19", "K_20"),
        "8": ("K_17", "K_18"),
        "5": ("K_15", "K_16"),
        "0": ("K_13",),
        "zw": ("K_10",),
        "np_1": ("K_11",),
        "np_2": ("K_11", "K_12"),
        "0_wdt": ("K_21",),
        "0_ex": ("K_22",),
    }
    assert (
        *("K_10", "K_11", "K_12", "K_13", "K_15", "K_16", "K_17", "K_18", "K_19", "K_20", "K_21", "K_22"),
    ) == ALL_FIELDS
    assert {code: rate.note for code, rate in RATES.items() if rate.note} == {
        "0_wdt": "0% WDT",
        "0_ex": "0% eksport",
        "np_1": "np I",
        "np_2": "np II",
        "oo": "oo",
    }
    assert [code for code, rate in RATES.items() if not rate.has_vat_amount] == ["zw", "np_1", "np_2", "oo", "marza"]
    assert {
        **dict.fromkeys(("marginscheme", "proceduramarzy", "marza"), "marza"),
        **dict.fromkeys(("zw", "zwolniony", "zwolniona", "zwolnione", "zwolnieniezvat", "exempt"), "zw"),
        **dict.fromkeys(("oo", "odwrotneobciazenie"), "oo"),
    } == EXEMPTIONS


@given(st.sampled_from([*RATES]) | foreign)
def test_a_code_is_read_back_unchanged(code):
    rate = Rate.parse(code)

    assert rate.code == code
    assert rate is rate_of(code)
    assert rate.is_foreign == is_foreign(code) == (code not in RATES)
    assert rate_in(code) == code


@given(st.sampled_from([code for code, rate in RATES.items() if code.isdecimal() or code == MARGIN]))
def test_what_is_printed_is_read_back_from_files_and_sheets(code):
    assert vat_rates.rate_of(rate_of(code).shown) == code
    assert rate_in(rate_of(code).shown) == code


@pytest.mark.parametrize("rate", RATES.values(), ids=list(RATES))
def test_every_word_of_a_file_is_read(rate):
    for word in rate.file_words:
        assert vat_rates.rate_of("0.00", word) == vat_rates.rate_of(word) == rate.code


@given(foreign)
def test_a_foreign_rate_names_its_country_and_percentage(code):
    rate = rate_of(code)
    country, _, percent = code.partition(":")

    assert (rate.country, rate.percent, rate.is_foreign) == (country, Decimal(percent), True)
    assert rate.shown == f"{percent.replace('.', ',')}%"
    assert not rate.return_fields
    assert rate.has_vat_amount


@pytest.mark.parametrize("stored", ["GB:20", "SK:05"])
def test_a_stored_rate_that_is_refused_today_is_still_read(stored):
    assert rate_of(stored).percent == int(stored[3:])


@pytest.mark.parametrize("country", EU.values(), ids=list(EU))
def test_standard_rates_begin_with_the_newest(country):
    days = [rate.since or date.min for rate in country.standard_rates]
    assert days == sorted(days, reverse=True)
    assert days
    assert country.standard_rate() == country.standard_rate(IN_FORCE) == country.standard_rates[0].percent


@pytest.mark.parametrize(
    ("day", "rate"),
    [("2024-12-31", "SK:20"), ("2025-01-01", "SK:23"), ("2026-07-01", "SK:23"), ("2010-01-01", "SK:20")],
)
def test_an_oss_rate_is_that_of_the_day(monkeypatch, day, rate):
    rates = (StandardRate("23", date(2025, 1, 1)), StandardRate("20", date(2011, 1, 1)))
    monkeypatch.setitem(EU, "SK", type(EU["SK"])("Słowacja", rates))

    assert oss_rate("SK", date.fromisoformat(day)) == rate
    assert oss_rate("SK") == "SK:23"
