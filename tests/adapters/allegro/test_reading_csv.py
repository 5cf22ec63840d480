"""Sales in CSV: the sales summary with its sections, the older export with row kinds, flat tables."""

from decimal import Decimal
from io import BytesIO

import pytest

from invoicing.adapters.allegro import open_sales
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.sales.sale import Rejected, Sale
from tests.allegro_files import Invoice, Order, OrderedLine, as_csv, as_flat_csv, as_xml, many_orders

ORDERS = "Type,OrderId,BuyerLogin,TotalToPayAmount\n"
LINES = "Type,OrderId,LineItemId,Name,Quantity,Price\n"
NOTES = 'Proszę o szybką wysyłkę,\r\nlineItem "order";\tdziękuję'


def read(content: str | bytes) -> list[Sale | Rejected]:
    """Return all sales and rejections of a file."""
    return list(open_sales(BytesIO(content.encode() if isinstance(content, str) else content)).sales())


def refusal(content: str | bytes) -> UnreadableFileError:
    """Return the refusal of a file."""
    with pytest.raises(UnreadableFileError) as refused:
        read(content)
    return refused.value


def test_the_sections_are_joined_in_the_order_of_the_orders():
    orders = list(many_orders(30))
    sales = read(as_csv(orders))

    assert [sale.order_id for sale in sales] == [order.id for order in orders]
    assert [sale.position for sale in sales] == list(range(1, 31))
    assert all(isinstance(sale, Sale) and len(sale.lines) == 2 for sale in sales)


def test_the_summary_gives_the_same_sales_as_the_reference_xml():
    orders = [Order(invoice=Invoice(first_name="Jan", last_name="Żak"), notes=NOTES), *many_orders(5)]
    assert read(as_csv(orders)) == read(as_xml(orders))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_tables_saved_again_by_spreadsheets_are_read(separator, encoding):
    orders = [Order(notes=NOTES, first_name="Michał", last_name="Śledź"), *many_orders(3)]
    assert read(as_csv(orders, separator=separator, encoding=encoding)) == read(as_csv(orders))


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_line_ends_of_any_system_are_read(end):
    content = f"{ORDERS}order,a,k,5\n\n{LINES}lineItem,a,l,A,1,5\n".replace("\n", end)
    [sale] = read(content)
    assert isinstance(sale, Sale)
    assert (sale.buyer_login, sale.lines[0].price) == ("k", Decimal(5))


def test_the_separator_that_excel_declares_is_used():
    [sale] = read("sep=;\nNumer transakcji;Nazwa oferty;Ilość;Cena,zł,x,y,z\n1;A;1;2,50\n".replace(",zł,x,y,z", ""))
    assert isinstance(sale, Sale)
    assert sale.lines[0].price == Decimal("2.50")


def test_columns_are_found_by_name_in_any_order():
    [sale] = read("Type,TotalToPayAmount,OrderId\norder,5,a\n\nType,Price,Quantity,Name,OrderId\nlineItem,5,1,A,a\n")
    assert isinstance(sale, Sale)
    assert (sale.order_id, sale.total, sale.lines[0].name) == ("a", Decimal(5), "A")


def test_cells_that_spreadsheets_append_to_shorter_rows_are_ignored():
    [sale] = read(f"Type,OrderId,BuyerLogin,,,\norder,a,k,,,\n,,,,,\n{LINES}lineItem,a,l,A,1,5\n")
    assert isinstance(sale, Sale)


def test_the_first_cell_alone_gives_the_kind_of_a_row():
    content = f'{ORDERS}order,a,"lineItem, order",5\n\n{LINES}lineItem,a,l,"order\nlineItem,a,x",1,5\n'
    [sale] = read(content)
    assert isinstance(sale, Sale)
    assert (sale.buyer_login, sale.lines[0].name) == ("lineItem, order", "order lineItem,a,x")


@pytest.mark.parametrize("row", ["order,b,k", "order,b,k,5,6"])
def test_a_row_that_does_not_fit_its_header_is_rejected_and_not_read_shifted(row):
    good, bad = read(f"{ORDERS}order,a,k,5\n{row}\n\n{LINES}lineItem,a,l,A,1,5\nlineItem,b,l2,A,1,5\n")

    assert isinstance(good, Sale)
    assert isinstance(bad, Rejected)
    assert (bad.position, bad.order_id, bad.code) == (2, "b", "record_broken")
    assert bad.reason == "wiersz 3 ma inną liczbę kolumn niż nagłówek tabeli."


