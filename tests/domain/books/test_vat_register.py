"""The accountant's register: marks, what is counted, corrections, notes, columns."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.domain.books.register_columns import HEADERS
from invoicing.domain.books.vat_register import belongs_in_register
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.document import FiscalReceipt, Order, Reference
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import VatStatus
from tests.builders import COMPANY, a_line, a_seller
from tests.issued import a_row, an_issued, corrected, in_ksef, jpk, replaced_by, shown

MUGS = (a_line("Kubek ceramiczny 330 ml", "19.99", "3", id="mugs"),)
FISCAL = FiscalReceipt(number="W000123", date=date(2026, 11, 23))
COD: dict[str, Any] = {
    "payment_method": "CASH_ON_DELIVERY",
    "paid": Decimal("0.00"),
    "paid_at": None,
    "sale_date": None,
}


def test_the_columns_are_in_the_order_that_the_accountant_knows():
    assert HEADERS[:5] == ("Lp", "Rodzaj", "Numer", "Numer KSeF", "Oznaczenie JPK")
    fields = ["K_19", "K_20", "K_17", "K_18", "K_15", "K_16", "K_13", "K_10"]
    assert [name.partition("(")[2].rstrip(")") for name in HEADERS[14:22]] == fields
    assert HEADERS[-3:] == ("Zastępuje/zastąpiony przez", "Plik PDF", "Uwagi")
    assert len(set(HEADERS)) == len(HEADERS)


def test_an_invoice_with_a_ksef_number_is_marked_accordingly():
    number = "1111111111-20261124-0A1B2C3D4E5F-C5"
    document = in_ksef(an_issued(buyer=COMPANY), number)
    cells = shown(document)

    assert (cells["Oznaczenie JPK"], cells["Numer KSeF"]) == ("NrKSeF", number)
    assert cells["Uwagi"] == ""


def test_a_ksef_number_added_after_issue_counts_too():
    document = in_ksef(an_issued(buyer=COMPANY), None)
    number = "1111111111-20261124-0A1B2C3D4E5F-C5"

    assert shown(document)["Uwagi"] == "należy do KSeF – uzupełnij numer KSeF przed wysłaniem JPK"
    assert shown(document, ksef_number=number)["Oznaczenie JPK"] == "NrKSeF"


def test_a_confirmation_is_internal_evidence_and_no_invoice():
    cells = shown(an_issued("PS 1/11/2026", kind=Kind.RECEIPT))

    assert (cells["Oznaczenie JPK"], cells["TypDokumentu"]) == ("DI", "WEW")


@pytest.mark.parametrize(
    "replacement",
    [
        Reference(id="copy", number="", kind=Kind.INVOICE),
        Reference(id="offer", number="PRO 1/11/2026", kind=Kind.PROFORMA),
    ],
    ids=["an invoice that is not issued yet", "a proforma"],
)
def test_a_confirmation_counts_until_an_invoice_is_issued_in_its_place(replacement):
    assert a_row(an_issued("PS 1/11/2026", kind=Kind.RECEIPT), replaced_by=replacement).is_counted


def test_no_column_shows_an_amount_of_a_replaced_confirmation():
    receipt = an_issued("PS 1/11/2026", kind=Kind.RECEIPT, lines=MUGS)
    cells = shown(receipt, **replaced_by(an_issued("AL 1/11/2026")))

    assert not [name for name, cell in cells.items() if isinstance(cell, Decimal)]
    assert cells["Zastępuje/zastąpiony przez"] == "AL 1/11/2026"
    assert cells["Uwagi"] == "zastąpione fakturą AL 1/11/2026; kwota 59,97\xa0zł nie jest wliczana"
    assert (cells["Oznaczenie JPK"], cells["TypDokumentu"]) == (None, None)


def test_an_invoice_that_was_issued_again_counts_beside_its_correction_to_zero():
    """Only confirmations are replaced; an invoice is taken back by a correction."""
    assert a_row(an_issued(), replaced_by=Reference(id="x", number="AL 2/11/2026")).is_counted


def test_an_invoice_to_a_fiscal_receipt_is_shown_but_not_counted():
    """Art. 109 ust. 3d: the cash register's report counts the sale."""
    row = a_row(an_issued(fiscal_receipt=FISCAL))
    cells = shown(row.document)

    assert not row.is_counted
    assert (cells["Oznaczenie JPK"], cells["TypDokumentu"]) == ("BFK", "FP")
    assert cells["Netto 23 (K_19)"] == Decimal("16.25")
    assert cells["Uwagi"] == "do paragonu W000123: nie wliczać do sum, sprzedaż jest w raporcie kasy"


