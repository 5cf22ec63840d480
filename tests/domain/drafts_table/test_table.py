"""The table of waiting drafts: what is in a row, and that every cell is read as it was meant."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.kind import KINDS_OF_SALES, Kind, title_of
from invoicing.domain.drafts_table.cells import is_same_nip, is_yes, kind_in, nip_in, rate_in
from invoicing.domain.drafts_table.table import COLUMNS, Originals, cut_row, originals_in, sheet_row, version_in
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.decision_words import WORDS, taken_by
from invoicing.domain.problems.preflight import find_problems
from invoicing.domain.vat.rate import RATES
from tests.builders import CHECKS, COMPANY, NOW, PERSON, a_draft, a_line, a_seller, stored


def row_of(draft, *, is_held=True) -> dict[str, str]:
    """Return the cells of a draft's line by column."""
    summary = stored(draft).summary
    problems = find_problems(draft, a_seller(), CHECKS, NOW.date())
    line = sheet_row(summary, draft if is_held else None, problems if is_held else ())
    [cells] = csv.reader(StringIO(line), delimiter=";")
    return dict(zip(COLUMNS, cells, strict=True))


def test_a_row_shows_what_a_seller_needs_to_decide():
    draft = a_draft(id="4e5", version=3, buyer=COMPANY, paid=a_draft().paid / 2, lines=(a_line(vat_rate=None),))
    row = row_of(draft)

    assert row["id"] == "szkic-4e5", "an id must not look like a number"
    assert row["wersja"] == "w3||invoice|1234563218"
    assert (row["rodzaj"], row["stawka"], row["brutto"], row["data"]) == ("Faktura", "", "19,99", "2026-11-24")
    assert "Brak stawki VAT" in row["problemy"]
    assert row["możliwe decyzje"].startswith("zapłacono całość / niedopłata")
    assert (row["decyzja"], row["odrzuć"]) == ("", "")


def test_a_row_without_problems_needs_only_the_summary():
    rates = (a_line("a", vat_rate="8"), a_line("b", vat_rate="5"))
    for lines, shown in (((a_line(),), "23"), (rates, "różne")):
        draft = a_draft(lines=lines)
        assert row_of(draft, is_held=False)["stawka"] == row_of(draft)["stawka"] == shown
        assert row_of(draft, is_held=False)["możliwe decyzje"] == ""


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+48 600", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_what_a_buyer_wrote_is_never_evaluated_as_a_formula(name):
    assert row_of(a_draft(buyer=replace(PERSON, name=name)))["nabywca"] == f"'{name}"


def test_the_note_on_a_cut_table_has_no_id():
    [cells] = csv.reader(StringIO(cut_row()), delimiter=";")
    assert len(cells) == len(COLUMNS)
    assert cells[0] == ""


def test_every_choice_has_its_own_wording_and_nothing_else_has():
    assert set(WORDS) == {(code, choice) for code, entry in ENTRIES.items() for choice in entry.choice_names}
    for taken, words in WORDS.items():
        assert taken_by(words.upper()) == taken
        assert taken_by(f"{taken[0]}: {taken[1]}") == taken
        assert "/" not in words


@pytest.mark.parametrize(
    ("cell", "rate"),
    [
        *((rate, rate) for rate in RATES),
        *(("23%", "23"), ("23 %", "23"), ("23,00", "23"), ("0,23", "23"), ("0.05", "5"), ("8,0%", "8"), ("0,08", "8")),
        *(("MARŻA", "marza"), ("Zw", "zw"), ("sk:23", "SK:23"), ("HU:27", "HU:27"), ("IE:13,5", "IE:13.5")),
    ],
)
def test_a_rate_is_read_in_any_form_that_spreadsheets_write(cell, rate):
    assert rate_in(cell) == rate


NOT_CODES = ("٢٣", "SK:٢٣", "SK:1e1", "PL:23", "GB:20", "SK:23:5")


@pytest.mark.parametrize(
    "cell", ["22", "2,3", "np", "różne", "0,5", "-5", "1e1", "=23", "SK:", "23 23", "x" * 5000, *NOT_CODES]
)
def test_what_is_no_rate_is_refused_with_its_column(cell):
    with pytest.raises(InvalidFieldError) as refusal:
        rate_in(cell)
    assert refusal.value.field in {"stawka", "vat_rate"}
    assert len(refusal.value.detail) < 200


def test_a_kind_is_read_from_its_name_or_its_code():
    for kind in KINDS_OF_SALES:
        assert kind_in(title_of(kind).lower()) is kind_in(kind.value) is kind
    assert kind_in("Faktura korygująca") is Kind.CORRECTION
    with pytest.raises(InvalidFieldError):
        kind_in("paragon")


@pytest.mark.parametrize(
    "cell", ["1234563218", "123-456-32-18", "PL 1234563218", "PL1234563218", "NIP: 123 456 32 18", "1234563218,00"]
)
def test_a_nip_is_read_despite_what_people_and_spreadsheets_put_around_it(cell):
    assert nip_in(cell) == "1234563218"


@pytest.mark.parametrize(
    "cell", ["1,23456E+09", "123456321", "12345632188", "DE123456789", "SK1234567890", "1234563218,5"]
)
def test_a_nip_that_is_invalid_or_was_shortened_by_a_spreadsheet_is_refused(cell):
    with pytest.raises(InvalidFieldError) as refusal:
        nip_in(cell)
    assert refusal.value.field == "NIP"


@pytest.mark.parametrize(
    ("cell", "nip", "is_same"),
    [
        ("1234563218", "1234563218", True),
        ("1,23456E+09", "1234563218", True),
        ("1.2E+9", "1234563218", True),
        ("1,3E+09", "1234563218", False),
        ("1234563218,00", "1234563218", True),
        ("12", "0012", True),
        ("", "", True),
        ("", "1234563218", False),
        ("brak", "", False),
        ("1234563218", "", False),
    ],
)
def test_a_nip_that_was_merely_rewritten_is_the_same(cell, nip, is_same):
    assert is_same_nip(cell, nip) is is_same


def test_yes_and_no_are_read_and_anything_else_is_refused():
    assert all(map(is_yes, ("tak", "TAK", "x", "1", "PRAWDA")))
    assert not any(map(is_yes, ("", "nie", "0", "FAŁSZ")))
    with pytest.raises(InvalidFieldError):
        is_yes("może")


def test_a_version_is_read_even_if_a_person_wrote_it():
    assert version_in("w12|23|invoice|") == version_in("w12") == version_in("12") == 12
    assert originals_in("w3|23|invoice|1234563218") == Originals(rate="23", kind="invoice", nip="1234563218")
    assert originals_in("w3") is None
    for cell in ("", "w", "3 listopada", "w-1|23|invoice|", "9" * 12):
        with pytest.raises(InvalidFieldError):
            version_in(cell)
