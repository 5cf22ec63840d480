"""The meaning of a record in any syntax: number, prices, payment, marketplace, buyer; and why it is rejected."""

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from invoicing.adapters.allegro import open_sales
from invoicing.adapters.files import limits
from invoicing.domain.basics.money import LARGEST_AMOUNT
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.sales.sale import Rejected, Sale

LINE_OF_ONE = "<lineItem><Name>Kubek</Name><Quantity>{}</Quantity><Price>{}</Price></lineItem>"


def read(inside: str = "", *, quantity: str = "1", price: str = "5.00", order_id: str = "o-1") -> Sale | Rejected:
    """Return the sale or the rejection in a file of one order."""
    order = f"<OrderId>{order_id}</OrderId>{inside}{LINE_OF_ONE.format(quantity, price)}"
    [sale] = open_sales(BytesIO(f"<orders><order>{order}</order></orders>".encode())).sales()
    return sale


def the_sale(inside: str = "", **values: Any) -> Sale:
    """Return the sale of a file of one order."""
    sale = read(inside, **values)
    assert isinstance(sale, Sale), sale
    return sale


def rejection(inside: str = "", **values: Any) -> Rejected:
    """Return the rejection in a file of one order."""
    sale = read(inside, **values)
    assert isinstance(sale, Rejected), sale
    return sale


@pytest.mark.parametrize(
    ("price", "quantity", "words"),
    [
        ("-5", "1", "kwota w polu Price (pozycja 1) jest ujemna"),
        (str(LARGEST_AMOUNT + 1), "1", "kwota w polu Price (pozycja 1) jest ujemna albo za duża"),
        ("pięć", "1", "nie rozumiem kwoty w polu Price (pozycja 1)"),
        ("5", "0", "liczba w polu Quantity (pozycja 1) jest za mała"),
        ("5", "-1", "liczba w polu Quantity (pozycja 1) jest za mała"),
        ("5", "dwa", "nie rozumiem liczby w polu Quantity (pozycja 1)"),
        ("", "1", "brak pola Price (pozycja 1)"),
        ("5", "", "brak pola Quantity (pozycja 1)"),
    ],
)
def test_a_bad_number_is_reported_with_field_and_line(price, quantity, words):
    """F-31."""
    assert words in rejection(price=price, quantity=quantity).reason


@pytest.mark.parametrize(
    ("inside", "code", "words"),
    [
        ("<DeliveryAmount>-1</DeliveryAmount>", "amount_invalid", "DeliveryAmount"),
        ("<TotalToPayAmount>NaN</TotalToPayAmount>", "amount_invalid", "TotalToPayAmount"),
        ("<OrderDate>kiedyś</OrderDate>", "date_invalid", "OrderDate"),
        ("<BuyerCountryCode>Nibylandia</BuyerCountryCode>", "country_unknown", "BuyerCountryCode"),
        ("<TotalToPayCurrency>talary</TotalToPayCurrency>", "currency_unknown", "TotalToPayCurrency"),
        (
            "<TotalToPayCurrency>EUR</TotalToPayCurrency><DeliveryCurrency>PLN</DeliveryCurrency>",
            "currency_mixed",
            "walut",
        ),
        ("<TotalToPayAmount>5 zł</TotalToPayAmount><DeliveryAmount>1 €</DeliveryAmount>", "currency_mixed", "walut"),
        ("<BuyerName>Ko\N{REPLACEMENT CHARACTER}ski</BuyerName>", "text_broken", "BuyerName"),
        (f"<BuyerName>{'x' * 2001}</BuyerName>", "text_too_long", "2001 znaków (limit 2000)"),
        (f"<BuyerAddress>{'x' * 501}</BuyerAddress>", "text_too_long", "BuyerAddress"),
    ],
)
def test_a_bad_field_is_reported_by_its_name(inside, code, words):
    """F-31."""
    rejected = rejection(inside)
    assert (rejected.code, rejected.position, rejected.order_id) == (code, 1, "o-1")
    assert words in rejected.reason


def test_a_long_name_is_kept_whole():
    name = "Ż" * limits.NAME_CHARACTERS
    assert the_sale(f"<BuyerName>{name}</BuyerName>").buyer.name == name


@pytest.mark.parametrize("order_id", ["o/2#", "a b", "x" * 65, "ą", "a'b", "&lt;b&gt;"])
def test_an_order_number_with_unsafe_characters_is_rejected(order_id):
    rejected = rejection(order_id=order_id)
    assert rejected.code == "order_id_invalid"
    assert len(rejected.order_id or "") <= limits.IDENTIFIER_CHARACTERS


@pytest.mark.parametrize("order_id", ["3b37f900-0000-0000-0000-000000000001", "12345678", "a_b.c:d-E", "x" * 64])
def test_an_ordinary_order_number_is_kept(order_id):
    assert the_sale(order_id=order_id).order_id == order_id


