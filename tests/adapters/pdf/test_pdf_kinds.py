"""What must and must not be printed on each kind of document, read back by two readers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.adapters.pdf import render
from invoicing.domain.documents.document import Document, ExchangeRate, FiscalReceipt
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, Buyer, VatStatus
from invoicing.domain.vat.line import Charge
from invoicing.domain.vat.margin import WORDS, MarginProcedure
from tests.adapters.pdf.pdf_reading import READERS
from tests.adapters.pdf.pdf_samples import (
    COMPANY,
    PERSON,
    a_document,
    a_line,
    an_unpaid_document,
    annotated,
    some_lines,
)

Read = Callable[[Document], str]
OF_VAT = ("Stawka", "Kwota VAT", "netto", "brutto", "23%", "0%", "117,67", "27,07")
ABROAD = Buyer(name="Jiří Dvořák", address=Address(street="Dlouhá 12", postcode="110 00", city="Praha", country="CZ"))
NBP = ExchangeRate(rate=Decimal("0.1742"), table="A", date=date(2026, 11, 10))


@pytest.fixture(params=list(READERS.values()), ids=list(READERS))
def read(request: pytest.FixtureRequest) -> Read:
    """Read a rendered document with each reader."""
    return lambda document: " ".join(request.param(render(document)))


def test_a_sales_confirmation_never_looks_like_an_invoice(read: Read) -> None:
    text = read(annotated(a_document(kind=Kind.RECEIPT, number="PS 1/11/2026", buyer=COMPANY)))

    assert "Potwierdzenie sprzedaży nr PS 1/11/2026" in text
    assert "Dokument niefiskalny. Nie jest fakturą ani paragonem fiskalnym." in text
    assert "Cena jedn. Wartość" in text
    for forbidden in (*OF_VAT, "VAT", COMPANY.nip, "Faktura", "faktura"):
        assert str(forbidden) not in text


def test_a_sales_confirmation_hides_a_foreign_tax_number_too(read: Read) -> None:
    assert "CZ12345678" not in read(
        a_document(kind=Kind.RECEIPT, buyer=replace(COMPANY, nip=None, tax_id="CZ12345678"))
    )


def test_a_proforma_states_that_it_is_no_invoice_and_omits_sale_date_and_payment(read: Read) -> None:
    text = read(annotated(an_unpaid_document(kind=Kind.PROFORMA, number="PRO 1/11/2026")))

    assert "Proforma nr PRO 1/11/2026" in text
    assert "Dokument nie jest fakturą w rozumieniu ustawy o VAT i nie uprawnia do odliczenia podatku." in text
    assert "23% 117,67 27,07 144,74" in text
    assert "Do zapłaty 144,74 zł" in text
    assert "Data otrzymania zapłaty" not in text
    assert "Zapłacono" not in read(a_document(kind=Kind.PROFORMA))


def test_only_a_bill_has_a_place_to_sign(read: Read) -> None:
    assert "czytelny podpis wystawcy rachunku" in read(a_document(kind=Kind.BILL))
    assert "podpis" not in read(a_document())


def test_a_bill_has_the_total_in_words_and_no_vat(read: Read) -> None:
    document = a_document(kind=Kind.BILL, number="R 1/11/2026", lines=some_lines(3, vat_rate="zw"))
    text = read(annotated(document, vat_status=VatStatus.OUTSIDE, nip=None))

    assert "Rachunek nr R 1/11/2026" in text
    assert "Cena jedn. Wartość" in text
    assert "Razem 144,74 zł" in text
    assert "Słownie sto czterdzieści cztery złote, siedemdziesiąt cztery grosze" in text
    for forbidden in (*OF_VAT, "VAT", "NIP", " zw ", "Faktura", "należności"):
        assert forbidden not in text


@pytest.mark.parametrize("kind", [Kind.INVOICE, Kind.MARGIN_INVOICE])
@pytest.mark.parametrize("procedure", MarginProcedure)
def test_goods_under_the_margin_scheme_have_words_but_no_rate_net_or_vat(
    read: Read, kind: Kind, procedure: MarginProcedure
) -> None:
    lines = some_lines(3, vat_rate="marza", purchase_price=Decimal("12.34"))
    text = read(annotated(a_document(kind=kind, lines=lines, margin_procedure=procedure)))

    assert WORDS[procedure] in text
    assert "Kwota należności ogółem 144,74 zł" in text
    for forbidden in (*OF_VAT, "VAT", "marża ", "12,34"):
        assert forbidden not in text.replace("Faktura VAT marża nr", "")


def test_a_mixed_basket_shows_the_vat_of_its_ordinary_goods_only(read: Read) -> None:
    """The sum does not reveal the net of a margin line either."""
    lines = (a_line(0, vat_rate="marza"), a_line(1), a_line(2, vat_rate="8"))
    text = read(annotated(a_document(lines=lines)))

    assert "19,99 marża 19,99 2 Etui" in text
    assert "Wartość brutto 23% 37,54 8,64 46,18 8% 72,75 5,82 78,57 Razem 110,29 14,46 124,75" in text
    assert "Kwota należności ogółem 144,74 zł" in text
    assert "procedura marży – towary używane" in text


def test_a_single_ordinary_line_beside_margin_goods_is_a_table_without_a_sum(read: Read) -> None:
    text = read(a_document(lines=(a_line(0, vat_rate="marza"), a_line(1))))

    assert "Wartość brutto 23% 37,54 8,64 46,18 Kwota należności ogółem 66,17 zł" in text


def test_a_margin_invoice_with_an_ordinary_line_states_the_vat_of_that_line(read: Read) -> None:
    """VAT on ordinary goods is shown, whatever the title."""
    document = a_document(kind=Kind.MARGIN_INVOICE, lines=(a_line(0, vat_rate="marza"), a_line(1)))

    assert "Wartość brutto 23% 37,54 8,64 46,18 Kwota należności" in read(document)


def test_an_exempt_seller_s_invoice_has_the_basis_and_no_vat(read: Read) -> None:
    document = a_document(lines=some_lines(3, vat_rate="zw"))
    text = read(annotated(document, vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1 ustawy o VAT"))

    assert text.startswith("Faktura nr AL 1/11/2026")
    assert "Zwolnienie z VAT: art. 113 ust. 1 ustawy o VAT" in text
    assert "Kwota należności ogółem 144,74 zł" in text
    for forbidden in (*OF_VAT, " zw ", "Faktura VAT"):
        assert forbidden not in text


def test_exempt_lines_among_others_have_a_row_without_vat_and_the_basis(read: Read) -> None:
    lines = (a_line(0, vat_rate="zw"), a_line(1), a_line(2, vat_rate="8"))
    text = read(annotated(a_document(lines=lines, exemption_basis="art. 43 ust. 1 pkt 2 ustawy o VAT")))

    assert "zw 19,99 – 19,99 23% 37,54 8,64 46,18 8% 72,75 5,82 78,57 Razem 130,28 14,46 144,74" in text
    assert "Zwolnienie z VAT: art. 43 ust. 1 pkt 2 ustawy o VAT" in text


def test_a_foreign_invoice_shows_the_vat_in_zloty_and_the_nbp_rate(read: Read) -> None:
    lines = (
        a_line(0, name="Lampa LED", quantity=Decimal(2), unit_gross=Decimal("349.00")),
        a_line(1, name="Doručení", quantity=Decimal(1), unit_gross=Decimal("79.00")),
    )
    text = read(a_document(currency="CZK", buyer=ABROAD, lines=lines, exchange_rate=NBP))

    assert "23% 631,71 145,29 777,00" in text
    assert "Kwota VAT w PLN: 25,31 zł" in text
    assert "kurs 0,1742 z 10.11.2026, tabela A NBP" in text
    assert "Kwota należności ogółem Total amount 777,00 Kč" in text


@pytest.mark.parametrize(("table", "printed"), [("218/A/NBP/2026", "tabela 218/A/NBP/2026"), ("A NBP", "tabela A NBP")])
def test_the_bank_s_name_is_not_repeated(read: Read, table: str, printed: str) -> None:
    text = read(a_document(currency="EUR", exchange_rate=replace(NBP, table=table)))

    assert printed in text
    assert f"{printed} NBP" not in text


def test_a_document_without_vat_shows_no_vat_in_zloty(read: Read) -> None:
    text = read(a_document(kind=Kind.RECEIPT, currency="CZK", exchange_rate=NBP))

    assert "PLN" not in text
    assert "kurs" not in text


def test_an_oss_invoice_names_the_country_of_its_rate(read: Read) -> None:
    text = read(annotated(a_document(currency="EUR", buyer=ABROAD, lines=(a_line(0, vat_rate="SK:23"),))))

    assert "Stawka VAT kraju konsumpcji: Słowacja 23 %" in text
    assert "23% 16,25 3,74 19,99" in text
    assert "PLN" not in text


def test_a_deposit_is_below_the_total_and_not_part_of_it(read: Read) -> None:
    deposit = Charge(reason="Kaucja (system kaucyjny) 6 × 0,50 zł", amount=Decimal("3.00"))
    text = read(a_document(charges=(deposit,), paid="0"))

    assert (
        "Kwota należności ogółem 144,74 zł Kaucja (system kaucyjny) 6 × 0,50 zł 3,00 zł Do zapłaty łącznie 147,74 zł"
    ) in text
    assert "Kwota należności ogółem słownie sto czterdzieści cztery złote" in text


def test_the_codes_of_goods_are_printed_with_the_annotations(read: Read) -> None:
    lines = tuple(replace(line, gtu=code) for line, code in zip(some_lines(5), codes("66-67"), strict=False))
    one = read(a_document(lines=some_lines(2, gtu="GTU_06")))

    assert "GTU_06 – poz. 1–2, 4 GTU_07 – poz. 5 Strona" in read(a_document(lines=lines))
    assert "GTU_06 Strona" in one
    assert "GTU" not in read(a_document(kind=Kind.RECEIPT, lines=lines))
    assert "GTU" not in read(a_document())


def codes(digits: str) -> tuple[str | None, ...]:
    """Return a code per digit, None for other characters."""
    return tuple(f"GTU_0{digit}" if digit.isdigit() else None for digit in digits)


def test_an_invoice_states_how_it_is_taxed_and_which_receipt_it_belongs_to(read: Read) -> None:
    document = an_unpaid_document(
        buyer=COMPANY,
        lines=(a_line(0, quantity=Decimal(1), unit_gross=Decimal("15000.01"), annex15=True),),
        fiscal_receipt=FiscalReceipt(number="W123/2026", date=date(2026, 11, 23)),
    )

    assert "mechanizm podzielonej płatności metoda kasowa Faktura do paragonu nr W123/2026 z dnia 23.11.2026" in read(
        annotated(document, cash_method=True)
    )


def test_a_buyer_who_pays_the_courier_gets_no_account(read: Read) -> None:
    text = read(an_unpaid_document(payment_method="CASH_ON_DELIVERY", sale_date=None, due_date=None, buyer=PERSON))

    assert "Sposób płatności Płatność przy odbiorze (pobranie)" in text
    assert "Do zapłaty 144,74 zł" in text
    for forbidden in ("Numer konta", "1090", "Data otrzymania zapłaty", "Termin"):
        assert forbidden not in text
