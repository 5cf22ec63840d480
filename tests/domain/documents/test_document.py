"""The life of a document."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import AlreadyIssuedError, NotADraftError
from invoicing.domain.documents.document import Document, ExchangeRate, Reference, Status
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.documents.summary import summary_of
from invoicing.domain.vat.line import Charge
from tests.builders import NOW, PERSON, a_draft, a_line, a_seller, sold_by

RATE = ExchangeRate(rate=Decimal("0.010801"), table="225/A/NBP/2026", date=date(2026, 11, 23))


def issue(draft: Document, **changes) -> Document:
    settings = a_seller(**changes)
    return issued(draft, PrintedNumber("AL", "AL 1/11/2026"), on=date(2026, 11, 24), at=NOW, **sold_by(settings))


def test_issuing_fixes_number_date_seller_and_place():
    document = issue(a_draft())

    assert (document.status, document.number, document.place) == (Status.ISSUED, "AL 1/11/2026", "Poznań")
    assert document.seller is not None
    assert document.seller.name == "Sklep Pod Lipą Anna Nowak"
    assert document.version == 2


def test_an_issued_document_cannot_be_issued_again_and_a_discarded_one_not_at_all():
    with pytest.raises(AlreadyIssuedError):
        issue(issue(a_draft()))
    with pytest.raises(NotADraftError):
        issue(a_draft(status=Status.DISCARDED))


def test_a_deposit_is_outside_the_total_and_inside_what_is_due():
    draft = recalculated(replace(a_draft(), charges=(Charge(reason="Kaucja 12 × 0,50 zł", amount=Decimal("6.00")),)))

    assert draft.totals.gross == Decimal("19.99")
    assert draft.amount_due == Decimal("6.00")


def test_legal_sentences_are_added_automatically():
    exempt = issue(a_draft(lines=(a_line(vat_rate="zw"),)), vat_basis="art. 113 ust. 1 ustawy o VAT")
    proforma, receipt = issue(a_draft(kind=Kind.PROFORMA)), issue(a_draft(kind=Kind.RECEIPT))

    assert exempt.annotations == ("Zwolnienie z VAT: art. 113 ust. 1 ustawy o VAT",)
    assert "nie jest fakturą" in proforma.annotations[0]
    assert "niefiskalny" in receipt.annotations[0]
    assert issue(a_draft()).annotations == ()


@pytest.mark.parametrize(
    ("currency", "rate", "zloty"),
    [("PLN", None, "12000.00"), ("HUF", None, None), ("HUF", RATE, "129.61")],
)
def test_an_amount_in_zloty_is_unknown_without_a_rate_never_one_to_one(currency, rate, zloty):
    draft = a_draft(currency=currency, exchange_rate=rate)
    assert draft.in_zloty(Decimal("12000.00")) == (zloty and Decimal(zloty))


@pytest.mark.parametrize(
    ("changes", "kind", "title"),
    [
        ({}, Kind.INVOICE, "Faktura"),
        ({"kind": Kind.RECEIPT}, Kind.RECEIPT, "Potwierdzenie sprzedaży"),
        ({"kind": Kind.CORRECTION, "corrects": Reference(id="d", number="1")}, Kind.INVOICE, "Faktura korygująca"),
        (
            {"kind": Kind.CORRECTION, "corrects": Reference(id="d", number="1", kind=Kind.BILL)},
            Kind.BILL,
            "Korekta rachunku",
        ),
    ],
)
def test_a_correction_counts_as_what_it_corrects_and_is_called_after_it(changes, kind, title):
    document = a_draft(**changes)
    assert (document.evidence_kind, document.title, summary_of(document).title) == (kind, title, title)


@pytest.mark.parametrize(
    ("rates", "is_abroad"),
    [([], False), (["SK:23"], True), (["SK:23", "DE:19"], True), (["SK:23", "23"], False), ([None], False)],
)
def test_taxed_abroad_is_what_has_lines_and_foreign_rates_on_all_of_them(rates, is_abroad):
    lines = tuple(a_line(f"L{number}", vat_rate=rate) for number, rate in enumerate(rates))
    assert a_draft(lines=lines).is_taxed_abroad is is_abroad


def test_a_buyer_with_a_tax_number_is_a_business():
    assert not PERSON.is_business
    for changes in ({"nip": "1234563218"}, {"tax_id": "SK2020202020"}, {"is_company": True}):
        assert replace(PERSON, **changes).is_business
