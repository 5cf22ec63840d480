"""Sales in XML: the reference layout, limits and refusals; `test_reading_layouts` has the other layouts."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest

from infra.local.bootstrap import ROOT
from invoicing.adapters.allegro import open_sales
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.sales.sale import Rejected, Sale
from tests.allegro_files import Invoice, Order, OrderedLine, as_xml, many_orders

SAMPLE = ROOT / "infra" / "local" / "sample" / "sprzedaz.xml"
LINE = "<lineItem><Name>Kubek</Name><Quantity>1</Quantity><Price>5.00</Price></lineItem>"


def read(content: str | bytes) -> list[Sale | Rejected]:
    """Return all sales and rejections of a file."""
    return list(open_sales(BytesIO(content.encode() if isinstance(content, str) else content)).sales())


def the_sale(content: str | bytes) -> Sale:
    """Return the only sale of a file."""
    [sale] = read(content)
    assert isinstance(sale, Sale), sale
    return sale


def an_order(inside: str = "", *, lines: str = LINE) -> str:
    """Return a file of one order with `inside` in addition to its number and line."""
    return f"<orders><order><OrderId>o-1</OrderId>{inside}{lines}</order></orders>"


@pytest.fixture(scope="module")
def sample() -> list[Sale]:
    with SAMPLE.open("rb") as file:
        sales = list(open_sales(file).sales())
    assert all(isinstance(sale, Sale) for sale in sales)
    return [sale for sale in sales if isinstance(sale, Sale)]


def test_every_transaction_of_the_sample_is_read_in_order(sample):
    assert [sale.position for sale in sample] == list(range(1, 15))


def test_lines_and_delivery_of_the_sample_add_up_to_the_total(sample):
    different = [
        sale.position
        for sale in sample
        if sum(line.quantity * line.price for line in sale.lines) + (sale.delivery or 0) != sale.total
    ]
    assert different == [13]


def test_every_field_of_the_reference_layout_is_read():
    order = Order(invoice=Invoice(company="Śnieżka Sp. z o.o.", tax_id="PL 123-456-32-18"))
    sale = the_sale(as_xml([order]))

    assert (sale.order_id, sale.position, sale.status) == (order.id, 1, "SENT")
    assert (sale.buyer_login, sale.buyer.email, sale.buyer.phone) == (order.login, order.email, order.phone)
    assert (sale.buyer.name, sale.buyer.nip) == ("Śnieżka Sp. z o.o.", "1234563218")
    assert (sale.buyer.address.street, sale.buyer.address.postcode) == ("ul. Przemysłowa 8", "61-579")
    assert (sale.buyer.address.city, sale.buyer.address.country) == ("Poznań", "PL")
    assert sale.buyer.is_company
    assert sale.invoice_wanted
    assert (sale.delivery, sale.delivery_method) == (Decimal("8.99"), "Allegro Paczkomaty InPost")
    assert (sale.total, sale.paid, sale.currency, sale.marketplace) == (order.total, order.total, "PLN", "allegro-pl")
    assert sale.ordered_at == datetime(2026, 10, 21, 22, 54, 15, 900000, tzinfo=UTC)
    [line] = sale.lines
    assert (line.id, line.name) == (order.lines[0].id, "Kubek ceramiczny „Żółć” 330 ml")
    assert (line.quantity, line.price) == (Decimal(1), Decimal("19.99"))
    assert (line.offer_id, line.sku, line.vat_rate) == ("94185785629", "SKU-1", None)


@pytest.mark.parametrize("text", ["", "   ", "null", "\n"])
def test_empty_blank_and_null_mean_no_value(text):
    """F-25."""
    names = ("InvoiceTaxId", "InvoiceCompanyName", "TotalPaidAmount", "DeliveryAmount", "OrderDate", "Marketplace")
    sale = the_sale(an_order("".join(f"<{name}>{text}</{name}>" for name in names)))

    assert sale == the_sale(an_order())


def test_missing_fields_are_unknown_and_not_zero():
    sale = the_sale(an_order())

    assert (sale.paid, sale.delivery, sale.total, sale.ordered_at, sale.paid_at) == (None,) * 5
    assert (sale.status, sale.buyer_login, sale.invoice_wanted, sale.is_smart, sale.payment_id) == (None,) * 5
    assert (sale.lines[0].vat_rate, sale.lines[0].deposit, sale.lines[0].returned) == (None,) * 3


def test_free_delivery_is_zero_and_not_unknown():
    assert the_sale(an_order("<DeliveryAmount>0.00</DeliveryAmount>")).delivery == Decimal("0.00")


def test_unknown_fields_are_reported_by_name_and_never_by_value():
    file = open_sales(
        BytesIO(
            an_order(
                "<KolorPaczki>zielony</KolorPaczki><Puste/><x><y z='1'>sekret</y></x><BuyerNotes>n</BuyerNotes>"
                "<ktos@example.com>1</ktos@example.com>".replace("ktos@example.com", "p48600000001")
            ).encode()
        )
    )
    list(file.sales())

    assert file.unknown_fields == ("KolorPaczki", "x/y", "x/y/z")


def test_the_list_of_unknown_fields_is_bounded():
    names = [f"pole{number}{'x' * 150}" for number in range(limits.UNKNOWN_FIELDS + 1)]
    file = open_sales(BytesIO(an_order("".join(f"<{name}>1</{name}>" for name in names)).encode()))
    list(file.sales())

    assert len(file.unknown_fields) == limits.UNKNOWN_FIELDS
    assert all(len(name) <= limits.UNKNOWN_NAME_CHARACTERS for name in file.unknown_fields)


def test_the_announced_number_is_known_at_once():
    header = "<range><count>15</count><amount>1</amount></range>"
    content = an_order().replace("<orders>", f"<orders>{header}").encode()

    assert open_sales(BytesIO(content)).expected == 15
    assert open_sales(BytesIO(as_xml([Order()]))).expected is None


@pytest.mark.parametrize("after", [0, 1, 40, 99, 100, 150])
def test_reading_continues_after_any_number_of_transactions(after):
    content = as_xml(many_orders(100))
    whole = list(open_sales(BytesIO(content)).sales())

    assert list(open_sales(BytesIO(content)).sales(after=after)) == whole[after:]
    assert len(whole) == 100


def test_sales_before_a_truncation_are_yielded_and_then_the_file_is_refused():
    whole = as_xml(many_orders(50))
    sales = open_sales(BytesIO(whole[: whole.index(b"000000000047")])).sales()
    read_before: list[Sale | Rejected] = []
    with pytest.raises(UnreadableFileError, match="ucięty") as refused:
        read_before.extend(sales)

    assert refused.value.code == "not_xml"
    assert len(read_before) == 47
    assert all(isinstance(sale, Sale) for sale in read_before)


def test_a_fault_is_reported_with_line_and_column():
    with pytest.raises(UnreadableFileError, match=r"wierszu 2, znak \d+"):
        read("<orders><order><OrderId>1</OrderId>\n<x></y></order></orders>")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<orders></orders>", "unknown_file"),
        ("<orders/>", "unknown_file"),
        ("<?xml version='1.0'?><kml><Document><name>x</name></Document></kml>", "unknown_file"),
        ("<orders><order/></orders>", "unknown_file"),
        ("<orders><order>", "not_xml"),
        ("<!DOCTYPE html><html><body>Zaloguj się</body></html>", "html_page"),
        ("\n <HTML>x</HTML>", "html_page"),
    ],
)
def test_xml_without_sales_is_refused_by_its_kind(content, code):
    with pytest.raises(UnreadableFileError) as refused:
        read(content)
    assert refused.value.code == code


def test_a_bad_transaction_is_rejected_with_its_position_and_the_others_are_read():
    """F-31."""
    content = (
        as_xml(many_orders(3)).replace(b"<Price>19.99", b"<Price>1x9", 3).replace(b"<Price>1x9", b"<Price>19.99", 2)
    )
    first, second, third = read(content)

    assert isinstance(first, Sale)
    assert isinstance(third, Sale)
    assert isinstance(second, Rejected)
    assert (second.position, second.order_id) == (2, "06555096-4f1a-4a1d-93d2-000000000001")
    assert second.code == "amount_invalid"
    assert second.reason == "nie rozumiem kwoty w polu Price (pozycja 1)."


def test_lines_of_one_offer_are_not_merged_and_have_their_own_ids():
    lines = tuple(OrderedLine(id="", offer_id="5", price=Decimal(price)) for price in (1, 2))
    sale = the_sale(as_xml([Order(id="o-1", lines=lines)]))

    assert [(line.id, line.price) for line in sale.lines] == [("o-1:5", Decimal(1)), ("o-1:5-2", Decimal(2))]
