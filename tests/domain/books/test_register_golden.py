"""What all sorts of documents contribute to the VAT return, to the grosz."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from invoicing.domain.basics.months import Month
from invoicing.domain.books.month_totals import MonthSummary
from invoicing.domain.documents.document import ExchangeRate
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.vat.line import Charge
from tests.builders import COMPANY, PERSON, a_line, a_seller
from tests.issued import a_row, an_issued, jpk, replaced_by, shown

DELIVERY: dict[str, Any] = {"is_delivery": True, "id": "delivery"}


def test_a_paid_sale_to_a_consumer_is_an_invoice_outside_ksef():
    """G-01."""
    document = an_issued("FV 1/11/2026", lines=(a_line("Kubek ceramiczny 330 ml", "19.99", "3"),))

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "48.76", "K_20": "11.21"}


def test_vat_comes_from_the_vat_table_and_not_from_the_lines():
    """G-02."""
    lines = tuple(a_line(f"Kubek, wzór {letter}", "19.99") for letter in "ABC")

    assert jpk(an_issued(lines=lines)) == {"oznaczenie": "BFK", "K_19": "48.76", "K_20": "11.21"}


def test_each_rate_has_its_own_fields():
    """G-03."""
    lines = (
        a_line("Książka: Ptaki Polski", "44.90", vat_rate="5"),
        a_line("Lampa LED biurkowa", "89.99"),
        a_line("Dostawa – Allegro Paczkomaty InPost", "4.99", vat_rate="5", **DELIVERY),
        a_line("Dostawa – Allegro Paczkomaty InPost", "10.00", is_delivery=True, id="delivery-2"),
    )

    assert jpk(an_issued(lines=lines)) == {
        "oznaczenie": "BFK",
        "K_15": "47.51",
        "K_16": "2.38",
        "K_19": "81.29",
        "K_20": "18.70",
    }


def test_an_invoice_to_a_company_under_the_2026_waiver_is_outside_ksef():
    """G-05 b."""
    lines = (a_line("Produkt A", "25.00", "2"), a_line("Produkt B", "50.01"), a_line("Dostawa", "9.99", **DELIVERY))
    document = an_issued(lines=lines, buyer=replace(COMPANY, nip="9999999999"), is_waived=True)

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "89.43", "K_20": "20.57"}
    assert shown(document)["Uwagi"] == ""


def test_only_the_margin_of_a_sale_under_the_scheme_is_taxed():
    """G-06."""
    lines = (
        a_line("Rower miejski używany", "450.00", vat_rate="marza", purchase_price=Decimal("300.00")),
        a_line("Dostawa", "12.99", vat_rate="marza", **DELIVERY),
    )
    document = an_issued("FM 1/11/2026", kind=Kind.MARGIN_INVOICE, lines=lines)
    cells = shown(document)

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "132.51", "K_20": "30.48"}
    assert cells["MR_UZ"] is True
    assert cells["Marża: sprzedaż brutto (SprzedazVAT_Marza)"] == Decimal("462.99")
    assert cells["Marża: zakup (ZakupVAT_Marza)"] == Decimal("300.00")
    assert (cells["Marża: netto"], cells["Marża: VAT"]) == (Decimal("132.51"), Decimal("30.48"))


def test_an_exempt_seller_files_no_return():
    """G-08."""
    seller = a_seller(vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1 ustawy o VAT")
    lines = (
        a_line("Świeca sojowa lawenda", "35.00", "2", vat_rate="zw"),
        a_line("Dostawa", "10.99", vat_rate="zw", **DELIVERY),
    )
    document = an_issued(settings=seller, lines=lines)
    cells = shown(document)

    assert jpk(document) is None
    assert (cells["Rodzaj"], cells["Brutto razem"]) == ("Faktura (bez VAT)", Decimal("80.99"))
    assert (cells["Oznaczenie JPK"], cells["Okres VAT"], cells["zw (K_10)"]) == (None, None, None)
    assert cells["Podstawa zwolnienia"] == "art. 113 ust. 1 ustawy o VAT"


def test_an_exempt_line_of_an_active_seller_has_its_own_field():
    """G-09."""
    lines = (a_line("Instrument używany (zw)", "120.00", vat_rate="zw"), a_line("Struny gitarowe", "61.50"))
    document = an_issued(lines=lines, exemption_basis="art. 43 ust. 1 pkt 2 ustawy o VAT")

    assert jpk(document) == {"oznaczenie": "BFK", "K_10": "120.00", "K_19": "50.00", "K_20": "11.50"}
    assert shown(document)["Podstawa zwolnienia"] == "art. 43 ust. 1 pkt 2 ustawy o VAT"


def test_vat_belongs_to_the_month_of_payment_even_if_issued_in_the_next_year():
    """G-14."""
    last_day = date(2026, 12, 31)
    document = an_issued(
        "FV 1/01/2027",
        lines=(a_line("Puzzle 1000 el.", "49.90"),),
        paid_at=last_day,
        sale_date=last_day,
        on=date(2027, 1, 1),
    )

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "40.57", "K_20": "9.33"}
    assert shown(document)["Okres VAT"] == "2026-12"


def test_amounts_in_a_foreign_currency_are_in_the_return_in_zloty():
    """G-18 a."""
    lines = (a_line("Lampa LED", "349.00", "2"), a_line("Doručení", "79.00", **DELIVERY))
    rate = ExchangeRate(rate=Decimal("0.1742"), table="218/A/NBP/2026", date=date(2026, 11, 10))
    document = an_issued(
        currency="CZK",
        exchange_rate=rate,
        lines=lines,
        buyer=replace(PERSON, address=replace(PERSON.address, country="CZ")),
    )
    cells = shown(document)

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "110.04", "K_20": "25.31"}
    assert (cells["Brutto razem"], cells["Waluta"], cells["Kod kraju"]) == (Decimal("777.00"), "CZK", "CZ")
    assert (cells["Kurs"], cells["Data kursu"]) == (Decimal("0.1742"), date(2026, 11, 10))


def test_a_sale_taxed_abroad_is_in_the_oss_sums_and_not_in_the_return():
    """G-18 b."""
    document = an_issued(
        currency="EUR",
        lines=(a_line("Kubek", "49.90", vat_rate="SK:23"),),
        buyer=replace(PERSON, address=replace(PERSON.address, country="SK")),
    )
    summary = MonthSummary(Month(2026, 11))
    summary.add(a_row(document))
    [(key, sums)] = summary.abroad.items()

    assert jpk(document) is None
    assert shown(document)["WSTO_EE"] is True
    assert key == ("2026-11", "SK:23", "EUR")
    assert (sums.net, sums.vat, sums.gross) == (Decimal("40.57"), Decimal("9.33"), Decimal("49.90"))
    assert summary.fields == {}


def test_a_deposit_is_in_no_field_and_not_in_the_total():
    """G-19."""
    document = an_issued(
        lines=(
            a_line("Napój owocowy 1,5 l", "4.50", "12", vat_rate="5"),
            a_line("Dostawa – kurier", "12.99", vat_rate="5", **DELIVERY),
        ),
        charges=(Charge(reason="Kaucja (system kaucyjny) 12 × 0,50 zł", amount=Decimal("6.00")),),
        paid=Decimal("72.99"),
    )
    cells = shown(document)

    assert jpk(document) == {"oznaczenie": "BFK", "K_15": "63.80", "K_16": "3.19"}
    assert (cells["Brutto razem"], cells["Kaucja"]) == (Decimal("66.99"), Decimal("6.00"))
    assert (cells["Zapłacono"], cells["Pozostało"]) == (Decimal("72.99"), Decimal("0.00"))


def test_of_a_confirmation_and_the_invoice_replacing_it_only_the_invoice_is_counted():
    """G-24."""
    lines = (a_line("Plecak szkolny", "129.00"), a_line("Dostawa", "9.99", **DELIVERY))
    receipt = an_issued("PS 1/11/2026", kind=Kind.RECEIPT, lines=lines)
    invoice = an_issued("FV 1/11/2026", lines=lines, on=date(2026, 11, 27))
    summary = MonthSummary(Month(2026, 11))
    for row in (a_row(receipt, **replaced_by(invoice)), a_row(invoice)):
        summary.add(row)

    assert jpk(receipt) == {"oznaczenie": "DI", "K_19": "113.00", "K_20": "25.99"}
    assert jpk(receipt, **replaced_by(invoice)) is None
    assert jpk(invoice) == {"oznaczenie": "BFK", "K_19": "113.00", "K_20": "25.99"}
    assert summary.fields == {"2026-11": {"K_19": Decimal("113.00"), "K_20": Decimal("25.99")}}
    assert str(shown(receipt, **replaced_by(invoice))["Uwagi"]).startswith("zastąpione fakturą FV 1/11/2026")
