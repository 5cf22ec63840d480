"""A made-up invoice and its correction, for the help's examples of variables."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from infra.local.seed import LIPA
from invoicing.domain.documents.correction import CorrectionRequest, correction_of
from invoicing.domain.documents.document import Document, Order, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, Buyer
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.mails.templates import values_of
from invoicing.domain.vat.line import Line

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
BUYER = Buyer(
    name="Przedsiębiorstwo Handlowe Udix Sp. z o.o.",
    is_company=True,
    nip="5252674798",
    email="faktury@udix.example",
    address=Address(street="ul. Grunwaldzka 182", postcode="60-166", city="Poznań"),
)
LINES = (
    Line(id="1", name="Kubek z lipą 300 ml", quantity=Decimal(2), unit_gross=Decimal("29.99"), vat_rate="23"),
    Line(id="2", name="Dostawa – Paczkomat", quantity=Decimal(1), unit_gross=Decimal("9.99"), vat_rate="23"),
)


def invoice() -> Document:
    """Return an issued invoice that is not paid yet."""
    draft = Document(
        id="invoice",
        kind=Kind.INVOICE,
        buyer=BUYER,
        lines=LINES,
        order=Order(id="3b37f900-1234-11f1-9f5e-000000000001", buyer_login="klient_01"),
        payment_method="WIRE_TRANSFER",
        sale_date=DAY,
        due_date=date(2026, 12, 1),
        place=LIPA.place,
        notes="Dziękujemy za zakupy.",
        created_at=AT,
    )
    return _issued(draft, "AL 1/11/2026")


def correction() -> Document:
    """Return an issued correction of a returned order."""
    request = CorrectionRequest(reason="zwrot towaru", whole=True)
    paid = recalculated(replace(invoice(), paid=invoice().totals.gross))
    draft = correction_of(paid, None, request, document_id="correction", at=AT, paid=paid.totals.gross)
    return _issued(draft, "AL-K 1/11/2026")


def examples() -> dict[str, str]:
    """Return the value of each variable: on the invoice, or on the correction if it is empty there."""
    on_invoice, on_correction = values_of(invoice()), values_of(correction())
    return {name: value or on_correction[name] for name, value in on_invoice.items()}


def _issued(draft: Document, number: str) -> Document:
    issued: Document = replace(
        recalculated(draft), status=Status.ISSUED, number=number, issue_date=DAY, issued_at=AT, seller=LIPA.printed()
    )
    return issued
