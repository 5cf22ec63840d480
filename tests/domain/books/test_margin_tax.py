"""The margin scheme in the accountant's books."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.books.margin_tax import margin_tax
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.document import ExchangeRate
from invoicing.domain.documents.kind import Kind
from invoicing.domain.vat.margin import MarginProcedure
from tests.builders import a_line
from tests.issued import an_issued, corrected, jpk, shown

PRICES = st.decimals("0.01", "5000.00", places=2)


def a_used_one(name: str = "Rower", price: str = "450.00", bought_for: str | None = "300.00", **changes):
    bought = Decimal(bought_for) if bought_for else None
    return a_line(name, price, **({"vat_rate": "marza", "purchase_price": bought} | changes))


def the_margin(document) -> Any:
    return margin_tax(document)


def a_delivery(price: str):
    return a_line("Dostawa", price, vat_rate="marza", is_delivery=True)


def a_margin_invoice(*lines, **changes):
    return an_issued("AL-M 1/11/2026", kind=Kind.MARGIN_INVOICE, lines=lines, **changes)


def test_a_loss_is_not_taxed():
    document = a_margin_invoice(a_used_one(price="100.00"))

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "0.00", "K_20": "0.00"}
    assert shown(document)["Uwagi"] == "sprzedaż ze stratą: ujemna marża nie obniża VAT"


def test_a_loss_on_one_good_does_not_lower_the_tax_on_another():
    tax = the_margin(a_margin_invoice(a_used_one("Stary", "100.00"), a_used_one("Nowszy", "423.00")))

    assert (tax.sale, tax.purchase) == (Decimal("523.00"), Decimal("600.00"))
    assert (tax.net, tax.vat) == (Decimal("100.00"), Decimal("23.00"))


def test_delivery_is_split_among_the_goods_in_proportion():
    """12.00 over 100.00 and 200.00: the good sold at a loss gets 4.00 of it, the other 8.00."""
    lines = (a_used_one("Stary", "100.00"), a_used_one("Nowszy", "200.00", "85.00"), a_delivery("12.00"))
    tax = the_margin(a_margin_invoice(*lines))

    assert tax.net + tax.vat == Decimal("123.00")


def test_without_a_purchase_price_the_margin_is_empty_and_a_note_says_so():
    lines = (a_used_one(), a_used_one("Hulajnoga", "100.00", None))
    document = a_margin_invoice(*lines)
    cells = shown(document)

    assert jpk(document) == {"oznaczenie": "BFK"}
    assert cells["Marża: sprzedaż brutto (SprzedazVAT_Marza)"] == Decimal("550.00")
    assert (cells["Marża: zakup (ZakupVAT_Marza)"], cells["Marża: netto"], cells["Marża: VAT"]) == (None, None, None)
    assert cells["Uwagi"] == "brak ceny zakupu – marża i jej VAT nie są policzone"


def test_the_margin_is_added_to_ordinary_goods_of_the_same_basket():
    document = a_margin_invoice(a_used_one(price="423.00"), a_line("Dzwonek", "12.30"))

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "110.00", "K_20": "25.30"}


def test_a_return_takes_the_margin_back():
    correction = corrected(a_margin_invoice(a_used_one(), a_delivery("12.99")))
    tax = the_margin(correction)

    assert jpk(correction) == {"oznaczenie": "BFK", "K_19": "-132.51", "K_20": "-30.48"}
    assert (tax.sale, tax.purchase) == (Decimal("-462.99"), Decimal("-300.00"))


def test_a_return_of_some_pieces_takes_back_their_part_of_the_purchase():
    original = a_margin_invoice(a_used_one(quantity="3", price="141.00", bought_for="54.00"))
    tax = the_margin(corrected(original, lines=(LineCorrection(line=1, quantity=Decimal(1)),)))

    assert (tax.sale, tax.purchase) == (Decimal("-282.00"), Decimal("-36.00"))
    assert (tax.net, tax.vat) == (Decimal("-200.00"), Decimal("-46.00"))


def test_delivery_that_is_not_refunded_after_a_return_is_margin():
    original = a_margin_invoice(a_used_one(), a_delivery("12.30"))
    tax = the_margin(corrected(original, lines=(LineCorrection(line=1, quantity=Decimal(0)),)))

    assert tax.net == Decimal("10.00") - the_margin(original).net


def test_a_rate_corrected_to_the_margin_scheme_adds_the_margin():
    original = an_issued(lines=(a_line("Rower", "123.00", purchase_price=Decimal("0.00")),))
    tax = the_margin(corrected(original, lines=(LineCorrection(line=1, vat_rate="marza"),)))

    assert (tax.sale, tax.net, tax.vat) == (Decimal("123.00"), Decimal("100.00"), Decimal("23.00"))


def test_a_rate_corrected_from_the_margin_scheme_removes_the_margin():
    tax = the_margin(
        corrected(a_margin_invoice(a_used_one()), lines=(LineCorrection(line=1, vat_rate="23"),)),
    )

    assert (tax.sale, tax.vat) == (Decimal("-450.00"), Decimal("-28.05"))


def test_a_margin_in_a_foreign_currency_is_left_to_the_accountant():
    rate = ExchangeRate(rate=Decimal("4.2500"), table="1/A/NBP/2026", date=date(2026, 11, 20))
    document = a_margin_invoice(a_used_one(), currency="EUR", exchange_rate=rate)
    cells = shown(document)

    assert jpk(document) == {"oznaczenie": "BFK"}
    assert cells["Marża: sprzedaż brutto (SprzedazVAT_Marza)"] == Decimal("1912.50")
    assert cells["Uwagi"] == "marża w walucie EUR – do policzenia przez księgową"


def test_travel_has_its_own_note():
    document = a_margin_invoice(a_used_one(), margin_procedure=MarginProcedure.TRAVEL)
    cells = shown(document)

    assert cells["MR_UZ"] is False
    assert cells["Uwagi"] == "procedura marży dla biur podróży (MR_T)"


def test_a_sale_outside_the_scheme_has_no_margin():
    assert the_margin(an_issued()) is None


@given(st.lists(st.tuples(PRICES, PRICES), min_size=1, max_size=5), PRICES)
def test_vat_is_never_negative_and_never_less_than_that_of_the_whole(prices, delivery):
    lines = [a_used_one(f"Towar {n}", str(price), str(paid)) for n, (price, paid) in enumerate(prices)]
    document = a_margin_invoice(*lines, a_delivery(str(delivery)))
    tax = the_margin(document)

    assert tax.vat >= 0
    assert tax.net + tax.vat >= max(Decimal(0), tax.sale - tax.purchase)
    back = the_margin(corrected(document))
    assert (back.sale, back.purchase, back.net, back.vat) == (-tax.sale, -tax.purchase, -tax.net, -tax.vat)
