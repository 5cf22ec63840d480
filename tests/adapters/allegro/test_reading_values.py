"""Values of sales files: amounts, quantities, dates, tax numbers, rates, texts."""

from datetime import datetime
from decimal import Decimal

import pytest

from invoicing.adapters.allegro.values.amounts import NotANumberError, amount_of, currency_of, quantity_of
from invoicing.adapters.allegro.values.moments import day_of, instant_of
from invoicing.adapters.allegro.values.tax_numbers import numbers_in
from invoicing.adapters.allegro.values.vat_rates import rate_of
from invoicing.adapters.allegro.vocabulary.words import country_of
from invoicing.adapters.files.texts import cleaned


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("360", "360", None),
        ("0.00", "0.00", None),
        ("19,99", "19.99", None),
        ("1 234,56 zł", "1234.56", "PLN"),
        ("1\N{NO-BREAK SPACE}234,56\N{NO-BREAK SPACE}zł", "1234.56", "PLN"),
        ("1\N{THIN SPACE}234.56 PLN", "1234.56", "PLN"),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567,8", "1234567.8", None),
        ("1.234,56", "1234.56", None),
        ("1,234.56", "1234.56", None),
        ("1.234.567,89", "1234567.89", None),
        ("1'234.56", "1234.56", None),
        ("EUR 12.50", "12.50", "EUR"),
        ("€12.50", "12.50", "EUR"),
        ("12,50 Kč", "12.50", "CZK"),
        ("1 990 Ft", "1990", "HUF"),
        ("19.990000000000002", "19.99", None),
        ("+5", "5", None),
        ("-5", "-5", None),
        ("−5", "-5", None),
    ],
)
def test_an_amount_is_read_in_any_notation(text, amount, currency):
    assert amount_of(text) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "zł",
        "1.234",
        "1,234",
        "12 50",
        "1,23,45",
        "12.345",
        "1e5",
        "NaN",
        "Infinity",
        "0x10",
        "5 zł 3",
        "PLN 5 zł",
        "1.2.3",
        "٣",
        "1_000",
        "--5",
        "5 złotych polskich",
        "9" * 40,
    ],
)
def test_an_ambiguous_or_meaningless_amount_is_refused(text):
    """`1.234` may mean thousands; it is not guessed."""
    with pytest.raises(NotANumberError):
        amount_of(text)


@pytest.mark.parametrize(
    ("text", "quantity"), [("2", 2), ("2.0", 2), ("1,5", Decimal("1.5")), ("3 szt.", 3), ("1 000", 1000)]
)
def test_a_quantity_may_have_a_word_for_pieces(text, quantity):
    assert quantity_of(text) == quantity


@pytest.mark.parametrize("text", ["dwa", "2 zł", "", "2 3"])
def test_an_invalid_quantity_is_refused(text):
    with pytest.raises(NotANumberError):
        quantity_of(text)


@pytest.mark.parametrize(
    ("text", "code"), [("pln", "PLN"), ("zł", "PLN"), ("ZŁ", "PLN"), ("Kč", "CZK"), ("Ft", "HUF"), ("USD", "USD")]
)
def test_a_currency_is_a_code_or_a_sign(text, code):
    assert currency_of(text) == code


