"""The legal VAT table: net, VAT and gross per rate. Net and VAT are nowhere else on a document."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.facts import Column
from invoicing.adapters.pdf.drawing.letters import printable
from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import CELL, CELL_STRONG, FINE, INK, LABEL, Style
from invoicing.adapters.pdf.drawing.typesetting import stacked, width_of
from invoicing.adapters.pdf.parts.shown import shows_vat, vat_rows
from invoicing.adapters.pdf.words.labels import SEPARATOR, Labels
from invoicing.domain.basics.dates import show_date
from invoicing.domain.basics.money import ZERO, show_amount, show_number
from invoicing.domain.documents.document import Document, ExchangeRate
from invoicing.domain.vat.rate import rate_of
from invoicing.domain.vat.totals import RateTotal, Totals

AMOUNT_WIDTH = 67.0
ROW_HEIGHT = 15.0
NAME_GAP = 5.0
NONE = "–"
"""Printed where the law requires no amount: the VAT of an exempt sale."""


class State(NamedTuple):
    """The totals of a document; of a correction those before, after or the difference, with their name."""

    names: list[str]
    totals: Totals
    rows: list[RateTotal]
    style: Style = CELL


def vat_states(document: Document, labels: Labels) -> list[State]:
    """Return the content of the VAT table; empty if no VAT is shown or a correction changes none."""
    if not shows_vat(document):
        return []
    if document.correction is None:
        return [State([], document.totals, vat_rows(document.totals))]
    before, after, change = document.correction.before.totals, document.state.totals, document.totals
    if not vat_rows(change):
        return []
    return [
        State(labels.each("before"), before, vat_rows(before)),
        State(labels.each("after"), after, vat_rows(after)),
        State(labels.each("difference"), change, vat_rows(change), CELL_STRONG),
    ]


def paint_vat_table(
    sheet: Sheet, column: Column, y: float, document: Document, states: Sequence[State], labels: Labels
) -> float:
    """Paint the table; return the y where it ends."""
    y = _paint_heads(sheet, column, y, labels)
    for state in states:
        y = _paint_state(sheet, column, y, state, labels)
    vat = document.totals.vat_pln
    return y if vat is None else _paint_zloty(sheet, column, y, show_amount(vat, "PLN"), document, labels)


def _paint_heads(sheet: Sheet, column: Column, y: float, labels: Labels) -> float:
    stacks = [labels.each(key) for key in ("vat_rate", "net", "vat", "gross")]
    bottom = y + max(map(len, stacks)) * LABEL.leading
    for number in range(max(map(len, stacks))):
        texts = [stack[number] if number < len(stack) else "" for stack in stacks]
        _paint_texts(sheet, column, y + number * LABEL.leading + LABEL.size, texts, LABEL)
    sheet.rule(column.x, bottom + 2, column.width, 0.9, INK)
    return bottom + 2


def _paint_state(sheet: Sheet, column: Column, y: float, state: State, labels: Labels) -> float:
    """Paint the rows and their sum; a single row needs no sum, a correction's state without rows has only the sum."""
    if state.names:
        y = sheet.lines(column.x, y + NAME_GAP, [printable(SEPARATOR.join(state.names))], LABEL) - 1
    for row in state.rows:
        _paint_row(sheet, column, y, [rate_of(row.vat_rate).shown, *_amounts(row)], state.style)
        y += ROW_HEIGHT
    if len(state.rows) > 1 or (state.names and not state.rows):
        if state.rows:
            sheet.rule(column.x, y, column.width)
        sums = _sums(state)
        _paint_row(sheet, column, y, [_name_beside(sums[0], column, labels), *sums], CELL_STRONG)
        y += ROW_HEIGHT
    return y


def _paint_zloty(sheet: Sheet, column: Column, y: float, amount: str, document: Document, labels: Labels) -> float:
    """Paint the VAT in zloty and the exchange rate used (art. 106e ust. 11, art. 31a)."""
    sheet.rule(column.x, y, column.width)
    first, *others = labels.each("vat_pln")
    _paint_row(sheet, column, y, [first, amount], CELL)
    exchange = list(_exchange_rate(document.exchange_rate, labels)) if document.exchange_rate else []
    return sheet.lines(column.x, y + ROW_HEIGHT, stacked([*others, *exchange], FINE, column.width), FINE)


def _exchange_rate(exchange: ExchangeRate, labels: Labels) -> Iterator[str]:
    table = exchange.table if "NBP" in exchange.table else f"{exchange.table} NBP"
    rate = f"{exchange.rate:f}".replace(".", ",")
    yield from labels.each("exchange_rate", rate=rate, date=show_date(exchange.date), table=table)


def _paint_row(sheet: Sheet, column: Column, y: float, texts: Sequence[str], style: Style) -> None:
    _paint_texts(sheet, column, y + (ROW_HEIGHT + style.size) / 2 - 1, texts, style)


def _paint_texts(sheet: Sheet, column: Column, baseline: float, texts: Sequence[str], style: Style) -> None:
    """Set a name at the left edge and the amounts in their columns."""
    name, *amounts = texts
    sheet.text(column.x, baseline, name, style)
    for place, amount in enumerate(amounts, 1 - len(amounts)):
        sheet.right(column.x + column.width + place * AMOUNT_WIDTH, baseline, amount, style)


def _name_beside(net: str, column: Column, labels: Labels) -> str:
    """Return the label of the sums: in every language, or only the first if a large amount leaves no room."""
    room = column.width - 2 * AMOUNT_WIDTH - width_of(net, CELL_STRONG) - NAME_GAP
    return labels["total"] if width_of(labels["total"], CELL_STRONG) <= room else labels.each("total")[0]


def _amounts(row: RateTotal) -> list[str]:
    vat = show_number(row.vat) if rate_of(row.vat_rate).has_vat_amount else NONE
    return [show_number(row.net), vat, show_number(row.gross)]


def _sums(state: State) -> list[str]:
    """Return the rows added up; no net and VAT while a line has no rate yet."""
    if state.totals.net is None or state.totals.vat is None:
        return [NONE, NONE, show_number(state.totals.gross)]
    added = [(row.net, row.vat, row.gross) for row in state.rows]
    return [show_number(sum(amounts, ZERO)) for amounts in zip((ZERO, ZERO, ZERO), *added, strict=True)]
