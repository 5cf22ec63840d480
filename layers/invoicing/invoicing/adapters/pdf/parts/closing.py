"""The closing block of a document: VAT table, sums, payment. No page break divides it."""

from typing import NamedTuple

from invoicing.adapters.pdf.drawing.facts import Column, paint_facts
from invoicing.adapters.pdf.drawing.letters import printable
from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import BODY, GUTTER, LABEL, LEFT, STRONG, SUM, SUM_NAME, WIDTH
from invoicing.adapters.pdf.drawing.typesetting import joined, width_of
from invoicing.adapters.pdf.parts.codes import paint_codes
from invoicing.adapters.pdf.parts.payment import payment_facts
from invoicing.adapters.pdf.parts.sums import main_sum, sums_of
from invoicing.adapters.pdf.parts.vat_table import paint_vat_table, vat_states
from invoicing.adapters.pdf.words.labels import Labels
from invoicing.domain.basics.money import show_amount
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import KINDS

GAP_ABOVE = 14.0
SUM_GAP = 3.0
SIGNATURE_HEIGHT = 44.0
PAYMENT, SUMS = Column(LEFT, WIDTH).part(0, 2), Column(LEFT, WIDTH).part(1, 2)


class Block(NamedTuple):
    """A block painted at the top of its own sheet, to be placed where there is room."""

    sheet: Sheet
    height: float


def closing_block(document: Document, labels: Labels) -> Block:
    """Return the closing block: sums on the right, payment on the left."""
    sheet, y = Sheet(), GAP_ABOVE
    if states := vat_states(document, labels):
        y = paint_vat_table(sheet, SUMS, y, document, states, labels) + GAP_ABOVE / 2
    bottom = _paint_sums(sheet, y, document, labels)
    if KINDS[document.kind].is_signed:
        bottom = _paint_place_to_sign(sheet, bottom, labels)
    y = paint_facts(sheet, PAYMENT, GAP_ABOVE, payment_facts(document, labels), across=1)
    return Block(sheet, max(bottom, paint_codes(sheet, PAYMENT, y, document, labels)))


def _paint_place_to_sign(sheet: Sheet, y: float, labels: Labels) -> float:
    """Paint the line on which the issuer of a bill signs."""
    y += SIGNATURE_HEIGHT
    sheet.rule(SUMS.x, y, SUMS.width)
    return sheet.lines(SUMS.x, y + SUM_GAP, joined(labels.each("signature"), LABEL, SUMS.width), LABEL)


def _paint_sums(sheet: Sheet, y: float, document: Document, labels: Labels) -> float:
    """Paint the sums, the main one large."""
    sums = sums_of(document, labels)
    large = main_sum(document, sums)
    for number, (names, amount, is_total) in enumerate(sums):
        style, name_style = (SUM, SUM_NAME) if number == large else (STRONG, STRONG) if is_total else (BODY, BODY)
        shown = printable(show_amount(amount, document.currency))
        lines = joined(names, name_style, SUMS.width - width_of(shown, style) - GUTTER)
        sheet.lines(SUMS.x, y + style.size - name_style.size, lines, name_style)
        sheet.right(SUMS.x + SUMS.width, y + style.size, shown, style)
        y += (len(lines) - 1) * name_style.leading + style.leading + SUM_GAP
    return y
