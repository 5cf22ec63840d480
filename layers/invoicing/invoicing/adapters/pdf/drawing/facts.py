"""Facts: a small grey label with its value below, in columns."""

from collections.abc import Iterable
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import BODY, GUTTER, LABEL
from invoicing.adapters.pdf.drawing.typesetting import joined, paragraphs, stacked

ROW_GAP = 7.0


class Fact(NamedTuple):
    """A value and its label in each language."""

    labels: list[str]
    value: str


class Column(NamedTuple):
    """A column on a sheet: its left edge and its width, in points."""

    x: float
    width: float

    def part(self, number: int, count: int) -> "Column":
        """Return one of `count` equal columns inside this one."""
        width = (self.width - GUTTER * (count - 1)) / count
        return Column(self.x + number * (width + GUTTER), width)


def paint_facts(sheet: Sheet, column: Column, y: float, facts: Iterable[Fact], *, across: int) -> float:
    """Paint facts, `across` in a row, with values aligned; return the y where the next block may begin."""
    places = [column.part(number, across) for number in range(across)]
    facts = list(facts)
    for row in (facts[start : start + across] for start in range(0, len(facts), across)):
        labels = _fitting([fact.labels for fact in row], places[0].width)
        top = y + max(map(len, labels)) * LABEL.leading
        bottoms = []
        for fact, place, label in zip(row, places, labels, strict=False):
            sheet.lines(place.x, top - len(label) * LABEL.leading, label, LABEL)
            bottoms.append(sheet.lines(place.x, top, paragraphs(fact.value, BODY, place.width), BODY))
        y = max(bottoms) + ROW_GAP
    return y


def _fitting(labels: list[list[str]], width: float) -> list[list[str]]:
    """Return each label of a row on one line; if one is too long, all with each language on its own line."""
    on_one_line = [joined(texts, LABEL, width) for texts in labels]
    if all(len(lines) == 1 for lines in on_one_line):
        return on_one_line
    return [stacked(texts, LABEL, width) for texts in labels]
