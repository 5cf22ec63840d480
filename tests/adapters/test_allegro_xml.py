"""The reference XML."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest

from infra.local.demonstration import SAMPLE
from invoicing.adapters.allegro.xml import read_sales
from invoicing.domain.sales import Rejected, Sale


@pytest.fixture(scope="module")
def sales():
    with SAMPLE.open("rb") as file:
        return list(read_sales(file))


def test_every_transaction_of_the_sample_is_read_in_order(sales):
    assert [sale.position for sale in sales] == list(range(1, 15))
    assert all(isinstance(sale, Sale) for sale in sales)


def test_the_lines_and_delivery_are_what_the_file_says_was_to_pay(sales):
    different = [
        sale.position
        for sale in sales
        if sum(line.quantity * line.price for line in sale.lines) + (sale.delivery or 0) != sale.total
    ]
    assert different == [13]


def test_a_company_s_data_come_from_the_invoice_fields_and_its_nip_is_cleaned(sales):
    buyer = sales[3].buyer

    assert buyer.is_company
    assert buyer.name == "Przedsiębiorstwo Handlowo-Usługowe „Śnieżka” Sp. z o.o."
    assert buyer.nip == "1234563218"
    assert (buyer.address.street, buyer.address.postcode) == ("ul. Przemysłowa 8", "61-579")


def test_a_person_who_asked_for_an_invoice_stays_a_person(sales):
    assert sales[5].invoice_wanted
    assert not sales[5].buyer.is_company


def test_instants_are_aware_and_amounts_exact(sales):
    assert sales[0].ordered_at == datetime(2026, 11, 2, 9, 14, 3, 120000, tzinfo=UTC)
    assert sales[0].lines[0].price == Decimal("19.99")


@pytest.mark.parametrize("text", ["", "   ", "null"])
def test_empty_blank_and_null_are_all_nothing(text):
    """F-25."""
    xml = f"""<orders><order><OrderId>o-1</OrderId><InvoiceTaxId>{text}</InvoiceTaxId>
    <InvoiceCompanyName>{text}</InvoiceCompanyName>
    <TotalPaidAmount>{text}</TotalPaidAmount><lineItems><lineItem><LineItemId>l</LineItemId><Name>K</Name><Quantity>1</Quantity>
    <Price>1.00</Price></lineItem></lineItems></order></orders>"""
    [sale] = read_sales(BytesIO(xml.encode()))

    assert isinstance(sale, Sale)
    assert (sale.buyer.nip, sale.buyer.is_company, sale.paid) == (None, False, None)


@pytest.mark.parametrize(
    ("written", "nip"),
    [
        ("NIP: 913-11-00-132", "9131100132"),
        ("PL 9131100132", "9131100132"),
        ("pl913 110 01 32", "9131100132"),
        ("9131100132", "9131100132"),
    ],
)
def test_a_nip_is_read_however_it_is_written(written, nip):
    xml = f"""<orders><order><OrderId>o-1</OrderId><InvoiceTaxId>{written}</InvoiceTaxId><lineItems><lineItem>
    <LineItemId>l</LineItemId><Name>K</Name><Quantity>1</Quantity><Price>1</Price></lineItem></lineItems></order></orders>"""
    [sale] = read_sales(BytesIO(xml.encode()))
    assert not isinstance(sale, Rejected)
    assert sale.buyer.nip == nip
