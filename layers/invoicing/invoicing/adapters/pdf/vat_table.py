"""The legal VAT table: net, VAT and gross per rate. Net and VAT stand nowhere else on a document."""

from collections.abc import Sequence

from invoicing.adapters.pdf.facts import Column
from invoicing.adapters.pdf.labels import Labels
from invoicing.adapters.pdf.sheet import Sheet
from invoicing.adapters.pdf.shown import has_vat_amount
from invoicing.adapters.pdf.style import CELL, CELL_STRONG, INK, LABEL, Style
from invoicing.adapters.pdf.typesetting import width_of
from invoicing.domain.documents import Document
from invoicing.domain.money import ZERO, show_amount, show_number
from invoicing.domain.totals import RateTotal
from invoicing.domain.vat import MARGIN, printed_rate

AMOUNT_WIDTH = 67.0
ROW_HEIGHT = 15.0
NAME_GAP = 5.0
NONE = "–"
"""Stands where the law wants no amount: the VAT of an exempt sale, the net of a margin sale."""


def paint_vat_table(sheet: Sheet, column: Column, y: float, document: Document, labels: Labels) -> float:
    """Paint the table; return where it ends."""
    totals = document.totals
    y = _paint_heads(sheet, column, y, labels)
    for row in totals.by_rate:
        _paint_row(sheet, column, y, [printed_rate(row.vat_rate), *_amounts(row)], CELL)
        y += ROW_HEIGHT
    if len(totals.by_rate) > 1:
        sheet.rule(column.x, y, column.width)
        sums = _sums(document)
        _paint_row(sheet, column, y, [_name_beside(sums[0], column, labels), *sums], CELL_STRONG)
        y += ROW_HEIGHT
    if totals.vat_pln is not None:
        _paint_row(sheet, column, y, [labels["vat_pln"], "", "", show_amount(totals.vat_pln, "PLN")], CELL)
        y += ROW_HEIGHT
    return y


def _paint_heads(sheet: Sheet, column: Column, y: float, labels: Labels) -> float:
    stacks = [labels.each(key) for key in ("vat_rate", "net", "vat", "gross")]
    bottom = y + max(map(len, stacks)) * LABEL.leading
    for number in range(max(map(len, stacks))):
        texts = [stack[number] if number < len(stack) else "" for stack in stacks]
        _paint_texts(sheet, column, y + number * LABEL.leading + LABEL.size, texts, LABEL)
    sheet.rule(column.x, bottom + 2, column.width, 0.9, INK)
    return bottom + 2


def _paint_row(sheet: Sheet, column: Column, y: float, texts: Sequence[str], style: Style) -> None:
    _paint_texts(sheet, column, y + (ROW_HEIGHT + style.size) / 2 - 1, texts, style)


def _paint_texts(sheet: Sheet, column: Column, baseline: float, texts: Sequence[str], style: Style) -> None:
    """Set a name at the left edge and the amounts in their columns."""
    name, *amounts = texts
    sheet.text(column.x, baseline, name, style)
    for place, amount in enumerate(amounts, 1 - len(amounts)):
        sheet.right(column.x + column.width + place * AMOUNT_WIDTH, baseline, amount, style)


def _name_beside(net: str, column: Column, labels: Labels) -> str:
    """Return the name of the sums: in every language, or in the first one where a large amount leaves no room."""
    room = column.width - 2 * AMOUNT_WIDTH - width_of(net, CELL_STRONG) - NAME_GAP
    return labels["total"] if width_of(labels["total"], CELL_STRONG) <= room else labels.each("total")[0]


def _amounts(row: RateTotal) -> list[str]:
    net = NONE if row.vat_rate == MARGIN else show_number(row.net)
    vat = show_number(row.vat) if has_vat_amount(row.vat_rate) else NONE
    return [net, vat, show_number(row.gross)]


def _sums(document: Document) -> list[str]:
    """What stands above, added up; no net and VAT while a line has no rate yet."""
    totals = document.totals
    if totals.net is None or totals.vat is None:
        return [NONE, NONE, show_number(totals.gross)]
    margin = sum((row.net for row in totals.by_rate if row.vat_rate == MARGIN), ZERO)
    return [show_number(totals.net - margin), show_number(totals.vat), show_number(totals.gross)]
