"""The life of a document."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import AlreadyIssuedError, NotADraftError
from invoicing.domain.documents.document import Document, ExchangeRate, Status, recalculated
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.kind import Kind
from invoicing.domain.vat.line import Charge
from tests.builders import NOW, a_draft, a_line, a_seller

RATE = ExchangeRate(rate=Decimal("0.010801"), table="225/A/NBP/2026", date=date(2026, 11, 23))


def issue(draft: Document, **changes) -> Document:
    settings = a_seller(**changes)
    return issued(draft, PrintedNumber("AL", "AL 1/11/2026"), on=date(2026, 11, 24), at=NOW, settings=settings)


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


def test_the_law_s_sentences_come_by_themselves():
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
