"""The columns of the table of lines: figures get the width they need, the name gets the rest."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.letters import printable
from invoicing.adapters.pdf.drawing.style import CELL, LABEL, LEFT, RIGHT, Style
from invoicing.adapters.pdf.drawing.typesetting import stacked, width_of
from invoicing.adapters.pdf.words.labels import Labels

COLUMN_GAP = 12.0
ORDINAL_GAP = 10.0
UNIT_GAP = 4.0
WIDEST_UNIT = 60.0
NARROWEST = {"quantity": 24.0, "unit_gross": 62.0, "unit_price": 52.0, "vat_rate": 40.0, "gross": 56.0, "amount": 56.0}


class Figure(NamedTuple):
    """A number as printed, and its width in points."""

    text: str
    width: float


class Head(NamedTuple):
    """The heading of a column: lines that begin, or end, at x."""

    x: float
    lines: list[str]
    is_right: bool


class Columns(NamedTuple):
    """Positions of the columns: left edges of texts, right edges of figures."""

    name: float
    name_width: float
    unit: float
    unit_width: float
    edges: tuple[float, ...]
    heads: list[Head]


def figure(text: str, style: Style = CELL) -> Figure:
    """Return a number with its width in a cell."""
    return Figure(text, width_of(text, style))


def columns_for(
    keys: Sequence[str], figures: Sequence[Sequence[Figure]], units: Iterable[str], last: str, labels: Labels
) -> Columns:
    """Return the columns named by `keys`, placed from the right edge inwards.

    The first key is the quantity, before its unit. `last` is the last ordinal.
    """
    widths = {key: _width(key, [row[index].width for row in figures], labels) for index, key in enumerate(keys)}
    unit_width = min(WIDEST_UNIT, _widest([*labels.each("unit"), *map(printable, set(units))], CELL))
    edges, unit = _edges(widths, unit_width)
    name = LEFT + max(width_of(last, CELL), _widest(labels.each("ordinal"), LABEL)) + ORDINAL_GAP
    name_width = edges[0] - widths["quantity"] - COLUMN_GAP - name
    heads = [
        Head(LEFT, labels.each("ordinal"), is_right=False),
        Head(name, stacked(labels.each("name"), LABEL, name_width), is_right=False),
        Head(edges[0], stacked(labels.each("quantity"), LABEL, widths["quantity"]), is_right=True),
        Head(unit, stacked(labels.each("unit"), LABEL, unit_width), is_right=False),
        *(
            Head(edge, stacked(labels.each(key), LABEL, widths[key]), is_right=True)
            for key, edge in zip(keys[1:], edges[1:], strict=True)
        ),
    ]
    return Columns(name, name_width, unit, unit_width, edges, heads)


def _edges(widths: Mapping[str, float], unit_width: float) -> tuple[tuple[float, ...], float]:
    """Return the right edges of the figures, and the left edge of the unit, right after the quantity."""
    edge, edges = RIGHT, []
    for width in list(widths.values())[:0:-1]:
        edges.append(edge)
        edge -= width + COLUMN_GAP
    unit = edge - unit_width
    return (unit - UNIT_GAP, *reversed(edges)), unit


def _width(key: str, cells: list[float], labels: Labels) -> float:
    """Return a width that fits every figure and the longest word of the heading."""
    words = (word for label in labels.each(key) for word in label.split(" "))
    return max(NARROWEST[key], _widest(words, LABEL), *cells)


def _widest(texts: Iterable[str], style: Style) -> float:
    return max(width_of(text, style) for text in texts)
