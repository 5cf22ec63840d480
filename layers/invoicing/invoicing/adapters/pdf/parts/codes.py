"""The row of square codes below the facts of payment, in two places beside each other.

    | pay by transfer | place of KSeF's code |

The second place is kept for the code and the number that an invoice has in KSeF: it is as large, its label stands above
and the number below, so that nobody takes one code for the other.
"""

from invoicing.adapters.pdf.drawing.facts import Column
from invoicing.adapters.pdf.drawing.sheet import Run, Sheet
from invoicing.adapters.pdf.drawing.style import LABEL
from invoicing.adapters.pdf.drawing.typesetting import stacked
from invoicing.adapters.pdf.words.labels import Labels
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.transfer_code import transfer_code

SIDE = 82.0
"""29 mm: each of the 41 modules of a common code is 0.7 mm wide."""
MARGIN = 8.0
"""The white that must be around a code: four modules of a common one."""
MASK = 3
"""One of the eight patterns that a code may be mixed with; trying all of them takes longer than a page."""


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
    """Are an account's check digits right? Their library is imported by the first document that is to be paid."""
    from invoicing.adapters.checks import tax_numbers

    return tax_numbers.is_iban(account)


def square(content: str) -> tuple[int, list[Run]]:
    """Return how many modules wide a code is, and its dark ones in runs.

    segno is imported by the first document that has something to pay.
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
