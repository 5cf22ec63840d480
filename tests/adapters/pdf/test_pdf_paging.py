"""Properties of page breaks and line breaks, for any heights and texts."""

from hypothesis import given
from hypothesis import strategies as st

from invoicing.adapters.pdf.drawing.letters import known_letters, printable
from invoicing.adapters.pdf.drawing.paging import pages_of
from invoicing.adapters.pdf.drawing.style import CELL, NAME
from invoicing.adapters.pdf.drawing.typesetting import width_of, wrapped

ROOM = 700.0
line_counts = st.lists(st.integers(1, 8) | st.integers(1, 200), min_size=1, max_size=60)
closings = st.floats(20, 500)
first_rooms = st.floats(-100, ROOM)


@given(line_counts, first_rooms, closings)
def test_every_text_line_is_on_exactly_one_page_in_order(counts: list[int], first: float, closing: float) -> None:
    pages = pages_of(counts, first=first, other=ROOM, closing=closing)
    printed = [(piece.row, line) for page in pages for piece in page for line in range(piece.first, piece.last)]

    assert printed == [(row, line) for row, count in enumerate(counts) for line in range(count)]


@given(line_counts, first_rooms, closings)
def test_no_page_overflows(counts: list[int], first: float, closing: float) -> None:
    pages = pages_of(counts, first=first, other=ROOM, closing=closing)
    heights = [sum(piece.height for piece in page) for page in pages]

    assert all(height <= (ROOM if number else max(first, 0)) for number, height in enumerate(heights))
    assert heights[-1] + closing <= ROOM


@given(line_counts, first_rooms, closings)
def test_the_closing_block_has_a_line_on_its_page(counts: list[int], first: float, closing: float) -> None:
    assert pages_of(counts, first=first, other=ROOM, closing=closing)[-1]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=60), first_rooms)
def test_a_row_that_fits_on_a_page_is_never_divided(counts: list[int], first: float) -> None:
    pages = pages_of(counts, first=first, other=ROOM, closing=200)

    assert all((piece.first, piece.last) == (0, counts[piece.row]) for page in pages for piece in page)


@given(st.text(), st.floats(20, 300))
def test_wrapped_lines_fit_and_keep_all_letters(text: str, width: float) -> None:
    for style in (CELL, NAME):
        lines = wrapped(text, style, width)

        assert "".join(lines).replace(" ", "") == printable(text).replace(" ", "")
        assert all(width_of(line, style) <= width + 1e-6 for line in lines)


@given(st.text())
def test_any_text_becomes_printable(text: str) -> None:
    shown = printable(text)

    assert known_letters().issuperset(shown)
    assert printable(shown) == shown


def test_words_move_to_the_next_line_whole() -> None:
    assert wrapped("raz dwa  trzy cztery", CELL, width_of("raz dwa trzy", CELL)) == ["raz dwa trzy", "cztery"]


def test_a_no_break_space_keeps_an_amount_together() -> None:
    assert wrapped("kwota 1\xa0234,56\xa0zł", CELL, width_of("kwota 1 234,56", CELL)) == ["kwota", "1\xa0234,56\xa0zł"]
