"""Rows that a Polish spreadsheet reads as intended."""

import csv
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.basics.csv_cells import csv_row
from invoicing.domain.books.jpk_marks import JpkMark


def read(row: str) -> list[str]:
    return next(csv.reader([row], delimiter=";"))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Decimal("1234567.80"), "1234567,80"),
        (Decimal("-16.26"), "-16,26"),
        (Decimal("0.1742"), "0,1742"),
        (Decimal("1E+2"), "100"),
        (date(2026, 11, 24), "2026-11-24"),
        (7, "7"),
        (0, "0"),
        (True, "1"),
        (False, ""),
        (None, ""),
        (JpkMark.OUTSIDE_KSEF, "BFK"),
        ("Śnieżka „Łódź”", "Śnieżka „Łódź”"),
    ],
)
def test_every_cell_is_written_the_polish_way(cell, text):
    assert csv_row([cell]).rstrip("\r\n") in (text, f'"{text}"')


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\xa0@", "＝", "－"])
def test_what_a_buyer_wrote_is_never_evaluated(start):
    """A name like `=HYPERLINK(…)` stays a name."""
    [cell] = read(csv_row([f"{start}1+1"]))

    assert cell.startswith("'")


def test_an_ordinary_name_is_unchanged():
    assert read(csv_row(["Jan Kowalski-Nowak", "a=b", "e-mail@example.com"])) == [
        "Jan Kowalski-Nowak",
        "a=b",
        "e-mail@example.com",
    ]


def test_rows_end_with_crlf():
    assert csv_row(["a", "b"]) == "a;b\r\n"
    assert csv_row([]) == "\r\n"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_no_text_breaks_out_of_its_cell(texts):
    assert [cell.removeprefix("'") for cell in read(csv_row(texts))] == [text.removeprefix("'") for text in texts]
