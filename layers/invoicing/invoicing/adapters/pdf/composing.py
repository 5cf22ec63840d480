"""Layout of a document: the content of each page."""

from collections.abc import Iterable

from invoicing.adapters.pdf.drawing.paging import pages_of
from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import BOTTOM, FINE, LEFT, RIGHT, TOP_OVERLEAF, WIDTH
from invoicing.adapters.pdf.drawing.typesetting import wrapped
from invoicing.adapters.pdf.file.picture import Picture
from invoicing.adapters.pdf.parts.closing import closing_block
from invoicing.adapters.pdf.parts.heading import paint_heading
from invoicing.adapters.pdf.parts.remarks import Remark, remarks_of
from invoicing.adapters.pdf.parts.table import line_table
from invoicing.adapters.pdf.words.labels import SEPARATOR, Labels
from invoicing.domain.documents.document import Document

FOOTER = 812.0
RUNNING_TITLE = 46.0
TOGETHER = 150.0
"""Remarks up to this height stay on the page with the sums."""


def sheets_of(
    document: Document, labels: Labels, *, is_preview: bool = False, logo: Picture | None = None
) -> list[Sheet]:
    """Return the pages of a document; each page of a preview has a watermark."""
    watermark = " · ".join(labels.each("preview")) if is_preview else ""
    title = labels.titles(document)[0]
    sheets = [Sheet(watermark=watermark)]
    top = paint_heading(sheets[0], document, labels, logo)
    table, closing = line_table(document, labels), closing_block(document, labels)
    remarks = remarks_of(document, labels)
    remarks_height = sum(remark.height for remark in remarks)
    pages = pages_of(
        table.line_counts,
        first=BOTTOM - top - table.head_height,
        other=BOTTOM - TOP_OVERLEAF - table.head_height,
        closing=closing.height + (remarks_height if remarks_height <= TOGETHER else 0),
    )
    y = top
    for number, pieces in enumerate(pages):
        if number:
            sheets.append(_overleaf(title, watermark))
            y = TOP_OVERLEAF
        y = table.paint(sheets[-1], y, pieces) if pieces else y
    sheets[-1].place(closing.sheet, y)
    _paint_remarks(sheets, y + closing.height, remarks, title)
    for page, sheet in enumerate(sheets, 1):
        sheet.right(RIGHT, FOOTER, SEPARATOR.join(labels.each("page", page=page, pages=len(sheets))), FINE)
    return sheets


def _overleaf(title: str, watermark: str) -> Sheet:
    """Return a further page, headed by the document's title."""
    sheet = Sheet(watermark=watermark)
    sheet.text(LEFT, RUNNING_TITLE, wrapped(title, FINE, WIDTH)[0], FINE)
    return sheet


def _paint_remarks(sheets: list[Sheet], y: float, remarks: Iterable[Remark], title: str) -> None:
    for text, style, above in remarks:
        y += above
        if y + style.leading > BOTTOM:
            sheets.append(_overleaf(title, sheets[0].watermark))
            y = TOP_OVERLEAF
        y = sheets[-1].lines(LEFT, y, [text], style)