def test_a_line_that_does_not_fit_its_header_rejects_its_order():
    good, bad = read(f"{ORDERS}order,a,k,5\norder,b,k,5\n\n{LINES}lineItem,a,l,A,1,5\nlineItem,b,l2,A,B,1,5\n")

    assert isinstance(good, Sale)
    assert isinstance(bad, Rejected)
    assert (bad.order_id, bad.reason) == ("b", "wiersz 7 ma inną liczbę kolumn niż nagłówek tabeli.")


def test_a_line_without_the_number_of_its_order_is_rejected():
    sales = read(f"{ORDERS}order,a,k,5\n\n{LINES}lineItem,a,l,A,1,5\nlineItem,,l2,A,1,5\n")
    assert [type(sale) for sale in sales] == [Sale, Rejected]


def test_a_row_of_unknown_kind_is_rejected_and_not_skipped():
    sales = read(f"{ORDERS}order,a,k,5\nreszta notatki\n\n{LINES}lineItem,a,l,A,1,5\n")

    assert [type(sale) for sale in sales] == [Sale, Rejected]
    assert isinstance(sales[1], Rejected)
    assert "wiersz 3" in sales[1].reason


def test_lines_of_a_missing_order_are_rejected():
    [sale] = read(f"{ORDERS}\n{LINES}lineItem,zgubione,l,A,1,5\n")
    assert isinstance(sale, Rejected)
    assert (sale.order_id, sale.code) == ("zgubione", "record_broken")


def test_an_order_without_lines_is_rejected():
    [sale] = read(f"{ORDERS}order,a,k,5\n\n{LINES}")
    assert isinstance(sale, Rejected)
    assert sale.code == "lines_missing"


def test_two_exports_in_one_file_sell_everything_once():
    one = f"{ORDERS}order,a,k,10\n\n{LINES}lineItem,a,l1,A,1,5\nlineItem,a,l2,A,1,5\n\n"
    two = f"{ORDERS}order,a,k,10\norder,b,k,5\n\n{LINES}lineItem,a,l1,A,1,5\nlineItem,a,l2,A,1,5\nlineItem,b,l3,A,1,5\n"
    sales = read(one + two)

    assert [[line.id for line in sale.lines] for sale in sales if isinstance(sale, Sale)] == [["l1", "l2"], ["l3"]]


def test_returns_and_deposits_of_lines_are_read():
    lines = "Type,OrderId,LineItemId,Name,Quantity,Price,Currency,ReturnsQuantity,Deposit,DepositCurrency\n"
    [sale] = read(f"{ORDERS}order,a,k,5\n\n{lines}lineItem,a,l1,A,3,5,PLN,1,0.50,PLN\nlineItem,a,l2,A,3,5,PLN,0,,\n")

    assert isinstance(sale, Sale)
    assert [(line.returned, line.deposit) for line in sale.lines] == [(Decimal(1), Decimal("0.50")), (Decimal(0), None)]


def test_the_older_export_with_row_kinds_is_read():
    content = (
        "range_labels,from,to,count\nrange,2019-12-01,2019-12-31,1\n"
        "transaction_labels,transactionId,BuyerLogin\ntransaction,12345678,kowal\n"
        "position_labels,transactionId,Name,Quantity,Price\nposition,12345678,Stół,2,25.00\n"
        "subtransaction_labels,transactionId,Name,Quantity,Price\nsubtransaction,12345678,Stół,2,25.00\n"
    )
    [sale] = read(content)

    assert isinstance(sale, Sale)
    assert (sale.order_id, sale.buyer_login) == ("12345678", "kowal")
    assert [(line.name, line.quantity, line.price) for line in sale.lines] == [("Stół", Decimal(2), Decimal("25.00"))]


def test_a_flat_table_gives_the_same_sales_as_the_summary():
    orders = list(many_orders(7, lines=3))
    assert read(as_flat_csv(orders)) == read(as_csv(orders))


def test_rows_of_one_order_in_a_flat_table_need_not_be_adjacent():
    header = "Numer transakcji;Login kupującego;Nazwa oferty;Liczba zakupionych sztuk;Cena;Do zapłaty\n"
    rows = ["1;kowal;Stół;2;25,00 zł;80,00 zł\n", "2;x;Y;1;5,00;5,00\n", "1;kowal;Krzesło;1;30,00 zł;80,00 zł\n"]
    first, second = read(header + "".join(rows))

    assert isinstance(first, Sale)
    assert isinstance(second, Sale)
    assert [line.name for line in first.lines] == ["Stół", "Krzesło"]
    assert (first.total, second.order_id) == (Decimal("80.00"), "2")


