"""The table of lines, painted piece by piece as the pages allow."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.columns import Columns, Figure, columns_for, figure
from invoicing.adapters.pdf.labels import Labels
from invoicing.adapters.pdf.paging import ROW_PADDING, Piece
from invoicing.adapters.pdf.sheet import Sheet
from invoicing.adapters.pdf.shown import shows_vat
from invoicing.adapters.pdf.style import CELL, FINE, INK, LABEL, LEFT, WIDTH, Style
from invoicing.adapters.pdf.typesetting import wrapped
from invoicing.domain.documents import Document
from invoicing.domain.lines import Line
from invoicing.domain.money import show_number, show_quantity
from invoicing.domain.vat import printed_rate

WITH_VAT = ("quantity", "unit_gross", "vat_rate", "gross")
WITHOUT_VAT = ("quantity", "unit_price", "amount")
HEAD_GAP = 5.0
UNKNOWN_RATE = "?"


class Row(NamedTuple):
    """A line as it stands in the table; the name goes on below itself, with the SKU at its end."""

    ordinal: str
    name: list[tuple[str, Style]]
    unit: list[str]
    figures: Sequence[Figure]


class Table(NamedTuple):
    """The rows and their places."""

    rows: list[Row]
    columns: Columns

    @property
    def line_counts(self) -> list[int]:
        """How many text lines tall each row is."""
        return [max(len(row.name), len(row.unit)) for row in self.rows]

    @property
    def head_height(self) -> float:
        """How much of a page the column heads take."""
        return max(len(head.lines) for head in self.columns.heads) * LABEL.leading + HEAD_GAP

    def paint(self, sheet: Sheet, y: float, pieces: Iterable[Piece]) -> float:
        """Paint the heads and these pieces of rows; return where they end."""
        y = self._paint_heads(sheet, y)
        for piece in pieces:
            self._paint_piece(sheet, y + ROW_PADDING / 2, piece)
            y += piece.height
            sheet.rule(LEFT, y, WIDTH)
        return y

    def _paint_heads(self, sheet: Sheet, y: float) -> float:
        bottom = y + self.head_height
        for x, lines, is_right in self.columns.heads:
            baseline = bottom - HEAD_GAP - len(lines) * LABEL.leading + LABEL.size
            for number, text in enumerate(lines):
                (sheet.right if is_right else sheet.text)(x, baseline + number * LABEL.leading, text, LABEL)
        sheet.rule(LEFT, bottom, WIDTH, 0.9, INK)
        return bottom

    def _paint_piece(self, sheet: Sheet, y: float, piece: Piece) -> None:
        row, columns, baseline = self.rows[piece.row], self.columns, y + CELL.size
        if piece.first == 0:
            sheet.text(LEFT, baseline, row.ordinal, CELL)
        for number, (text, style) in enumerate(row.name[piece.first : piece.last]):
            sheet.text(columns.name, baseline + number * CELL.leading, text, style)
        if piece.first == 0:
            _paint_figures(sheet, baseline, row.figures[:1], columns.edges[:1])
            sheet.lines(columns.unit, y, row.unit, CELL)
            _paint_figures(sheet, baseline, row.figures[1:], columns.edges[1:])


def _paint_figures(sheet: Sheet, baseline: float, figures: Sequence[Figure], edges: Sequence[float]) -> None:
    for (text, width), edge in zip(figures, edges, strict=True):
        sheet.text(edge - width, baseline, text, CELL)


def line_table(document: Document, labels: Labels) -> Table:
    """Return the table of the document's lines."""
    keys = WITH_VAT if shows_vat(document) else WITHOUT_VAT
    figures = [list(map(figure, _figures(line, with_rate=keys is WITH_VAT))) for line in document.lines]
    columns = columns_for(keys, figures, (line.unit for line in document.lines), labels)
    numbered = zip(range(1, len(figures) + 1), document.lines, figures, strict=True)
    return Table([_row(str(number), line, found, columns, labels) for number, line, found in numbered], columns)


def _figures(line: Line, *, with_rate: bool) -> Iterator[str]:
    yield show_quantity(line.quantity)
    yield show_number(line.unit_gross)
    if with_rate:
        yield printed_rate(line.vat_rate) if line.vat_rate else UNKNOWN_RATE
    yield show_number(line.gross)


def _row(ordinal: str, line: Line, figures: Sequence[Figure], columns: Columns, labels: Labels) -> Row:
    name = [(text, CELL) for text in wrapped(line.name, CELL, columns.name_width)]
    if line.sku:
        sku = wrapped(f"{labels['sku']} {line.sku}", FINE, columns.name_width)
        name += [(text, FINE) for text in sku]
    return Row(ordinal, name, wrapped(line.unit, CELL, columns.unit_width), figures)
