"""The rows of a correction: each changed line before, after, and the difference (art. 106j ust. 2)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.style import CELL, CELL_STRONG, FINE, Style
from invoicing.adapters.pdf.drawing.typesetting import joined, wrapped
from invoicing.adapters.pdf.parts.columns import Columns, Figure, figure
from invoicing.adapters.pdf.parts.rows import Part, Row, name_of, shown_rate, unit_of
from invoicing.adapters.pdf.words.labels import Labels
from invoicing.domain.basics.money import show_number, show_quantity
from invoicing.domain.documents.sale_state import Amounts, LineChange
from invoicing.domain.vat.line import Line

STATES = ("before", "after", "difference")
STYLES = (CELL, CELL, CELL_STRONG)


class Changed(NamedTuple):
    """A changed line: its former state, the change, and the figures of its three states."""

    line: Line
    change: LineChange
    figures: Sequence[Sequence[Figure]]


def changed(line: Line, change: LineChange, *, with_rate: bool) -> Changed:
    """Return a line of the corrected document with the figures of its change."""
    states = (
        _amounts(change.before, with_rate=with_rate),
        _amounts(change.after, with_rate=with_rate),
        _difference(change, with_rate=with_rate),
    )
    figures = [[figure(text, style) for text in texts] for texts, style in zip(states, STYLES, strict=True)]
    return Changed(line, change, figures)


def change_row(changed: Changed, columns: Columns, labels: Labels) -> Row:
    """Return the row of a changed line: its name, and below it one text line per state."""
    line, change, figures = changed
    unit = wrapped(unit_of(change.unit, labels), CELL, columns.unit_width)
    parts = [Part(name_of(line, columns, labels), [], ())]
    names = (line.name, change.name) if line.name != change.name else ()
    for number, state in enumerate(STATES):
        texts = _state(labels.each(state), names[number : number + 1], columns.name_width)
        parts.append(Part(texts, unit if figures[number][0].text else [], figures[number], STYLES[number]))
    return Row(str(change.line), parts, sum(part.line_count for part in parts))


def _state(labels: list[str], names: Sequence[str], width: float) -> list[tuple[str, Style]]:
    """Return the label of a state, and the line's name in that state if the name changes."""
    texts = [(text, FINE) for text in joined(labels, FINE, width)]
    return texts + [(text, CELL) for name in names for text in wrapped(name, CELL, width)]


def _amounts(amounts: Amounts, *, with_rate: bool) -> Iterator[str]:
    yield show_quantity(amounts.quantity)
    yield show_number(amounts.unit_gross)
    if with_rate:
        yield shown_rate(amounts.vat_rate)
    yield show_number(amounts.gross)


def _difference(change: LineChange, *, with_rate: bool) -> Iterator[str]:
    """Yield the figures: quantity and price only if they change; differences of net and VAT are in the VAT table."""
    price = change.after.unit_gross - change.before.unit_gross
    yield show_quantity(change.difference.quantity) if change.difference.quantity else ""
    yield show_number(price) if price else ""
    if with_rate:
        yield ""
    yield show_number(change.difference.gross)
