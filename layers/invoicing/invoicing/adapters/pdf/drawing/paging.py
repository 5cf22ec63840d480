"""Page breaks of a long document, computed from heights alone.

A row stays whole unless it is taller than a page. The closing block (`closing` points high) is never on a page without
a row; a row that is too tall to share the page with it is divided.
"""

from collections.abc import Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.style import CELL

ROW_PADDING = 8.0
ROWS_TAKEN_ALONG, ENOUGH_TAKEN_ALONG = 3, 65.0
"""At most this many rows move to the next page with the closing block, and this height of them is enough."""
FEWEST_LINES = 3
"""A divided row leaves at least this many lines at the bottom of a page."""


class Piece(NamedTuple):
    """The text lines `first` to `last` (exclusive) of a row; nearly always the whole row."""

    row: int
    first: int
    last: int

    @property
    def height(self) -> float:
        """Height in points."""
        return ROW_PADDING + (self.last - self.first) * CELL.leading

    def divided(self, lines: int) -> tuple["Piece", "Piece"]:
        """Return the first `lines` and the rest."""
        middle = self.first + lines
        return self._replace(last=middle), self._replace(first=middle)


def pages_of(line_counts: Sequence[int], *, first: float, other: float, closing: float) -> list[list[Piece]]:
    """Return the pieces on each page; the first page has `first` points for rows and the others `other`."""
    pages: list[list[Piece]] = [[]]
    room = first
    for row, count in enumerate(line_counts):
        piece = Piece(row, 0, count)
        while piece.height > room:
            fitting = _lines_in(room)
            if piece.height > other and fitting >= FEWEST_LINES:
                part, piece = piece.divided(fitting)
                pages[-1].append(part)
            pages.append([])
            room = other
        pages[-1].append(piece)
        room -= piece.height
    if closing > room:
        pages.append(_taken_along(pages[-1], other - closing))
    return pages


def _taken_along(page: list[Piece], room: float) -> list[Piece]:
    """Remove from the page what moves to the next one with the closing block: last rows, or lines of a tall one."""
    taken: list[Piece] = []
    free = room
    while page and page[-1].height <= free and (not taken or (len(page) > 1 and _may_take(len(taken), room - free))):
        free -= page[-1].height
        taken.insert(0, page.pop())
    if taken or not page:
        return taken
    piece = page.pop()
    rest, piece = piece.divided(piece.last - piece.first - max(1, _lines_in(room)))
    page.append(rest)
    return [piece]


def _may_take(rows: int, height: float) -> bool:
    return rows < ROWS_TAKEN_ALONG and height < ENOUGH_TAKEN_ALONG


def _lines_in(height: float) -> int:
    return int((height - ROW_PADDING) // CELL.leading)