def test_an_order_without_a_number_is_identified_by_buyer_lines_and_time():
    """All notations give the same key, any difference another one, and without login or date none."""
    known = "<OrderDate>{}</OrderDate><BuyerLogin>{}</BuyerLogin>"
    sale = the_sale(known.format("2026-10-21T10:00:00Z", "k"), order_id="")

    assert (
        sale.order_id
        == the_sale(known.format("21.10.2026 12:00", "k"), order_id="", price="5", quantity="1.0").order_id
    )
    others = [
        the_sale(known.format("2026-10-21T10:00:01Z", "k"), order_id=""),
        the_sale(known.format("2026-10-21T10:00:00Z", "l"), order_id=""),
        the_sale(known.format("2026-10-21T10:00:00Z", "k"), order_id="", price="6"),
        the_sale(known.format("2026-10-21T10:00:00Z", "k"), order_id="", quantity="2"),
    ]
    assert len({sale.order_id, *(other.order_id for other in others)}) == 5
    assert "OrderId" in rejection("<OrderDate>2026-10-21</OrderDate>", order_id="").reason
    assert "OrderId" in rejection("<BuyerLogin>k</BuyerLogin>", order_id="").reason


@pytest.mark.parametrize(
    ("line", "total", "quantity", "price"),
    [
        ("<Price>5</Price>", "15", 3, "5"),
        ("<Price>5</Price>", "99", 3, "5"),
        ("<Price>15</Price>", "15", 3, "5"),
        ("<Price>5</Price><wartosc>15</wartosc>", "15", 3, "5"),
        ("<Price>6</Price><wartosc>15</wartosc>", "15", 3, "5"),
        ("<wartosc>15</wartosc>", "15", 3, "5"),
        ("<wartosc>15</wartosc>", "", 3, "5"),
        ("<Price>5</Price>", "", 3, "5"),
        ("<wartosc>10</wartosc>", "10", 1, "10"),
    ],
)
def test_a_price_is_per_piece_or_per_line_as_the_total_requires(line, total, quantity, price):
    """A line that cannot be split into whole grosze becomes one piece, so that the sum is what was paid."""
    position = f"<pozycja><nazwa>A</nazwa><ilosc>3</ilosc>{line}</pozycja>"
    content = f"<orders><order><id>1</id><suma>{total}</suma>{position}</order></orders>"
    [sale] = open_sales(BytesIO(content.encode())).sales()

    assert isinstance(sale, Sale)
    assert (sale.lines[0].quantity, sale.lines[0].price) == (quantity, Decimal(price))
    assert sale.lines[0].name == ("A" if quantity == 3 else "A (3 szt.)")


def test_without_a_total_a_price_that_contradicts_the_amount_is_not_guessed():
    position = "<pozycja><nazwa>A</nazwa><ilosc>3</ilosc><cena>6</cena><wartosc>15</wartosc></pozycja>"
    content = f"<orders><order><id>1</id>{position}</order></orders>"
    [sale] = open_sales(BytesIO(content.encode())).sales()
    assert isinstance(sale, Rejected)
    assert (sale.code, sale.order_id) == ("price_unclear", "1")


@pytest.mark.parametrize(
    ("inside", "paid"),
    [
        ("<TotalPaidAmount>4</TotalPaidAmount><PaymentAmount>3</PaymentAmount>", 4),
        ("<PaymentAmount>3</PaymentAmount>", 3),
        ("<PaymentStatus>PAID</PaymentStatus><TotalToPayAmount>5</TotalToPayAmount>", 5),
        ("<PaymentStatus>opłacone</PaymentStatus><TotalToPayAmount>5</TotalToPayAmount>", 5),
        ("<PaymentStatus>UNPAID</PaymentStatus><TotalToPayAmount>5</TotalToPayAmount>", None),
        ("<PaymentStatus>UNPAID</PaymentStatus><PaymentAmount>5</PaymentAmount>", None),
        (
            "<PaymentStatus>PAID</PaymentStatus><FormaPlatnosci>Pobranie</FormaPlatnosci><TotalToPayAmount>5</TotalToPayAmount>",
            None,
        ),
        ("<FormaPlatnosci>Pobranie</FormaPlatnosci><PaymentAmount>5</PaymentAmount>", None),
        ("<FormaPlatnosci>Pobranie</FormaPlatnosci><TotalPaidAmount>5</TotalPaidAmount>", 5),
        ("", None),
    ],
)
def test_the_amount_paid_is_read_or_unknown(inside, paid):
    assert the_sale(inside).paid == paid


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("PAYU", PaymentWay.ONLINE),
        ("Płatność przy odbiorze", PaymentWay.ON_DELIVERY),
        ("za pobraniem", PaymentWay.ON_DELIVERY),
        ("Przelew", PaymentWay.TRANSFER),
        ("Allegro Pay", PaymentWay.ALLEGRO_PAY),
        ("gotówka", "gotówka"),
    ],
)
def test_payment_methods_have_polish_names_too(text, way):
    assert the_sale(f"<PaymentProvider>{text}</PaymentProvider>").payment_method == way


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("SENT", "SENT"),
        ("sent", "SENT"),
        ("Wysłane", "SENT"),
        ("anulowane", "CANCELLED"),
        ("CANCELED", "CANCELLED"),
        ("w realizacji", "PROCESSING"),
    ],
)
def test_a_status_is_one_of_the_marketplace_s(text, status):
    assert the_sale(f"<SellerStatus>{text}</SellerStatus>").status == status
    assert the_sale(f"<status>{text}</status>").status == status


