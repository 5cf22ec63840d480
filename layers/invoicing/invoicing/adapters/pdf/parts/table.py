"""The table of lines, painted piece by piece as the pages allow."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.paging import ROW_PADDING, Piece
from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import CELL, INK, LABEL, LEFT, WIDTH, Style
from invoicing.adapters.pdf.parts.change_rows import change_row, changed
from invoicing.adapters.pdf.parts.columns import Columns, Figure, columns_for, figure
from invoicing.adapters.pdf.parts.rows import Part, Row, figures_of, row_of, unit_of
from invoicing.adapters.pdf.parts.shown import changed_lines, shows_vat
from invoicing.adapters.pdf.words.labels import Labels
from invoicing.domain.documents.document import Document
from invoicing.domain.vat.line import Line

WITH_VAT = ("quantity", "unit_gross", "vat_rate", "gross")
WITHOUT_VAT = ("quantity", "unit_price", "amount")
HEAD_GAP = 5.0


class Table(NamedTuple):
    """The rows and their columns."""

    rows: list[Row]
    columns: Columns

    @property
    def line_counts(self) -> list[int]:
        """Height of each row in text lines."""
        return [row.line_count for row in self.rows]

    @property
    def head_height(self) -> float:
        """Height of the column headings, in points."""
        return max(len(head.lines) for head in self.columns.heads) * LABEL.leading + HEAD_GAP

    def paint(self, sheet: Sheet, y: float, pieces: Iterable[Piece]) -> float:
        """Paint the headings and these pieces of rows; return the y where they end."""
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
        row = self.rows[piece.row]
        if piece.first == 0:
            sheet.text(LEFT, y + CELL.size, row.ordinal, CELL)
        first, last = piece.first, piece.last
        for part in row.parts:
            if first < part.line_count and last > 0:
                self._paint_part(sheet, y + max(0, -first) * CELL.leading, part, max(0, first), last)
            first, last = first - part.line_count, last - part.line_count

    def _paint_part(self, sheet: Sheet, y: float, part: Part, first: int, last: int) -> None:
        columns, baseline = self.columns, y + CELL.size
        for number, (text, style) in enumerate(part.texts[first:last]):
            sheet.text(columns.name, baseline + number * CELL.leading, text, style)
        if first == 0 and part.figures:
            _paint_figures(sheet, baseline, part.figures[:1], columns.edges[:1], part.style)
            sheet.lines(columns.unit, y, part.unit, CELL)
            _paint_figures(sheet, baseline, part.figures[1:], columns.edges[1:], part.style)


def _paint_figures(
    sheet: Sheet, baseline: float, figures: Sequence[Figure], edges: Sequence[float], style: Style
) -> None:
    for (text, width), edge in zip(figures, edges, strict=True):
        if text:
            sheet.text(edge - width, baseline, text, style)


def line_table(document: Document, labels: Labels) -> Table:
    """Return the table of the document's lines; of a correction, of the changed ones."""
    keys = WITH_VAT if shows_vat(document) else WITHOUT_VAT
    if document.correction is not None:
        return _change_table(document, document.correction.before.lines, keys, labels)
    figures = [list(map(figure, figures_of(line, with_rate=keys is WITH_VAT))) for line in document.lines]
    columns = columns_for(
        keys, figures, (unit_of(line.unit, labels) for line in document.lines), str(len(figures)), labels
    )
    numbered = zip(range(1, len(figures) + 1), document.lines, figures, strict=True)
    return Table([row_of(str(number), line, cells, columns, labels) for number, line, cells in numbered], columns)


def _change_table(document: Document, before: Sequence[Line], keys: Sequence[str], labels: Labels) -> Table:
    entries = [
        changed(before[change.line - 1], change, with_rate=keys is WITH_VAT) for change in changed_lines(document)
    ]
    columns = columns_for(
        keys,
        [figures for entry in entries for figures in entry.figures],
        (unit_of(entry.change.unit, labels) for entry in entries),
        str(len(before)),
        labels,
    )
    return Table([change_row(entry, columns, labels) for entry in entries], columns)
