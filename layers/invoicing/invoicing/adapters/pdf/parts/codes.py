"""The row of square codes below the payment facts, in two equal places.

    | pay by transfer | place of KSeF's code |

The second place is reserved for an invoice's code and number in KSeF, with its label above and the number below, so
that the two codes cannot be confused.
"""

from invoicing.adapters.pdf.drawing.facts import Column
from invoicing.adapters.pdf.drawing.sheet import Run, Sheet
from invoicing.adapters.pdf.drawing.style import LABEL
from invoicing.adapters.pdf.drawing.typesetting import stacked
from invoicing.adapters.pdf.words.labels import Labels
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.transfer_code import transfer_code

SIDE = 82.0
"""29 mm: each of a typical code's 41 modules is 0.7 mm wide."""
MARGIN = 8.0
"""The required white margin around a code: four modules of a typical one."""
MASK = 3
"""One of the eight mask patterns; trying all of them takes longer than a page."""


def paint_codes(sheet: Sheet, column: Column, y: float, document: Document, labels: Labels) -> float:
    """Paint the codes of a document; return where they end."""
    content = transfer_code(document, is_iban)
    if content is None:
        return y
    place = column.part(0, 2)
    y = sheet.lines(place.x, y, stacked(labels.each("pay_by_code"), LABEL, place.width), LABEL) + MARGIN
    modules, runs = square(content)
    sheet.code(place.x, y, SIDE / modules, runs)
    return y + SIDE + MARGIN


def is_iban(account: str) -> bool:
    """True for an IBAN with correct check digits. Imports the library on first use."""
    from invoicing.adapters.checks import tax_numbers

    return tax_numbers.is_iban(account)


def square(content: str) -> tuple[int, list[Run]]:
    """Return a code's width in modules, and the runs of its dark ones.

    Imports segno on first use.
    """
    from segno import make_qr

    rows = make_qr(content, error="M", encoding="utf-8", mask=MASK).matrix
    runs: list[Run] = []
    for number, row in enumerate(rows):
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            end = len(row) if end < 0 else end
            runs.append(Run(number, start, end - start))
            start = row.find(1, end)
    return len(rows), runs
