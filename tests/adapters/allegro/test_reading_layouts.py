"""XML in other layouts than the reference: the same sale under other names, recognised by name or by shape."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest

from invoicing.adapters.allegro import open_sales
from invoicing.domain.sales.sale import Rejected, Sale

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


POLISH = """<?xml version="1.0" encoding="windows-1250"?><Sprzedaż><Transakcje><Transakcja>
<Numer_transakcji>12345678</Numer_transakcji><Data_sprzedaży>25 paź 2019, 09:26</Data_sprzedaży>
<Kupujący><Login>kowal</Login><E-mail>a@b.example</E-mail><Imię>Jan</Imię><Nazwisko>Kowalski</Nazwisko>
<Adres><Ulica>Łąkowa 5</Ulica><Kod_pocztowy>60-166</Kod_pocztowy><Miasto>Łódź</Miasto></Adres></Kupujący>
<Dostawa><Sposób>Kurier</Sposób><Koszt>12,00 zł</Koszt><Odbiorca><Imię>Ktoś</Imię><Nazwisko>Inny</Nazwisko>
<Miasto>Gdzie Indziej</Miasto></Odbiorca></Dostawa><Do_zapłaty>1 011,00 zł</Do_zapłaty>
<Pozycje><Pozycja><Numer_oferty>99</Numer_oferty><Nazwa_oferty>Stół</Nazwa_oferty>
<Liczba_zakupionych_sztuk>3</Liczba_zakupionych_sztuk><Cena>333,00</Cena><Stawka_VAT>23%</Stawka_VAT></Pozycja></Pozycje>
</Transakcja></Transakcje></Sprzedaż>"""

LABELS = """<export><wiersz><pole nazwa="Numer transakcji">12345678</pole>
<pole nazwa="Data sprzedaży">25.10.2019 09:26</pole>
<pole nazwa="Login kupującego">kowal</pole><pole nazwa="Email kupującego">a@b.example</pole>
<pole nazwa="Imię i nazwisko">Jan Kowalski</pole><pole nazwa="Ulica">Łąkowa 5</pole>
<pole nazwa="Kod pocztowy">60-166</pole><pole nazwa="Miasto">Łódź</pole><pole nazwa="Sposób dostawy">Kurier</pole>
<pole nazwa="Koszt dostawy" wartosc="12,00"/><pole nazwa="Do zapłaty">1011,00</pole><wpis>
<pole nazwa="Numer oferty">99</pole><pole nazwa="Nazwa oferty">Stół</pole><pole nazwa="Ilość">3</pole>
<pole nazwa="Cena">333.00</pole><pole nazwa="Stawka VAT">23.00</pole></wpis></wiersz></export>"""

OF_THE_API = """<a:checkoutForms xmlns:a="urn:a"><a:checkoutForm id="12345678"><a:buyer><a:login>kowal</a:login>
<a:email>a@b.example</a:email><a:firstName>Jan</a:firstName><a:lastName>Kowalski</a:lastName><a:address>
<a:street>Łąkowa 5</a:street><a:postCode>60-166</a:postCode><a:city>Łódź</a:city></a:address></a:buyer>
<a:delivery><a:method><a:name>Kurier</a:name></a:method><a:cost amount="12.00" currency="PLN"/><a:address>
<a:firstName>Ktoś</a:firstName><a:lastName>Inny</a:lastName><a:city>Gdzie Indziej</a:city></a:address></a:delivery>
<a:lineItems><a:offer id="99"><a:name>Stół</a:name></a:offer><a:quantity>3</a:quantity>
<a:originalPrice><a:amount>400.00</a:amount></a:originalPrice><a:price><a:amount>333.00</a:amount></a:price>
<a:tax><a:rate>23.00</a:rate></a:tax><a:boughtAt>2019-10-25T07:26:00Z</a:boughtAt></a:lineItems>
<a:summary><a:totalToPay><a:amount>1011.00</a:amount></a:totalToPay></a:summary></a:checkoutForm></a:checkoutForms>"""

OF_THE_OLD_API = """<r><postBuyForm><postBuyFormId>12345678</postBuyFormId>
<postBuyFormDateInit>1571988360</postBuyFormDateInit>
<postBuyFormBuyerLogin>kowal</postBuyFormBuyerLogin><postBuyFormBuyerEmail>a@b.example</postBuyFormBuyerEmail>
<imie_i_nazwisko>Jan Kowalski</imie_i_nazwisko><ulica>Łąkowa 5</ulica><kod-pocztowy>60-166</kod-pocztowy>
<miasto>Łódź</miasto><sposob.dostawy>Kurier</sposob.dostawy><postBuyFormPostageAmount>12</postBuyFormPostageAmount>
<postBuyFormAmount>1011</postBuyFormAmount><postBuyFormShipmentAddress><postBuyFormAdrFullName>Ktoś Inny
</postBuyFormAdrFullName><postBuyFormAdrNip>9131100132</postBuyFormAdrNip></postBuyFormShipmentAddress><postBuyFormItems>
<item><postBuyFormItId>99</postBuyFormItId><postBuyFormItTitle>Stół</postBuyFormItTitle><stawka_vat>23</stawka_vat>
<postBuyFormItPrice>333</postBuyFormItPrice><postBuyFormItQuantity>3</postBuyFormItQuantity>
<postBuyFormItAmount>999</postBuyFormItAmount><postBuyFormItDeals><item><dealId>1</dealId><dealQuantity>3</dealQuantity>
<dealFinalPrice>333</dealFinalPrice></item></postBuyFormItDeals></item></postBuyFormItems></postBuyForm></r>"""


@pytest.mark.parametrize("dialect", [LABELS, OF_THE_API, OF_THE_OLD_API])
def test_other_layouts_give_the_same_sale(dialect):
    """Polish names with underscores, fields named by labels, the API's nesting, the names of the old web API."""
    sale = the_sale(POLISH.encode("cp1250"))

    assert sale.buyer.name == "Jan Kowalski"
    assert sale.buyer.address.city == "Łódź"
    assert sale.lines[0].price == Decimal("333.00")
    assert the_sale(dialect) == replace(sale, invoice_wanted=the_sale(dialect).invoice_wanted)


