"""The buyer on the document. Never the parcel's recipient: delivery addresses are not even collected (F-26)."""

from invoicing.adapters.allegro.sale.fields import Fields
from invoicing.adapters.allegro.syntax.records import Group
from invoicing.adapters.allegro.values.tax_numbers import TaxNumbers, numbers_in, numbers_of
from invoicing.adapters.allegro.vocabulary.field_names import TAX_ID
from invoicing.domain.documents.parties import Address, Buyer

_INVOICE = "invoice"
_BUYER = "buyer"
_INVOICE_FIELDS = (
    "invoice_company",
    "invoice_name",
    "invoice_first_name",
    "invoice_last_name",
    "invoice_tax_id",
    "invoice_street",
    "invoice_postcode",
    "invoice_city",
    "invoice_country",
)
_BUYER_FIELDS = ("buyer_name", "buyer_first_name", "buyer_last_name", "buyer_street", "buyer_city")


def wants_invoice(order: Fields, group: Group) -> bool | None:
    """Return whether the buyer asked for an invoice, or else gave data for one; None if the file names no buyers."""
    claimed = order.claim("invoice_wanted")
    if claimed is not None:
        return claimed
    if order.has(*_INVOICE_FIELDS) or group.of(TAX_ID):
        return True
    return False if order.has(*_BUYER_FIELDS) else None


def buyer_of(order: Fields, group: Group, home: str) -> Buyer:
    """Return the buyer; `home` is the country of the marketplace, for addresses without one.

    Invoice data take precedence over the account's. A company gets only the address given for the invoice: the
    person's own is never assumed to be the company's. Files without separate invoice data may still name a company.
    """
    company = order.name("invoice_company")
    numbers = _numbers(order, group, order.country("invoice_country"))
    person = _person(order, _INVOICE)
    if order.has("company", "nip") and not (company or person or numbers.nip or numbers.foreign):
        own = numbers_in(order.text("nip"), order.country("buyer_country"))
        company = order.name("company")
        name = company or _person(order, _BUYER) or ""
        is_company = bool(company or own.nip or own.foreign)
        return _buyer(order, name, own, _address(order, _BUYER, home), is_company=is_company)
    is_company = bool(company or numbers.nip or numbers.foreign)
    name = company or person or _person(order, _BUYER) or order.name("buyer_company") or ""
    has_own = order.has("invoice_street", "invoice_postcode", "invoice_city")
    role = _INVOICE if company or has_own else _BUYER
    return _buyer(order, name, numbers, _address(order, role, home), is_company=is_company)


def _buyer(order: Fields, name: str, numbers: TaxNumbers, address: Address, *, is_company: bool) -> Buyer:
    phone = order.text("phone")
    return Buyer(
        name=name,
        is_company=is_company,
        nip=numbers.nip,
        tax_id=numbers.foreign,
        email=order.text("email"),
        phone=phone if phone and any(map(str.isdigit, phone)) else None,
        address=address,
    )


def _numbers(order: Fields, group: Group, country: str | None) -> TaxNumbers:
    if not group.of(TAX_ID) and not order.has("invoice_tax_id"):
        return TaxNumbers()
    listed = [order.inside(inner.values) for inner in group.of(TAX_ID)]
    typed = [((fields.text("type") or "OTHER").upper(), fields.text("value") or "") for fields in listed]
    numbers = numbers_of(typed, country)
    return numbers if numbers.nip or numbers.foreign else numbers_in(order.text("invoice_tax_id"), country)


def _person(order: Fields, role: str) -> str | None:
    whole = order.name(f"{role}_name")
    if whole:
        return whole
    parts = (order.name(f"{role}_first_name"), order.name(f"{role}_last_name"))
    return " ".join(part for part in parts if part) or None


def _address(order: Fields, role: str, home: str) -> Address:
    return Address(
        street=order.text(f"{role}_street") or "",
        postcode=order.text(f"{role}_postcode") or "",
        city=order.text(f"{role}_city") or "",
        country=order.country(f"{role}_country") or home,
    )
