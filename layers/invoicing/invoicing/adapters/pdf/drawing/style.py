"""The look: page geometry in points from the top left corner, colours and text styles."""

from functools import cache
from typing import NamedTuple

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
LEFT, RIGHT = 48.0, 547.28
WIDTH = RIGHT - LEFT
TOP = 52.0
TOP_OVERLEAF = 64.0
BOTTOM = 786.0
"""Only the page number is below."""
GUTTER = 14.0

INK = "0.1 0.12 0.15"
GREY = "0.38 0.41 0.45"
ACCENT = "0.04 0.33 0.39"
HAIRLINE = "0.83 0.85 0.87"
WATERMARK = "0.92 0.93 0.94"


class Style(NamedTuple):
    """A text style; `leading` is the distance between lines, `colour` is RGB in PDF notation."""

    is_bold: bool
    size: float
    leading: float
    colour: str = INK


TITLE = Style(True, 19, 24)
SUBTITLE = Style(False, 10.5, 15, GREY)
LABEL = Style(False, 7, 9.5, GREY)
BODY = Style(False, 9, 12.5)
NAME = Style(True, 9.5, 13)
LONG_NAME = Style(True, 7, 8.5)
STRONG = Style(True, 9, 12.5)
CELL = Style(False, 8.5, 11.5)
CELL_STRONG = Style(True, 8.5, 11.5)
FINE = Style(False, 7, 11.5, GREY)
SUM = Style(True, 13, 17, ACCENT)
SUM_NAME = Style(True, 10, 13, ACCENT)


@cache
def operators(style: Style) -> str:
    """Return the PDF operators that switch to this style inside a text object."""
    return f"/F{1 + style.is_bold} {style.size:g} Tf {style.colour} rg"