def test_the_parcel_s_recipient_is_never_the_buyer():
    """F-26."""
    sale = the_sale(
        an_order(
            "<DeliveryAddressName>Kurier Odbiorca</DeliveryAddressName><DeliveryAddressCity>Radom</DeliveryAddressCity>"
            "<delivery><address><buyer><name>X</name></buyer><firstName>Y</firstName><street>Z</street><buyerName>Q"
            "</buyerName></address></delivery><odbiorca><imie>V</imie><kupujacyImie>W</kupujacyImie></odbiorca>"
        )
    )

    assert sale.buyer.name == ""
    assert not sale.buyer.address.is_complete
    assert sale.buyer.address.city == ""


def test_the_price_before_discounts_is_not_the_price():
    """F-17; whole segments are compared, so neither `originalPrice/amount` nor `discount/price` is a price."""
    line = (
        "<lineItem><Name>K</Name><Quantity>1</Quantity><originalPrice><amount>100.00</amount></originalPrice>"
        "<discount><price>90</price></discount><oldPrice>95</oldPrice><deposit><price><amount>1</amount></price></deposit>"
        "<price><amount>25.00</amount></price></lineItem>"
    )
    [read_line] = the_sale(an_order(lines=line)).lines

    assert (read_line.price, read_line.deposit) == (Decimal("25.00"), Decimal(1))


def test_the_name_of_an_offer_is_not_the_name_of_the_buyer():
    sale = the_sale(an_order("<name>Zestawienie</name>"))
    assert (sale.buyer.name, sale.lines[0].name) == ("", "Kubek")


@pytest.mark.parametrize(
    ("lines", "prices"),
    [
        (
            "<position><Name>A</Name><Quantity>2</Quantity></position>"
            "<subtransaction><Name>A</Name><Quantity>2</Quantity><Price>3</Price></subtransaction>",
            [3],
        ),
        (
            "<subtransaction><Name>A</Name><Quantity>2</Quantity><Price>3</Price></subtransaction>"
            "<position><Name>A</Name><Quantity>2</Quantity><Price>4</Price></position>",
            [4],
        ),
        (
            "<positions><position><Name>A</Name><Quantity>3</Quantity><subtransactions>"
            "<subtransaction><Quantity>2</Quantity><Price>3</Price></subtransaction>"
            "<subtransaction><Quantity>1</Quantity><Price>4</Price></subtransaction>"
            "</subtransactions></position></positions>",
            [3, 4],
        ),
    ],
)
def test_a_purchase_listed_twice_is_read_once(lines, prices):
    """Positions and subtransactions: only those with prices."""
    sale = the_sale(an_order(lines=lines))
    assert [(line.name, line.price) for line in sale.lines] == [("A", price) for price in prices]


def test_lines_may_have_any_name_if_each_has_a_quantity_and_a_price():
    thing = "<rzecz><nazwa>A</nazwa><ilosc>2</ilosc><cena>3</cena><kolor>x</kolor></rzecz>"
    file = open_sales(BytesIO(an_order(lines=f"<co><ile>2</ile></co><koszyk>{thing}</koszyk>").encode()))
    [sale] = file.sales()

    assert isinstance(sale, Sale)
    assert [(line.name, line.quantity, line.price) for line in sale.lines] == [("A", Decimal(2), Decimal(3))]
    assert file.unknown_fields == ("co/ile", "lineItem/kolor")


def test_attributes_count_as_fields():
    sale = the_sale(
        '<orders><order id="7" BuyerLogin="k"><lineItem name="A" quantity="2"><price currency="EUR">3</price>'
        "</lineItem></order></orders>"
    )
    assert (sale.order_id, sale.buyer_login, sale.currency) == ("7", "k", "EUR")
    assert (sale.lines[0].name, sale.lines[0].price) == ("A", Decimal(3))


@pytest.mark.parametrize(
    "content",
    [
        "<sprzedaz><transakcja><id>7</id>{}</transakcja></sprzedaz>",
        "<a><b><c><zamowienie><id>7</id>{}</zamowienie></c></b></a>",
        "<Zamówienie><id>7</id>{}</Zamówienie>",
        "<export><rekord><transactionId>7</transactionId>{}</rekord></export>",
        "<transactions><transaction><id>7</id><order><a>8</a></order>{}</transaction></transactions>",
    ],
)
def test_transactions_are_found_by_name_or_by_shape(content):
    assert the_sale(content.format(LINE)).order_id == "7"


def test_rows_of_one_order_are_grouped_even_if_they_are_far_apart():
    row = "<row><NumerTransakcji>{}</NumerTransakcji><NazwaOferty>{}</NazwaOferty><Ilosc>1</Ilosc><Cena>5</Cena></row>"
    rows = "".join(row.format(order, name) for order, name in ((1, "A"), (2, "B"), (1, "C")))
    sales = read(f"<rows>{rows}</rows>")

    assert [(sale.position, sale.order_id) for sale in sales] == [(1, "1"), (2, "2")]
    assert [[line.name for line in sale.lines] for sale in sales if isinstance(sale, Sale)] == [["A", "C"], ["B"]]