def test_confirmations_of_a_seller_with_a_cash_register_are_in_no_sum():
    row = a_row(an_issued("PS 1/11/2026", kind=Kind.RECEIPT), has_cash_register=True)

    assert (row.is_counted, row.mark, row.fields) == (False, None, {})
    assert shown(row.document, has_cash_register=True)["Uwagi"] == "nie wliczać do sum: sprzedaż jest w raporcie kasy"


def test_a_proforma_is_no_evidence_of_a_sale():
    assert not belongs_in_register(Kind.PROFORMA)
    assert all(belongs_in_register(kind) for kind in Kind if kind is not Kind.PROFORMA)


def test_a_bill_of_a_seller_outside_vat_has_no_mark():
    seller = a_seller(vat_status=VatStatus.OUTSIDE)
    cells = shown(an_issued("AL-R 1/11/2026", seller, kind=Kind.BILL, lines=(a_line(vat_rate="zw"),)))

    assert (cells["Rodzaj"], cells["Oznaczenie JPK"], cells["Uwagi"]) == ("Rachunek", None, "")


def test_a_correction_shows_the_differences_and_what_it_corrects():
    original = an_issued(lines=MUGS)
    one_back = corrected(original, lines=(LineCorrection(line=1, quantity=Decimal(2)),))
    cells = shown(one_back)

    assert jpk(one_back) == {"oznaczenie": "BFK", "K_19": "-16.26", "K_20": "-3.73"}
    assert (cells["Rodzaj"], cells["Brutto razem"]) == ("Faktura korygująca", Decimal("-19.99"))
    assert (cells["Nr dok. korygowanego"], cells["Data dok. korygowanego"]) == ("AL 1/11/2026", date(2026, 11, 24))
    assert cells["Przyczyna"] == "zwrot towaru"


def test_a_correction_that_lowers_the_tax_belongs_to_the_month_in_which_it_is_issued():
    cells = shown(corrected(an_issued(lines=MUGS), on=date(2026, 12, 2)))

    assert (cells["Data obowiązku podatkowego"], cells["Okres VAT"]) == (date(2026, 12, 2), "2026-12")


def test_a_correction_of_a_confirmation_is_internal_evidence():
    correction = corrected(an_issued("AL-PS 1/11/2026", kind=Kind.RECEIPT), "AL-KPS 1/11/2026")
    cells = shown(correction)

    assert (cells["Rodzaj"], cells["Oznaczenie JPK"]) == ("Korekta potwierdzenia sprzedaży", "DI")
    assert (cells["TypDokumentu"], cells["VAT 23 (K_20)"]) == ("WEW", Decimal("-3.74"))


def test_cash_on_delivery_has_no_vat_period_until_the_parcel_is_collected():
    """G-16."""
    cells = shown(an_issued(lines=(a_line("Koc wełniany", "135.00"), a_line("Dostawa", "18.99")), **COD))

    assert (cells["Data obowiązku podatkowego"], cells["Okres VAT"]) == (None, None)
    assert "podaj księgowej tę datę" in str(cells["Uwagi"])
    assert cells["Netto 23 (K_19)"] == Decimal("125.20")


def test_cash_on_delivery_belongs_to_the_month_of_the_delivery_once_it_is_known():
    cells = shown(an_issued(**COD, supply_date=date(2026, 12, 1)))

    assert (cells["Okres VAT"], cells["Uwagi"]) == ("2026-12", "")


def test_under_the_cash_method_vat_waits_for_the_payment():
    document = an_issued(settings=a_seller(cash_method=True), paid=Decimal("0.00"), paid_at=None)

    assert shown(document)["Uwagi"] == "metoda kasowa: VAT w miesiącu zapłaty"