@pytest.mark.parametrize("text", ["ABC", "XXX", "szt", "złoty", "PLNN", ""])
def test_an_unknown_currency_is_refused(text):
    with pytest.raises(NotANumberError):
        currency_of(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pl", "PL"),
        ("XK", "XK"),
        ("el", "GR"),
        ("UK", "GB"),
        ("Grecja", "GR"),
        ("ZZ", None),
        ("QQ", None),
    ],
)
def test_a_country_is_one_that_exists(text, code):
    assert country_of(text) == code


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-06-29T11:31:15.900Z", "2026-06-29T11:31:15.900+00:00"),
        ("2026-06-29T11:31:15+02:00", "2026-06-29T09:31:15+00:00"),
        ("2026-06-29 11:31:15", "2026-06-29T09:31:15+00:00"),
        ("2026-06-29 11:31", "2026-06-29T09:31:00+00:00"),
        ("2026-01-29 11:31:15.5 +0100", "2026-01-29T10:31:15.500+00:00"),
        ("2026-06-29", "2026-06-28T22:00:00+00:00"),
        ("29.06.2026", "2026-06-28T22:00:00+00:00"),
        ("29.06.2026 11:31", "2026-06-29T09:31:00+00:00"),
        ("29-06-2026, 11:31:15", "2026-06-29T09:31:15+00:00"),
        ("25 paź 2019, 09:26", "2019-10-25T07:26:00+00:00"),
        ("25 paz 2019 09:26", "2019-10-25T07:26:00+00:00"),
        ("1 stycznia 2026 r., 0:05", "2025-12-31T23:05:00+00:00"),
        ("3 maja 2026", "2026-05-02T22:00:00+00:00"),
        ("9 września 2026", "2026-09-08T22:00:00+00:00"),
        ("1571988360", "2019-10-25T07:26:00+00:00"),
        ("1571988360123", "2019-10-25T07:26:00.123+00:00"),
    ],
)
def test_a_moment_is_read_in_any_form_and_on_the_polish_clock_by_default(text, instant):
    assert instant_of(text) == datetime.fromisoformat(instant)
    assert instant_of(text).tzinfo is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "wczoraj",
        "31.02.2026",
        "2026-13-01",
        "25 foo 2019",
        "06/29/2026",
        "123",
        "1899-01-01",
        "2026-W12",
        "9999999999",
        "٢٠٢٦-06-29",
        "2026-06-٢٩T11:31:15Z",
        "٢٩.06.2026",
        "２９ czerwca 2026",
        "١٥٧١٩٨٨٣٦٠",
        "2026-06-29T11:31:15.٩Z",
        "0001-01-01",
        "9999-12-31",
    ],
)
def test_an_invalid_date_is_refused(text):
    with pytest.raises(ValueError):
        instant_of(text)


def test_the_day_is_poland_s():
    """22:30 Z in summer is the next day."""
    assert str(day_of("2026-07-31T22:30:00Z")) == "2026-08-01"


@pytest.mark.parametrize(
    ("text", "country", "nip", "foreign"),
    [
        ("9131100132", "PL", "9131100132", None),
        ("NIP: 913-11-00-132", "PL", "9131100132", None),
        ("PL 9131100132", "PL", "9131100132", None),
        ("pl913 110 01 32", None, "9131100132", None),
        ("VAT ID: PL9131100132", "DE", "9131100132", None),
        ("1234567890", "PL", "1234567890", None),
        ("12345", "PL", "12345", None),
        ("DE123456789", "PL", None, "DE123456789"),
        ("ATU12345678", "AT", None, "ATU12345678"),
        ("12345678", "CZ", None, "12345678"),
        ("12345678; CZ12345678", "CZ", None, "CZ12345678"),
        ("12345678;PL9131100132", "SK", "9131100132", "12345678"),
        ("brak", "PL", None, None),
        ("-", "PL", None, None),
        (None, "PL", None, None),
    ],
)
def test_a_tax_number_is_cleaned_and_distinguished_from_foreign_ones(text, country, nip, foreign):
    """F-28: whatever its check digit, so that a wrong number can be shown."""
    numbers = numbers_in(text, country)
    assert (numbers.nip, numbers.foreign) == (nip, foreign)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("23", "23"),
        ("23.00", "23"),
        ("23%", "23"),
        ("8 %", "8"),
        ("5,00", "5"),
        ("0", "0"),
        ("zw", "zw"),
        ("ZW.", "zw"),
        ("zwolniony", "zw"),
        ("oo", "oo"),
        ("marża", "marza"),
        ("np", None),
        ("7", None),
        ("23.5", None),
        ("x", None),
        (None, None),
    ],
)
def test_a_rate_is_one_of_ours_or_unknown(text, rate):
    assert rate_of(text) == rate


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Kubek \t\n ceramiczny  ", "Kubek ceramiczny"),
        ("a\x00b\x1fc\x7fd\x85e\x9ff", "a b c d e f"),
        ("10\N{NO-BREAK SPACE}cm", "10 cm"),
        ("a\ufdd0\ufffe\U0001ffffb", "ab"),
        ("ab\u202egnp.exe", "abgnp.exe"),
        ("\ufeffa\u200bb", "ab"),
        ("a\ud800b", "ab"),
        ("Zażo\u0301łc\u0301", "Zażółć"),
        ("👨‍👩‍👧 koszulka", "👨‍👩‍👧 koszulka"),
    ],
)
def test_a_text_is_fit_for_a_document(text, clean):
    assert cleaned(text) == clean
    assert cleaned(clean) == clean
