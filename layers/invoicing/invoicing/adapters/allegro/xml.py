"""The reference XML: one `order` element per transaction, read one at a time.

Entities and DTDs are refused (defusedxml); memory does not grow with the file, since each order is dropped once read.
"""

from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from invoicing.adapters.allegro.fields import Fields, UnreadableFieldError, identifier
from invoicing.domain.errors import UnreadableFileError
from invoicing.domain.parties import Address, Buyer
from invoicing.domain.payments import payment_way
from invoicing.domain.sales import Rejected, Sale, SaleLine

RECORD = "order"
LINE = "lineItem"


def read_sales(source: IO[bytes]) -> Iterator[Sale | Rejected]:
    """Yield one `Sale` or one `Rejected` for each transaction; `UnreadableFileError` for what is no such file."""
    position = 0
    root: Any = None
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = element
            if event == "end" and element.tag == RECORD:
                position += 1
                yield _read(position, element)
                root.clear()
    except DefusedXmlException as error:
        raise UnreadableFileError(
            "xml_dtd",
            "Plik zawiera definicje DTD lub encje – takich plików nie czytam. Pobierz plik z Allegro jeszcze raz.",
        ) from error
    except ParseError as error:
        raise _not_xml(error, is_empty=root is None and error.position == (1, 0)) from error
    if position == 0:
        raise UnreadableFileError("unknown_file", "Nie rozpoznaję zamówień w tym pliku.")


def _not_xml(error: ParseError, *, is_empty: bool) -> UnreadableFileError:
    if is_empty and "no element found" in str(error):
        return UnreadableFileError("empty_file", "Plik jest pusty.")
    line, column = error.position
    return UnreadableFileError(
        "not_xml",
        f"To nie jest poprawny plik XML (błąd w wierszu {line}, znak {column + 1}). Pobierz go z Allegro jeszcze raz.",
    )


def _read(position: int, element: Any) -> Sale | Rejected:
    fields = Fields({child.tag: (child.text or "").strip() for child in element})
    order_id = fields.text("OrderId")
    try:
        return _sale(position, fields, tuple(_line(item) for item in element.iter(LINE)))
    except UnreadableFieldError as error:
        return Rejected(position=position, order_id=order_id, code=error.code, reason=error.reason)


def _line(element: Any) -> SaleLine:
    fields = Fields({child.tag: (child.text or "").strip() for child in element})
    return SaleLine(
        id=fields.text("LineItemId") or fields.required("OfferId"),
        name=fields.required("Name"),
        quantity=fields.positive("Quantity"),
        price=fields.needed_amount("Price"),
        offer_id=fields.text("OfferId"),
        sku=fields.text("OfferExternalId"),
        vat_rate=fields.rate("TaxRate"),
    )


def _sale(position: int, fields: Fields, lines: tuple[SaleLine, ...]) -> Sale:
    if not lines:
        raise UnreadableFieldError("lines_missing", "transakcja nie ma żadnej pozycji.")
    paid = fields.amount("TotalPaidAmount")
    return Sale(
        position=position,
        order_id=identifier(fields.required("OrderId")),
        buyer=_buyer(fields),
        lines=lines,
        ordered_at=fields.instant("OrderDate"),
        paid_at=fields.instant("PaymentFinishedAt"),
        status=fields.text("SellerStatus"),
        marketplace=fields.text("Marketplace") or "allegro-pl",
        buyer_login=fields.text("BuyerLogin"),
        invoice_wanted=bool(fields.text("InvoiceName") or fields.text("InvoiceCompanyName")),
        delivery=fields.amount("DeliveryAmount"),
        delivery_method=fields.text("DeliveryMethod"),
        total=fields.amount("TotalToPayAmount"),
        paid=paid if paid is not None else fields.amount("PaymentAmount"),
        currency=fields.text("TotalToPayCurrency") or "PLN",
        payment_id=fields.text("PaymentId"),
        payment_method=payment_way(provider) if (provider := fields.text("PaymentProvider")) else None,
    )


def _buyer(fields: Fields) -> Buyer:
    """The buyer for the document: what was given for the invoice, else who bought; never who receives the parcel."""
    company, nip = fields.text("InvoiceCompanyName"), fields.nip("InvoiceTaxId")
    person = fields.text("InvoiceName") or fields.text("BuyerName") or ""
    prefix = "Invoice" if company or fields.text("InvoiceStreet") else "Buyer"
    return Buyer(
        name=company or person,
        is_company=bool(company or nip),
        nip=nip,
        email=fields.text("BuyerEmail"),
        phone=fields.text("BuyerPhone"),
        address=_invoice_address(fields) if prefix == "Invoice" else _buyer_address(fields),
    )


def _invoice_address(fields: Fields) -> Address:
    return Address(
        street=fields.text("InvoiceStreet") or "",
        postcode=fields.text("InvoiceZipCode") or "",
        city=fields.text("InvoiceCity") or "",
        country=fields.text("InvoiceCountry") or "PL",
    )


def _buyer_address(fields: Fields) -> Address:
    return Address(
        street=fields.text("BuyerAddress") or "",
        postcode=fields.text("BuyerZip") or "",
        city=fields.text("BuyerCity") or "",
        country=fields.text("BuyerCountryCode") or "PL",
    )
