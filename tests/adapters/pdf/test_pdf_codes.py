"""The code for paying by transfer, as read by a camera."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import zxingcpp

from invoicing.adapters.checks.tax_numbers import is_iban
from invoicing.adapters.pdf import render
from invoicing.adapters.pdf.composing import sheets_of
from invoicing.adapters.pdf.drawing.style import BOTTOM, LEFT, PAGE_HEIGHT
from invoicing.adapters.pdf.parts.codes import SIDE
from invoicing.adapters.pdf.words.labels import labels_in
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.transfer_code import transfer_code
from tests.adapters.pdf.pdf_reading import READERS, Reader, opened, picture
from tests.adapters.pdf.pdf_samples import SELLER, a_document, an_unpaid_document, some_lines

LABEL = "Zapłać przelewem (kod QR)"
SCALES = {"screen": 1.5, "print": 4.2}
DOCUMENTS = {
    "invoice": an_unpaid_document(),
    "proforma": an_unpaid_document(kind=Kind.PROFORMA, number="PRO/2026/000001"),
    "person": an_unpaid_document(seller=replace(SELLER, nip=None, name="Łucja Źdźbło")),
    "longest": an_unpaid_document(
        number="ŻÓŁĆ/Ł/ĄĘŚ 123456/11/2026/ABCDEF", seller=replace(SELLER, name="ŻÓŁĆĄĘŚŹŃ ŻÓŁĆĄĘŚŹŃ")
    ),
    "a grosz": replace(an_unpaid_document(), amount_due=Decimal("0.01")),
}


def codes_on(document: Document, scale: float) -> list[Any]:
    """Return the codes that an independent decoder finds on the first page."""
    return zxingcpp.read_barcodes(picture(render(document), scale))


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES.keys())
@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS.keys())
def test_a_camera_reads_the_payment(document: Document, scale: float) -> None:
    (code,) = codes_on(document, scale)

    assert code.format == zxingcpp.BarcodeFormat.QRCode
    assert code.bytes.decode() == transfer_code(document, is_iban)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_the_code_has_a_label(read: Reader) -> None:
    assert LABEL in read(render(an_unpaid_document()))[0]
    assert LABEL not in read(render(a_document()))[0]
    assert codes_on(a_document(), 2) == []


def test_the_code_is_drawn_and_not_an_image() -> None:
    page = opened(render(an_unpaid_document())).pages[0]

    assert not page.images
    assert b" 1 re" in page.get_contents().get_data()


@pytest.mark.parametrize("count", [*range(1, 40), 120])
def test_the_code_has_its_margin_and_stays_on_the_page(count: int) -> None:
    """F-36: wherever the page breaks, nothing is too close; the place beside it is reserved for KSeF's code."""
    sheets = sheets_of(an_unpaid_document(lines=some_lines(count, unit_gross=Decimal(9))), labels_in(("pl",)))
    (code,) = [code for sheet in sheets for code in sheet.codes]
    x, y, module, _ = code
    left, right, top, bottom = x - 4 * module, x + 2 * SIDE, y - 3.9 * module, y + SIDE + 3.9 * module

    assert sheets[-1].codes == [code] or sheets[-2].codes == [code]
    assert (x, top > 0, y + SIDE <= BOTTOM) == (LEFT, True, True)
    for style, text_x, baseline, text in next(sheet for sheet in sheets if sheet.codes).texts:
        is_beside = left < text_x < right and top < baseline and baseline - 0.7 * style.size < bottom
        assert not is_beside, text
    assert bottom < PAGE_HEIGHT