def test_a_note_asks_for_an_unknown_tax_point():
    cells = shown(an_issued(paid=Decimal("0.00"), paid_at=None, sale_date=None))

    assert cells["Uwagi"] == "data obowiązku podatkowego nieznana – ustal ją z księgową"


@pytest.mark.parametrize(
    ("rate", "fields", "note"),
    [
        ("0", {"K_13": "19.99"}, ""),
        ("0_wdt", {"K_21": "19.99"}, "0% WDT: netto 19,99\xa0zł (K_21)"),
        ("0_ex", {"K_22": "19.99"}, "0% eksport: netto 19,99\xa0zł (K_22)"),
        ("np_1", {"K_11": "19.99"}, "np I: netto 19,99\xa0zł (K_11)"),
        ("np_2", {"K_11": "19.99", "K_12": "19.99"}, "np II: netto 19,99\xa0zł (K_11, K_12)"),
        ("oo", {}, "oo: netto 19,99\xa0zł"),
        ("8", {"K_17": "18.51", "K_18": "1.48"}, ""),
    ],
)
def test_rates_without_a_column_are_in_a_note(rate, fields, note):
    document = an_issued(lines=(a_line(vat_rate=rate),))

    assert jpk(document) == {"oznaczenie": "BFK", **fields}
    assert shown(document)["Uwagi"] == note


def test_a_basket_with_goods_taxed_abroad_and_here_is_in_both_books():
    document = an_issued(lines=(a_line("Kubek"), a_line("Talerz", vat_rate="SK:23")))

    assert jpk(document) == {"oznaczenie": "BFK", "K_19": "16.25", "K_20": "3.74"}
    assert [rate.vat_rate for rate in a_row(document).foreign] == ["SK:23"]


def test_each_goods_code_is_listed_once():
    codes = ("GTU_06", "GTU_02", None, "GTU_06")
    lines = tuple(a_line(f"Towar {number}", gtu=code) for number, code in enumerate(codes))

    assert shown(an_issued(lines=lines))["GTU"] == "GTU_02,GTU_06"


def test_split_payment_is_marked():
    laptop = a_line("Laptop", "15000.01", annex15=True)

    assert shown(an_issued(buyer=COMPANY, lines=(laptop,)))["MPP"] is True
    assert shown(an_issued(buyer=COMPANY))["MPP"] is False


def test_the_buyer_is_shown_with_or_without_a_tax_number():
    company, person = shown(an_issued(buyer=COMPANY)), shown(an_issued())

    assert (company["NIP nabywcy"], person["NIP nabywcy"]) == ("1234563218", "BRAK")
    assert person["Adres"] == "ul. Łąkowa 5/7, 60-166 Poznań"


def test_payments_after_issue_are_shown_as_of_now():
    document = an_issued(payment_method="WIRE_TRANSFER", paid=Decimal("0.00"), paid_at=None)
    cells = shown(document, paid=Decimal("10.00"), amount_due=Decimal("9.99"))

    assert (cells["Zapłacono"], cells["Pozostało"]) == (Decimal("10.00"), Decimal("9.99"))
    assert cells["Sposób płatności"] == "Przelew tradycyjny"


def test_the_order_is_shown_with_its_payment_and_the_marketplace_s_subsidy():
    document = an_issued(lines=(a_line(subsidy=Decimal("2.00")), a_line("Talerz")))
    order = Order(id="order-7", payment_id="pay-7", buyer_login="klient_01")
    cells = shown(replace(document, order=order))

    assert (cells["Nr zamówienia Allegro"], cells["Id płatności Allegro"]) == ("order-7", "pay-7")
    assert (cells["Login"], cells["Dopłata Allegro"]) == ("klient_01", Decimal("2.00"))


def test_a_missing_pdf_is_named():
    assert shown(an_issued(), pdf=None)["Plik PDF"] == "brak PDF"


def test_without_a_marketplace_order_its_columns_are_empty():
    cells = shown(an_issued(order=None, payment_method=None))

    assert (cells["Nr zamówienia Allegro"], cells["Login"], cells["Sposób płatności"]) == (None, None, "")
