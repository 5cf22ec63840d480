"""An import as one writes it first: defusedxml, a pydantic model, boto3's TypeSerializer, a conditional put each."""

import hashlib
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import IO, Any

from boto3.dynamodb.types import TypeSerializer
from defusedxml.ElementTree import iterparse
from pydantic import BaseModel

GROSZ = Decimal("0.01")


class PlainLine(BaseModel):
    id: str
    name: str
    quantity: Decimal
    price: Decimal
    offer_id: str | None
    sku: str | None
    vat_rate: Decimal = Decimal(23)
    net: Decimal = Decimal(0)
    vat: Decimal = Decimal(0)
    gross: Decimal = Decimal(0)


class PlainBuyer(BaseModel):
    name: str
    login: str | None
    email: str | None
    phone: str | None
    street: str | None
    postcode: str | None
    city: str | None
    company: str | None
    nip: str | None


class PlainDraft(BaseModel):
    order_id: str
    ordered_at: datetime
    status: str | None
    buyer: PlainBuyer
    delivery_method: str | None
    delivery: Decimal | None
    total: Decimal
    paid: Decimal | None
    lines: list[PlainLine]


def import_file(source: IO[bytes], client: Any, table: str) -> int:
    """Draft every order of a reference XML; return how many."""
    serializer, count = TypeSerializer(), 0
    for _, element in iterparse(source, events=("end",)):
        if element.tag == "order":
            draft = with_vat(draft_of(element))
            plain = draft.model_dump(mode="json") | {"pk": pk_of(draft), "sk": "DOCUMENT"}
            item = {name: serializer.serialize(value) for name, value in plain.items()}
            client.put_item(TableName=table, Item=item, ConditionExpression="attribute_not_exists(pk)")
            element.clear()
            count += 1
    return count


def pk_of(draft: PlainDraft) -> str:
    return f"SELLER#lipa#DOC#{hashlib.sha256(draft.order_id.encode()).hexdigest()[:32]}"


def draft_of(order: Any) -> PlainDraft:
    text = order.findtext
    buyer = {
        "name": text("BuyerName"),
        "login": text("BuyerLogin"),
        "email": text("BuyerEmail"),
        "phone": text("BuyerPhone"),
        "street": text("BuyerAddress"),
        "postcode": text("BuyerZipCode"),
        "city": text("BuyerCity"),
        "company": text("InvoiceCompany"),
        "nip": text("InvoiceTaxId"),
    }
    return PlainDraft.model_validate(
        {
            "order_id": text("OrderId"),
            "ordered_at": text("OrderDate"),
            "status": text("SellerStatus"),
            "buyer": buyer,
            "delivery_method": text("DeliveryMethod"),
            "delivery": text("DeliveryAmount"),
            "total": text("TotalToPayAmount"),
            "paid": text("TotalPaidAmount"),
            "lines": [line_of(line) for line in order.iter("lineItem")],
        }
    )


def line_of(line: Any) -> dict[str, str | None]:
    text = line.findtext
    return {
        "id": text("LineItemId"),
        "name": text("Name"),
        "quantity": text("Quantity"),
        "price": text("Price"),
        "offer_id": text("OfferId"),
        "sku": text("ExternalId"),
    }


def with_vat(draft: PlainDraft) -> PlainDraft:
    lines = []
    for line in draft.lines:
        gross = (line.price * line.quantity).quantize(GROSZ, ROUND_HALF_UP)
        vat = (gross * line.vat_rate / (100 + line.vat_rate)).quantize(GROSZ, ROUND_HALF_UP)
        lines.append(line.model_copy(update={"gross": gross, "vat": vat, "net": gross - vat}))
    return draft.model_copy(update={"lines": lines})
