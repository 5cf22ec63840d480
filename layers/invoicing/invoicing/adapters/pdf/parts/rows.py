"""The rows of the table: the content of each, in text lines that a page break may separate."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.style import CELL, FINE, Style
from invoicing.adapters.pdf.drawing.typesetting import wrapped
from invoicing.adapters.pdf.parts.columns import Columns, Figure
from invoicing.adapters.pdf.words.labels import SEPARATOR, Labels
from invoicing.domain.basics.money import show_number, show_quantity
from invoicing.domain.vat.line import Line
from invoicing.domain.vat.rate import rate_of

UNKNOWN_RATE = "?"


class Part(NamedTuple):
    """Texts below each other, with figures beside the first of them."""

    texts: list[tuple[str, Style]]
    unit: list[str]
    figures: Sequence[Figure]
    style: Style = CELL

    @property
    def line_count(self) -> int:
        """Height in text lines."""
        return max(len(self.texts), len(self.unit))


class Row(NamedTuple):
    """A line in the table: one part, or in a correction the line's name and a part for each of its states."""

    ordinal: str
    parts: Sequence[Part]
    line_count: int


def row_of(ordinal: str, line: Line, figures: Sequence[Figure], columns: Columns, labels: Labels) -> Row:
    """Return the row of a line; its name may take several text lines, followed by the SKU."""
    part = Part(name_of(line, columns, labels), wrapped(unit_of(line.unit, labels), CELL, columns.unit_width), figures)
    return Row(ordinal, (part,), part.line_count)


def unit_of(unit: str, labels: Labels) -> str:
    """Return a unit of measure in each language: `szt. / pcs`."""
    return SEPARATOR.join(labels.translations(unit))


def name_of(line: Line, columns: Columns, labels: Labels) -> list[tuple[str, Style]]:
    """Return the name of a line, small translations if it is a standard one such as delivery, and the SKU."""
    name, *others = labels.translations(line.name)
    texts = [(text, CELL) for text in wrapped(name, CELL, columns.name_width)]
    texts += [(text, FINE) for other in others for text in wrapped(other, FINE, columns.name_width)]
    if line.sku:
        sku = wrapped(f"{labels['sku']} {line.sku}", FINE, columns.name_width)
        texts += [(text, FINE) for text in sku]
    return texts


def figures_of(line: Line, *, with_rate: bool) -> Iterator[str]:
    """Yield the figures of a line, column by column."""
    yield show_quantity(line.quantity)
    yield show_number(line.unit_gross)
    if with_rate:
        yield shown_rate(line.vat_rate)
    yield show_number(line.gross)


def shown_rate(rate: str | None) -> str:
    """Return the rate as printed in the table, `?` while it is unknown."""
    return rate_of(rate).shown if rate else UNKNOWN_RATE
