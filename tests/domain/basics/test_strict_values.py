"""Values from programs are parsed strictly: one form per kind; anything else is refused, naming its field."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.basics.countries import COUNTRIES, EU, parse_country
from invoicing.domain.basics.currencies import CURRENCIES, parse_currency
from invoicing.domain.basics.dates import FIRST_DAY, LAST_DAY, parse_day
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.ids import derived_id, draft_id, parse_id, time_ordered_id
from invoicing.domain.basics.money import LARGEST_AMOUNT, parse_amount, parse_decimal
from invoicing.domain.basics.months import Month
from tests.builders import NOW

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
REFUSED = {
    parse_amount: (
        *("1e1", "1E+1", "1_0", "+1", ".5", "5.", "1,50", "1 000", "0x1", "NaN", "Infinity", "-", "--1", "1.234"),
        *("100000000", "-100000000.00", "9" * 5_000, "1" + "0" * 30, "1.2.3"),
    ),
    parse_day: (
        *("0001-01-01", "1999-12-31", "3000-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "2026-00-10"),
        *("20261124", "2026-W48-2", "26-11-24", "24.11.2026", "2026-11-24T00:00:00", "1795478400", "+2026-11-24"),
        *("2026-1-1", "2026/11/24", "today"),
    ),
    Month.parse: ("0001-01", "1999-12", "2100-01", "9999-12", "2026-13", "2026-00", "2026-1", "202611", "2026-11-01"),
    parse_currency: ("pln", "zł", "XXX", "ABC", "PL", "PLNN", "978"),
    parse_country: ("pl", "ZZ", "EL", "UK", "POL", "616", "P"),
    parse_id: ("a_b", "a/b", "a#b", "ą", "a" * 65, "../a"),
}
KINDS = pytest.mark.parametrize(
    ("parse", "good"),
    [
        (parse_amount, "12.50"),
        (parse_day, "2026-11-24"),
        (Month.parse, "2026-11"),
        (parse_currency, "PLN"),
        (parse_country, "PL"),
        (parse_id, "20261124-163005-3f9b07a1"),
    ],
)


def is_refused(parse, text) -> bool:
    with pytest.raises(InvalidFieldError) as refused:
        parse(text, "filter.to")
    return refused.value.field == "filter.to" and bool(refused.value.reason.endswith("."))


@pytest.mark.parametrize(("parse", "text"), [(parse, text) for parse, texts in REFUSED.items() for text in texts])
def test_any_other_form_is_refused_naming_its_field(parse, text):
    assert is_refused(parse, text)


@KINDS
def test_blanks_other_digits_and_empty_text_are_refused(parse, good):
    parse(good)
    others = {good.translate(ARABIC), good.translate(WIDE)} - {good}
    for text in (f" {good}", f"{good} ", f"{good}\n", f"\t{good}", f"{good}\u00a0", f"{good}\x00", "", " ", *others):
        assert is_refused(parse, text)


@given(st.text(alphabet="0123456789.-+eE_, ٣３\n"))
def test_an_accepted_amount_is_written_as_specified(text):
    try:
        amount = parse_amount(text)
    except InvalidFieldError:
        return
    assert text.isascii()
    assert set(text) <= set("0123456789.-")
    assert amount == Decimal(text)
    assert amount.as_tuple().exponent == -2
    assert abs(amount) <= LARGEST_AMOUNT


def test_an_amount_has_two_places_and_zero_no_sign():
    shown = {"0": "0.00", "-0.00": "0.00", "7": "7.00", "-12.5": "-12.50", "99999999.99": "99999999.99", "07.1": "7.10"}
    assert {text: str(parse_amount(text)) for text in shown} == shown


def test_a_number_has_as_many_places_as_its_kind():
    pieces = partial(parse_decimal, field="quantity", places=6)
    assert pieces("1.500000") == Decimal("1.5")
    assert is_refused(partial(parse_decimal, places=6), "1.0000001")


@given(st.dates(min_value=FIRST_DAY, max_value=LAST_DAY))
def test_a_day_is_read_as_it_is_written(day):
    assert parse_day(day.isoformat()) == day
    assert Month.of(day) == Month(day.year, day.month)


@given(st.dates())
def test_days_near_the_ends_of_time_are_refused(day):
    if FIRST_DAY <= day <= LAST_DAY:
        assert parse_day(day.isoformat()) == day
    else:
        assert is_refused(parse_day, day.isoformat())


def test_a_month_is_read_as_it_is_written():
    assert [str(Month.parse(text)) for text in ("2000-01", "2026-11", "2099-12")] == ["2000-01", "2026-11", "2099-12"]
    assert Month.parse("2026-11").first == date(2026, 11, 1)


def test_every_currency_and_country_code_is_accepted():
    assert {parse_currency(code) for code in CURRENCIES} == CURRENCIES
    assert {parse_country(code) for code in COUNTRIES} == COUNTRIES
    assert EU.keys() | {"PL", "GB", "NO", "CH", "UA", "US", "CN"} <= COUNTRIES
    assert {"PLN", "CZK", "EUR", "HUF", "USD", "GBP", "CHF", "NOK", "SEK", "DKK", "RON", "UAH"} <= CURRENCIES
    assert len(COUNTRIES) == len({"XI", "XK"}) + 249, "ISO 3166-1 has 249 codes"


def test_every_assigned_id_is_accepted():
    for made in (derived_id("a", "b"), draft_id("lipa", "order-1"), time_ordered_id(NOW, "lipa"), "a" * 64):
        assert parse_id(made) == made
