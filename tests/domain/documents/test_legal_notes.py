"""Legal sentences are printed automatically when they apply, and only then (art. 106e)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.documents.document import ExchangeRate, FiscalReceipt, Reference
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.legal_notes import annotations_of, may_need_split_payment
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.problems.checks.buyer import buyer_problems
from invoicing.domain.vat.margin import MarginProcedure
from tests.builders import COMPANY, PERSON, a_draft, a_line, a_seller

SELLER = a_seller().printed()


def sentences(seller=SELLER, **changes):
    return annotations_of(a_draft(**changes), seller)


def test_the_ordinary_invoice_has_none():
    assert sentences() == ()
    assert sentences(buyer=COMPANY) == ()


@pytest.mark.parametrize(
    ("price", "annex15", "buyer", "applies"),
    [
        ("15000.00", True, COMPANY, False),
        ("15000.01", True, COMPANY, True),
        ("15000.01", True, PERSON, False),
        ("15000.01", False, COMPANY, False),
        ("15000.01", None, COMPANY, False),
        ("15000.01", True, replace(PERSON, nip="1234563218"), True),
    ],
)
def test_split_payment_is_for_businesses_above_15_000_and_goods_of_annex_15(price, annex15, buyer, applies):
    """Art. 106e ust. 1 pkt 18a: the total must exceed the amount."""
    words = sentences(lines=(a_line(price=price, annex15=annex15),), buyer=buyer)
    assert ("mechanizm podzielonej płatności" in words) is applies


@pytest.mark.parametrize("kind", [Kind.PROFORMA, Kind.RECEIPT, Kind.BILL])
def test_split_payment_is_printed_on_invoices_only(kind):
    lines = (a_line(price="20000.00", annex15=True),)
    assert "mechanizm podzielonej płatności" not in sentences(kind=kind, lines=lines, buyer=COMPANY)


def test_the_threshold_of_split_payment_is_in_zloty_and_without_deposits():
    rate = ExchangeRate(rate=Decimal("4.00"), table="A", date=date(2026, 11, 23))
    euros = a_draft(lines=(a_line(price="3750.01"),), buyer=COMPANY, currency="EUR", exchange_rate=rate)
    assert may_need_split_payment(recalculated(euros))
    assert not may_need_split_payment(replace(euros, exchange_rate=None))


def test_forints_without_a_rate_are_not_assumed_to_exceed_fifteen_thousand_zloty():
    """30 000 HUF are some 330 zl."""
    line = a_line(price="30000.00", vat_rate="zw", annex15=True)
    forints = a_draft(lines=(line,), buyer=COMPANY, currency="HUF", payment_method=PaymentWay.ON_DELIVERY)
    undecided = replace(forints, lines=(replace(line, annex15=None),))

    assert annotations_of(forints, SELLER) == ()
    for draft in (forints, undecided):
        assert not {problem.code for problem in buyer_problems(draft, lambda _: True)} & {
            "mpp_undecided",
            "cash_payment_limit",
        }


@pytest.mark.parametrize("procedure", MarginProcedure)
def test_the_words_of_the_margin_scheme_name_its_procedure(procedure):
    (words,) = sentences(lines=(a_line(vat_rate="marza"), a_line("B")), margin_procedure=procedure)
    assert words.startswith("procedura marży")
    assert len({sentences(lines=(a_line(vat_rate="marza"),), margin_procedure=p) for p in MarginProcedure}) == 4


def test_an_exempt_line_prints_its_basis_the_document_s_before_the_seller_s():
    exempt = (a_line(vat_rate="zw"),)
    seller = replace(SELLER, vat_basis="art. 113 ust. 1 ustawy o VAT")

    assert sentences(seller, lines=exempt) == ("Zwolnienie z VAT: art. 113 ust. 1 ustawy o VAT",)
    assert sentences(seller, lines=exempt, exemption_basis="art. 43 ust. 1 pkt 2") == (
        "Zwolnienie z VAT: art. 43 ust. 1 pkt 2",
    )
    assert sentences(seller) == ()


def test_cash_method_and_reverse_charge_are_words_only():
    words = sentences(replace(SELLER, cash_method=True), lines=(a_line(vat_rate="oo"),))
    assert words == ("metoda kasowa", "odwrotne obciążenie")


def test_an_invoice_to_a_fiscal_receipt_names_it():
    receipt = FiscalReceipt(number="123/W", date=date(2026, 11, 23))
    assert sentences(fiscal_receipt=receipt) == ("Faktura do paragonu nr 123/W z dnia 23.11.2026",)


def test_a_foreign_rate_names_its_country_in_polish():
    lines = (a_line(vat_rate="SK:23"), a_line("B", vat_rate="FI:25.5"))
    assert sentences(lines=lines) == (
        "Stawka VAT kraju konsumpcji: Finlandia 25,5 %",
        "Stawka VAT kraju konsumpcji: Słowacja 23 %",
    )


def test_other_documents_say_that_they_are_no_invoice_and_nothing_about_tax():
    seller = replace(SELLER, cash_method=True, vat_basis="art. 113 ust. 1")
    exempt = (a_line(vat_rate="zw"), a_line("B", vat_rate="marza"))

    assert sentences(seller, kind=Kind.PROFORMA, lines=exempt) == (
        "Dokument nie jest fakturą w rozumieniu ustawy o VAT i nie uprawnia do odliczenia podatku.",
    )
    assert sentences(seller, kind=Kind.RECEIPT, lines=exempt) == (
        "Dokument niefiskalny. Nie jest fakturą ani paragonem fiskalnym.",
    )


@pytest.mark.parametrize(("corrected", "count"), [(Kind.MARGIN_INVOICE, 1), (Kind.RECEIPT, 0)])
def test_a_correction_says_what_its_original_had_to_say(corrected, count):
    reference = Reference(id="d", number="AL 1/11/2026", kind=corrected)
    words = sentences(kind=Kind.CORRECTION, corrects=reference, lines=(a_line(vat_rate="marza"),))
    assert len(words) == count
