"""Where the pages of a long document break: a pure matter of heights.

A row stays whole unless it is taller than a page. What closes the document (`closing` points high) is never on a page
without a row; a row that is too tall to stand beside it is divided.
"""

from collections.abc import Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.style import CELL

ROW_PADDING = 8.0
ROWS_TAKEN_ALONG, ENOUGH_TAKEN_ALONG = 3, 65.0
"""How many rows go to the next page with the closing, and what height of them is enough."""
FEWEST_LINES = 3
"""A divided row leaves no fewer lines than these at the bottom of a page."""


class Piece(NamedTuple):
    """The text lines `first` to `last` (not included) of a row; nearly always the whole row."""

    row: int
    first: int
    last: int

    @property
    def height(self) -> float:
        """How tall it is, in points."""
        return ROW_PADDING + (self.last - self.first) * CELL.leading

    def divided(self, lines: int) -> tuple["Piece", "Piece"]:
        """Return its first lines and the rest."""
        middle = self.first + lines
        return self._replace(last=middle), self._replace(first=middle)


def pages_of(line_counts: Sequence[int], *, first: float, other: float, closing: float) -> list[list[Piece]]:
    """Return the pieces of each page, when the first page has `first` points for rows and the others `other`."""
    pages: list[list[Piece]] = [[]]
    left = first
    for row, count in enumerate(line_counts):
        piece = Piece(row, 0, count)
        while piece.height > left:
            fitting = _lines_in(left)
            if piece.height > other and fitting >= FEWEST_LINES:
                part, piece = piece.divided(fitting)
                pages[-1].append(part)
            pages.append([])
            left = other
        pages[-1].append(piece)
        left -= piece.height
    if closing > left:
        pages.append(_taken_along(pages[-1], other - closing))
    return pages


def _taken_along(page: list[Piece], room: float) -> list[Piece]:
    """Take from the page what goes to the next one with the closing: its last rows, or the last lines of a tall one."""
    taken: list[Piece] = []
    left = room
    while page and page[-1].height <= left and (not taken or (len(page) > 1 and _may_take(len(taken), room - left))):
        left -= page[-1].height
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