def test_rows_without_a_number_are_grouped_by_buyer_and_time():
    """Rule: without a number, login, date and lines are the key."""
    header = "Login kupującego;Data zakupu;Nazwa oferty;Ilość;Cena\n"
    rows = ["kowal;25.10.2019 09:26;A;1;5\n", "kowal;26.10.2019 09:26;A;1;5\n", "kowal;25.10.2019 09:26;B;1;5\n"]
    first, second = read(header + "".join(rows))

    assert isinstance(first, Sale)
    assert [line.name for line in first.lines] == ["A", "B"]
    assert first.order_id.startswith("bez-numeru-")
    assert first.order_id != second.order_id
    assert [sale.order_id for sale in read(header + "".join(reversed(rows)))] == [first.order_id, second.order_id]


@pytest.mark.parametrize("after", [0, 3, 10, 11])
def test_reading_continues_after_any_number_of_transactions(after):
    for content in (as_csv(list(many_orders(10))), as_flat_csv(list(many_orders(10)))):
        file = open_sales(BytesIO(content))
        assert list(file.sales(after=after)) == read(content)[after:]


def test_the_announced_number_is_in_the_last_lines():
    assert open_sales(BytesIO(as_csv(list(many_orders(12))))).expected == 12
    assert open_sales(BytesIO(as_csv(list(many_orders(12)), separator=";"))).expected == 12
    assert open_sales(BytesIO(as_flat_csv(list(many_orders(2))))).expected is None


def test_unknown_columns_are_reported_by_name():
    file = open_sales(
        BytesIO(f"Type,OrderId,Kolor\norder,a,zielony\n\n{LINES[:-1]},Waga\nlineItem,a,l,A,1,5,7 kg\n".encode())
    )
    list(file.sales())
    assert file.unknown_fields == ("Kolor", "lineItem/Waga")


PAYMENTS = "data,data zaksięgowania,identyfikator,operacja,operator,kupujący,oferta,dostawa,kwota,saldo\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (f"{PAYMENTS}01.10.2026,02.10.2026,1,wpłata,PayU,kowal,Stół,Kurier,0.00 zł,5.00 zł\n", "payments_report"),
        (PAYMENTS.replace(",", ";"), "payments_report"),
        ("Data;Nazwa oferty;Identyfikator oferty;Typ operacji;Uznania;Obciążenia;Saldo\n", "billing_report"),
        ("imie,nazwisko\nJan,Kowalski\n", "unknown_file"),
        ("to nie jest plik sprzedaży", "unknown_file"),
        ("Type,OrderId\n", "unknown_file"),
        ("Numer transakcji,Nazwa oferty\n", "unknown_file"),
    ],
)
def test_tables_without_sales_are_refused_by_their_kind(content, code):
    assert refusal(content).code == code


def test_the_payments_report_is_refused_with_a_remedy():
    assert refusal(PAYMENTS).detail == "To raport płatności, nie sprzedaży. Pobierz „Zestawienie sprzedaży”."


def test_an_unclosed_quote_is_refused_and_no_sale_is_read_by_half():
    orders = "".join(f"order,o-{n},k,5\n" for n in range(20))
    lines = "".join(f"lineItem,o-{n},l-{n},A,1,5\n" for n in range(20))
    refused = refusal(f'{ORDERS}{orders}\n{LINES}{lines}lineItem,o-1,x,"{"A" * 200_000}')

    assert refused.code == "csv_broken"
    assert "wiersza" in refused.detail


def test_an_order_with_too_many_lines_is_rejected_and_the_others_are_read():
    lines = "".join(f"lineItem,a,l{n},A,1,5\n" for n in range(limits.LINES + 1))
    big, small = read(f"{ORDERS}order,a,k,5\norder,b,k,5\n\n{LINES}{lines}lineItem,b,x,A,1,5\n")

    assert isinstance(big, Rejected)
    assert str(limits.LINES) in big.reason
    assert isinstance(small, Sale)


def test_the_same_offer_twice_in_one_order_is_two_lines():
    lines = tuple(OrderedLine(id=f"l{n}", offer_id="5") for n in range(2))
    [sale] = read(as_csv([Order(lines=lines)]))
    assert isinstance(sale, Sale)
    assert [line.offer_id for line in sale.lines] == ["5", "5"]
