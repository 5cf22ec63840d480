"""Sales files of every layout, written from the same orders: what the readers are tested with. All of it is made up."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.allegro_wild import Texts, Wild


@dataclass(frozen=True, kw_only=True)
class OrderedLine:
    """A bought offer, as the writers need it."""

    id: str
    name: str = "Kubek ceramiczny „Żółć” 330 ml"
    quantity: Decimal = Decimal(1)
    price: Decimal = Decimal("19.99")
    offer_id: str = "94185785629"
    sku: str = "SKU-1"


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """What a buyer gave for an invoice: a company with its number, or a person."""

    company: str = ""
    tax_id: str = ""
    first_name: str = ""
    last_name: str = ""
    street: str = "ul. Przemysłowa 8"
    postcode: str = "61-579"
    city: str = "Poznań"
    country: str = "PL"


@dataclass(frozen=True, kw_only=True)
class Order:
    """A transaction, as the writers need it."""

    id: str = "06555096-4f1a-4a1d-93d2-0470b766ff10"
    lines: tuple[OrderedLine, ...] = (OrderedLine(id="e255accb-1a46-4884-b3f4-9249dc28ff90"),)
    at: datetime = datetime(2026, 10, 21, 22, 54, 15, 900000, tzinfo=UTC)
    status: str = "SENT"
    login: str = "klient_01"
    email: str = "6c7608d942+617371472@allegromail.pl"
    first_name: str = "Łukasz"
    last_name: str = "Szczęsny"
    phone: str = "+48 600 000 001"
    street: str = "ul. Święty Marcin 11/3"
    postcode: str = "50-104"
    city: str = "Wrocław"
    country: str = "PL"
    delivery: Decimal = Decimal("8.99")
    delivery_method: str = "Allegro Paczkomaty InPost"
    currency: str = "PLN"
    invoice: Invoice | None = None
    notes: str = ""

    @property
    def total(self) -> Decimal:
        """What is to pay: goods and delivery."""
        return sum((line.price * line.quantity for line in self.lines), self.delivery)


def order_texts(order: Order) -> Texts:
    """Return an order as the fields of the reference layout."""
    invoice = order.invoice or Invoice(street="", postcode="", city="", country="")
    return {
        "OrderId": order.id,
        "OrderDate": zulu(order.at),
        "SellerStatus": order.status,
        "BuyerLogin": order.login,
        "BuyerEmail": order.email,
        "BuyerName": f"{order.first_name} {order.last_name}",
        "BuyerPhone": order.phone,
        "BuyerAddress": order.street,
        "BuyerZip": order.postcode,
        "BuyerCity": order.city,
        "BuyerCountryCode": order.country,
        "DeliveryMethod": order.delivery_method,
        "DeliveryAmount": str(order.delivery),
        "DeliveryCurrency": order.currency,
        "DeliveryAddressName": "Kurier Odbiorca",
        "DeliveryAddressCity": "Gdzie Indziej",
        "InvoiceName": f"{invoice.first_name} {invoice.last_name}".strip(),
        "InvoiceCompanyName": invoice.company,
        "InvoiceTaxId": invoice.tax_id,
        "InvoiceStreet": invoice.street,
        "InvoiceZipCode": invoice.postcode,
        "InvoiceCity": invoice.city,
        "InvoiceCountry": invoice.country,
        "TotalToPayAmount": str(order.total),
        "TotalToPayCurrency": order.currency,
        "TotalPaidAmount": str(order.total),
        "TotalPaidCurrency": order.currency,
        "BuyerNotes": order.notes,
    }


def line_texts(line: OrderedLine, currency: str) -> Texts:
    """Return a line as the fields of the reference layout."""
    return {
        "LineItemId": line.id,
        "OfferId": line.offer_id,
        "OfferExternalId": line.sku,
        "Name": line.name,
        "Quantity": str(line.quantity),
        "Price": str(line.price),
        "Currency": currency,
    }


def zulu(at: datetime) -> str:
    """Return the moment as Allegro writes it: `2026-10-21T22:54:15.900Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def as_xml(orders: Iterable[Order], *, wild: Wild | None = None, encoding: str = "utf-8", bom: bytes = b"") -> bytes:
    """Write the reference XML; `wild` changes what must not matter."""
    parts = [f'<?xml version="1.0" encoding="{encoding}"?>\n<orders>\n', *xml_orders(orders, wild), "</orders>\n"]
    return bom + "".join(parts).encode(encoding)


def xml_orders(orders: Iterable[Order], wild: Wild | None = None) -> Iterator[str]:
    """Yield the elements of orders."""
    wild = wild or Wild(None)
    for order in orders:
        lines = [
            wild.element("lineItem", "".join(wild.elements(line_texts(line, order.currency)))) for line in order.lines
        ]
        inside = wild.elements({name: text for name, text in order_texts(order).items() if text})
        at = wild.place(len(inside))
        yield wild.element("order", "".join((*inside[:at], wild.element("lineItems", "".join(lines)), *inside[at:])))


def as_csv(
    orders: Sequence[Order], *, wild: Wild | None = None, encoding: str = "utf-8-sig", separator: str = ","
) -> bytes:
    """Write the sales summary: a section of orders, one of lines, and the summary."""
    wild, out = wild or Wild(None), io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    _section(writer, "order", [order_texts(order) for order in orders], wild)
    out.write("\r\n")
    lines = [{"OrderId": order.id, **line_texts(line, order.currency)} for order in orders for line in order.lines]
    _section(writer, "lineItem", lines, wild)
    out.write("\r\n")
    writer.writerow(["Type", "NumberOfOrders", "NumberOfSkippedOrders"])
    writer.writerow(["summary", len(orders), 0])
    return out.getvalue().encode(encoding)


def _section(writer: Any, kind: str, rows: list[Texts], wild: Wild) -> None:
    names = wild.shuffled(list(rows[0]) if rows else ["OrderId"])
    unknown = wild.unknown_names()
    writer.writerow(["Type", *map(wild.cased, names), *unknown])
    for row in rows:
        writer.writerow([kind, *(row[name] for name in names), *("x" for _ in unknown)])


def as_flat_csv(orders: Sequence[Order], *, separator: str = ";", encoding: str = "utf-8") -> bytes:
    """Write a flat table: an order and one of its lines in every row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    rows = [{**order_texts(order), **line_texts(line, order.currency)} for order in orders for line in order.lines]
    writer.writerow(list(rows[0]))
    writer.writerows(list(row.values()) for row in rows)
    return out.getvalue().encode(encoding)


def as_json(orders: Iterable[Order], *, wild: Wild | None = None) -> bytes:
    """Write checkout forms as the REST API answers."""
    forms = [(wild or Wild(None)).object(checkout_form(order)) for order in orders]
    answer = {"checkoutForms": forms, "count": len(forms), "totalCount": len(forms)}
    return json.dumps(answer, ensure_ascii=False).encode()


def checkout_form(order: Order) -> dict[str, Any]:
    """Return an order as a checkout form of the REST API."""
    money = {"amount": str(order.total), "currency": order.currency}
    return {
        "id": order.id,
        "status": "READY_FOR_PROCESSING",
        "updatedAt": zulu(order.at),
        "messageToSeller": order.notes or None,
        "buyer": {
            "id": "58793812",
            "email": order.email,
            "login": order.login,
            "firstName": order.first_name,
            "lastName": order.last_name,
            "companyName": None,
            "phoneNumber": order.phone,
            "address": {
                "street": order.street,
                "city": order.city,
                "postCode": order.postcode,
                "countryCode": order.country,
            },
        },
        "payment": {
            "id": None,
            "type": "ONLINE",
            "provider": "PAYU",
            "finishedAt": zulu(order.at),
            "paidAmount": money,
        },
        "fulfillment": {"status": order.status, "provider": {"id": "SELLER"}},
        "delivery": {
            "address": {"firstName": "Kurier", "lastName": "Odbiorca", "city": "Gdzie Indziej"},
            "method": {"id": "x", "name": order.delivery_method},
            "cost": {"amount": str(order.delivery), "currency": order.currency},
            "smart": False,
        },
        "invoice": {"required": order.invoice is not None, "address": _form_invoice(order.invoice)},
        "lineItems": [_form_line(order, line) for line in order.lines],
        "surcharges": [],
        "discounts": [],
        "summary": {"totalToPay": money},
    }


def _form_invoice(invoice: Invoice | None) -> dict[str, Any] | None:
    if invoice is None:
        return None
    company = {"name": invoice.company, "ids": [{"type": "PL_NIP", "value": invoice.tax_id}], "taxId": None}
    return {
        "street": invoice.street,
        "city": invoice.city,
        "zipCode": invoice.postcode,
        "countryCode": invoice.country,
        "company": company if invoice.company else None,
        "naturalPerson": {"firstName": invoice.first_name, "lastName": invoice.last_name},
    }


def _form_line(order: Order, line: OrderedLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "offer": {"id": line.offer_id, "name": line.name, "external": {"id": line.sku}},
        "quantity": int(line.quantity),
        "originalPrice": {"amount": str(line.price + 1), "currency": order.currency},
        "price": {"amount": str(line.price), "currency": order.currency},
        "tax": None,
        "boughtAt": zulu(order.at),
        "selectedAdditionalServices": [],
        "discounts": [],
    }


def many_orders(count: int, *, lines: int = 2) -> Iterator[Order]:
    """Yield so many different orders of a few kinds."""
    start = datetime(2026, 10, 1, tzinfo=UTC)
    for number in range(count):
        company = Invoice(company="Śnieżka Sp. z o.o.", tax_id="123-456-32-18") if number % 4 == 0 else None
        yield Order(
            id=f"06555096-4f1a-4a1d-93d2-{number:012d}",
            at=start + timedelta(minutes=number % 40_000),
            login=f"klient_{number}",
            invoice=company,
            lines=tuple(
                OrderedLine(id=f"e255accb-1a46-4884-b3f4-{number:010d}{line:02d}", quantity=Decimal(1 + line))
                for line in range(lines)
            ),
        )


def slim_xml(count: int) -> Iterator[bytes]:
    """Yield the pieces of an XML file of short orders: so many of them stay below the limit of a file's size."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<orders>\n'
    for number in range(count):
        yield (
            f"<order><OrderId>o-{number}</OrderId><OrderDate>2026-10-21T22:54:15.900Z</OrderDate>"
            f"<BuyerLogin>k{number}</BuyerLogin><BuyerName>Łucja Żółć</BuyerName><BuyerCity>Łódź</BuyerCity>"
            "<TotalToPayAmount>39.98</TotalToPayAmount><lineItem><Name>Kubek „Żółć”</Name><Quantity>2</Quantity>"
            "<Price>19.99</Price></lineItem></order>\n"
        ).encode()
    yield b"</orders>\n"