def test_an_order_with_a_cancellation_date_is_cancelled():
    assert the_sale("<postBuyFormDateCancel>1571988360</postBuyFormDateCancel>").is_cancelled
    assert not the_sale("<postBuyFormDateCancel>0</postBuyFormDateCancel>").is_cancelled


@pytest.mark.parametrize(
    ("currency", "marketplace", "country"),
    [
        ("PLN", "allegro-pl", "PL"),
        ("CZK", "allegro-cz", "CZ"),
        ("EUR", "allegro-sk", "SK"),
        ("HUF", "allegro-hu", "HU"),
        ("USD", "allegro-pl", "PL"),
    ],
)
def test_a_missing_marketplace_is_derived_from_the_currency(currency, marketplace, country):
    sale = the_sale(f"<TotalToPayCurrency>{currency}</TotalToPayCurrency>")
    assert (sale.marketplace, sale.currency, sale.buyer.address.country) == (marketplace, currency, country)


def test_the_marketplace_in_the_file_overrides_its_currency():
    inside = "<TotalToPayCurrency>CZK</TotalToPayCurrency><Marketplace>allegro-business-cz</Marketplace>"
    assert the_sale(inside).marketplace == "allegro-business-cz"


@pytest.mark.parametrize(
    ("text", "code"), [("PL", "PL"), ("Polska", "PL"), ("pl", "PL"), ("Czechy", "CZ"), ("Słowacja", "SK"), ("1", "PL")]
)
def test_a_country_is_a_code_or_a_name(text, code):
    assert the_sale(f"<BuyerCountryCode>{text}</BuyerCountryCode>").buyer.address.country == code


@pytest.mark.parametrize(("text", "phone"), [("+", None), ("brak", None), ("+48 600 000 001", "+48 600 000 001")])
def test_a_phone_has_digits(text, phone):
    assert the_sale(f"<BuyerPhone>{text}</BuyerPhone>").buyer.phone == phone


@pytest.mark.parametrize("text", ["8awgqyk6a5+cub31c122@allegromail.pl", "Jan@Example.PL", "to nie adres"])
def test_an_email_address_is_kept_unchanged(text):
    """A later check reports unusable ones to the seller."""
    assert the_sale(f"<BuyerEmail>{text}</BuyerEmail>").buyer.email == text


def test_a_login_may_be_that_of_a_guest():
    assert the_sale("<BuyerLogin>Client:43602298</BuyerLogin>").buyer_login == "Client:43602298"


BUYER = "<BuyerName>Jan Żak</BuyerName><BuyerAddress>Polna 1</BuyerAddress><BuyerCity>Łódź</BuyerCity>"


@pytest.mark.parametrize(
    ("inside", "name", "is_company", "city", "wanted"),
    [
        ("", "Jan Żak", False, "Łódź", False),
        ("<InvoiceName>Ewa Żak</InvoiceName>", "Ewa Żak", False, "Łódź", True),
        (
            "<InvoiceName>Ewa Żak</InvoiceName><InvoiceStreet>x</InvoiceStreet><InvoiceCity>Radom</InvoiceCity>",
            "Ewa Żak",
            False,
            "Radom",
            True,
        ),
        (
            "<InvoiceCompanyName>Firma</InvoiceCompanyName><InvoiceCity>Radom</InvoiceCity>",
            "Firma",
            True,
            "Radom",
            True,
        ),
        ("<InvoiceCompanyName>Firma</InvoiceCompanyName>", "Firma", True, "", True),
        ("<InvoiceTaxId>9131100132</InvoiceTaxId>", "Jan Żak", True, "Łódź", True),
        ("<BuyerCompany>Firma</BuyerCompany>", "Jan Żak", False, "Łódź", False),
        ("<firma>Firma</firma><nip>9131100132</nip>", "Firma", True, "Łódź", False),
        ("<nip>brak</nip>", "Jan Żak", False, "Łódź", False),
        ("<invoiceRequired>tak</invoiceRequired>", "Jan Żak", False, "Łódź", True),
        ("<invoiceRequired>false</invoiceRequired><InvoiceCity>Radom</InvoiceCity>", "Jan Żak", False, "Radom", False),
    ],
)
def test_the_buyer_is_the_invoiced_party_else_the_account_s_owner(inside, name, is_company, city, wanted):
    """F-24, F-26: a person's address is not assumed to be the company's."""
    sale = the_sale(BUYER + inside)
    assert (sale.buyer.name, sale.buyer.is_company, sale.buyer.address.city) == (name, is_company, city)
    assert sale.invoice_wanted is wanted
