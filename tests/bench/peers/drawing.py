"""The layout that the two engines with coordinates share: positions are ours, rounded."""

from typing import NamedTuple, Protocol

from tests.bench.peers.content import Content

LEFT, RIGHT, BOTTOM = 48.0, 547.0, 786.0
NAME_X, NAME_WIDTH = 76.0, 250.0
LEADING = 11.5
CLOSING_HEIGHT = 170.0
EDGES = (340.0, 372.0, 440.0, 482.0, RIGHT)
VAT_EDGES = (360.0, 413.0, 480.0, RIGHT)
HEADS = ("Ilość", "J.m.", "Cena jedn. brutto", "Stawka VAT", "Wartość brutto")
VAT_HEADS = ["Stawka VAT", "Wartość netto", "Kwota VAT", "Wartość brutto"]


class Look(NamedTuple):
    """How a text is set."""

    size: float
    is_bold: bool = False


TITLE, SUM, STRONG = Look(19, is_bold=True), Look(13, is_bold=True), Look(10, is_bold=True)
BODY, CELL, SMALL = Look(9), Look(8.5), Look(7)


class Pen(Protocol):
    """What an engine does, in points from the top left corner."""

    def text(self, x: float, y: float, words: str, look: Look) -> None: ...
    def right(self, x: float, y: float, words: str, look: Look) -> None: ...
    def rule(self, y: float) -> None: ...
    def split(self, words: str, width: float, look: Look) -> list[str]: ...
    def footer(self) -> None: ...
    def turn(self) -> None: ...


def draw_invoice(pen: Pen, content: Content) -> None:
    """Draw the whole invoice."""
    _draw_heading(pen, content)
    y = _draw_heads(pen, 255)
    for ordinal, (name, sku, figures) in enumerate(content.rows, 1):
        lines = pen.split(name, NAME_WIDTH, CELL) + ([f"SKU {sku}"] if sku else [])
        height = 8 + len(lines) * LEADING
        if y + height > BOTTOM - (CLOSING_HEIGHT if ordinal == len(content.rows) else 0):
            pen.footer()
            pen.turn()
            y = _draw_heads(pen, 75)
        pen.text(LEFT, y + 12, str(ordinal), CELL)
        for number, line in enumerate(lines):
            pen.text(NAME_X, y + 12 + number * LEADING, line, CELL)
        for edge, figure in zip(EDGES, figures, strict=True):
            pen.right(edge, y + 12, figure, CELL)
        y += height
        pen.rule(y)
    _draw_closing(pen, content, y + 20)
    pen.footer()


def _draw_heading(pen: Pen, content: Content) -> None:
    pen.text(LEFT, 71, content.title, TITLE)
    for place, (label, value) in enumerate(content.facts):
        x, y = LEFT + place % 2 * 256, 92 + place // 2 * 26
        pen.text(x, y, label, SMALL)
        pen.text(x, y + 12, value, BODY)
    for place, (label, lines) in enumerate(content.parties):
        x = LEFT + place * 256
        pen.text(x, 178, label, SMALL)
        for number, line in enumerate(lines):
            pen.text(x, 191 + number * 12.5, line, BODY if number else STRONG)


def _draw_heads(pen: Pen, y: float) -> float:
    pen.text(LEFT, y, "Lp.", SMALL)
    pen.text(NAME_X, y, "Nazwa towaru lub usługi", SMALL)
    for edge, head in zip(EDGES, HEADS, strict=True):
        pen.right(edge, y, head, SMALL)
    pen.rule(y + 5)
    return y + 5


def _draw_closing(pen: Pen, content: Content, y: float) -> None:
    for number, row in enumerate([VAT_HEADS, *content.vat]):
        for edge, figure in zip(VAT_EDGES, row, strict=True):
            pen.right(edge, y + number * 15, figure, CELL)
    pen.rule(y + 4)
    for number, (label, amount) in enumerate(content.sums):
        pen.text(305, y + 40 + number * 18, label, STRONG)
        pen.right(RIGHT, y + 40 + number * 18, amount, SUM)
    for number, (label, value) in enumerate(content.payment):
        pen.text(LEFT, y + number * 29, label, SMALL)
        pen.text(LEFT, y + number * 29 + 12, value, BODY)
