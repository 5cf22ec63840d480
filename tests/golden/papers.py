"""One document of each kind, whose printed text is kept in `papers/*.txt` to be read by people.

python tests/golden/papers.py       writes them anew; `git diff` then shows what changes on paper
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # has no types

from invoicing.adapters.pdf import render, render_preview
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.document import SUPPLY_LABEL, Document, ExchangeRate
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, Buyer, VatStatus
from invoicing.domain.vat.line import Charge
from tests.adapters.pdf.pdf_samples import (
    COMPANY,
    a_correction,
    a_document,
    a_draft,
    a_line,
    an_unpaid_document,
    annotated,
    some_lines,
)

FOLDER = Path(__file__).parent / "papers"
ABROAD = Buyer(name="Jiří Dvořák", address=Address(street="Dlouhá 12", postcode="110 00", city="Praha", country="CZ"))
NBP = ExchangeRate(rate=Decimal("0.1742"), table="217/A/NBP/2026", date=date(2026, 11, 10))
EXEMPT = {"vat_status": VatStatus.EXEMPT, "vat_basis": "art. 113 ust. 1 ustawy o VAT"}
ONE_LESS = (LineCorrection(line=3, quantity=Decimal(2)),)
DEPOSIT = Charge(reason="Kaucja (system kaucyjny) 3 × 0,50 zł", amount=Decimal("1.50"))
SEVERAL_RATES = (a_line(0), a_line(1, vat_rate="8"), a_line(2, vat_rate="5"), a_line(7, unit="usł.", vat_rate="23"))

PAPERS: dict[str, Document] = {
    "invoice": a_document(lines=SEVERAL_RATES, charges=(DEPOSIT,)),
    "invoice-to-pay": annotated(
        an_unpaid_document(
            buyer=COMPANY,
            sale_date_label=SUPPLY_LABEL,
            payment_method="Przelew tradycyjny",
            lines=some_lines(3, gtu="GTU_06"),
        )
    ),
    "invoice-split-payment": annotated(
        an_unpaid_document(
            buyer=COMPANY,
            sale_date_label=SUPPLY_LABEL,
            lines=some_lines(1, unit_gross=Decimal("17499.00"), annex15=True),
        )
    ),
    "invoice-exempt": annotated(a_document(lines=some_lines(2, vat_rate="zw")), **EXEMPT),
    "invoice-abroad": annotated(
        a_document(buyer=ABROAD, currency="CZK", exchange_rate=NBP, lines=(a_line(0), a_line(7, name="Dostawa – DPD")))
    ),
    "invoice-oss": annotated(
        a_document(buyer=ABROAD, currency="CZK", exchange_rate=NBP, lines=some_lines(2, vat_rate="CZ:21"))
    ),
    "margin-invoice": annotated(
        a_document(kind=Kind.MARGIN_INVOICE, number="AL-M 1/11/2026", lines=some_lines(2, vat_rate="marza"))
    ),
    "proforma": annotated(an_unpaid_document(kind=Kind.PROFORMA, number="AL-PRO 1/11/2026", sale_date=None)),
    "receipt": annotated(a_document(kind=Kind.RECEIPT, number="AL-PS 1/11/2026")),
    "bill": annotated(a_document(kind=Kind.BILL, number="AL-R 1/11/2026", lines=some_lines(2, vat_rate="zw"))),
    "correction": a_correction(a_document(lines=SEVERAL_RATES), lines=ONE_LESS),
    "correction-of-receipt": a_correction(a_document(kind=Kind.RECEIPT, number="AL-PS 1/11/2026"), whole=True),
}
PREVIEWS: dict[str, Document] = {"preview": a_draft(lines=(a_line(0, vat_rate=None), a_line(1)))}


def text_of(pdf: bytes) -> str:
    """Return the text of all pages, line by line, as a browser copies it."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return "\n".join(line.rstrip() for page in pages for line in page.splitlines()) + "\n"


def texts() -> dict[str, str]:
    """Return the text of each paper by its name."""
    rendered = {name: render(document) for name, document in PAPERS.items()}
    previewed = {name: render_preview(document) for name, document in PREVIEWS.items()}
    return {name: text_of(pdf) for name, pdf in {**rendered, **previewed}.items()}


if __name__ == "__main__":
    for paper, text in texts().items():
        (FOLDER / f"{paper}.txt").write_text(text)
