"""A document of another kind from the same sale."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import ConflictError, HeldError, InvalidFieldError, NotIssuedError
from invoicing.domain.documents.document import PAID_LABEL, Message
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import VatStatus
from tests.builders import a_sale, a_seller
from tests.shop import Shop


def a_shop(kind, sale=None, **settings):
    """Return a shop with one issued document of this kind, and its id."""
    shop = Shop(a_seller(**settings))
    document_id = shop.draft(sale or a_sale(), kind=kind)
    shop.issue(document_id)
    return shop, document_id


def test_a_copy_says_the_same_of_the_sale_and_has_nothing_that_issuing_fixed():
    shop, receipt = a_shop(
        Kind.RECEIPT, a_sale(delivery=Decimal("9.99"), total=Decimal("29.98"), paid=Decimal("29.98"))
    )
    original, draft = shop.get(receipt), shop.get(shop.copy(receipt))

    assert (draft.kind, draft.lines, draft.buyer, draft.order) == (
        Kind.INVOICE,
        original.lines,
        original.buyer,
        original.order,
    )
    assert (draft.number, draft.issue_date, draft.seller, draft.tax_point, draft.ksef) == (None,) * 5
    assert (draft.annotations, draft.decisions, draft.paid) == ((), (), original.paid)


def test_an_invoice_replaces_its_confirmation_and_comes_from_its_proforma():
    for kind, name in ((Kind.RECEIPT, "AL-PS 1/11/2026"), (Kind.PROFORMA, "AL-PRO 1/11/2026")):
        shop, document_id = a_shop(kind)
        draft = shop.get(shop.copy(document_id))
        assert draft.from_document.number == name
        assert (draft.replaces.number if draft.replaces else None) == (name if kind is Kind.RECEIPT else None)


def test_asking_again_answers_the_same_draft_and_later_the_same_invoice():
    """F-59."""
    shop, receipt = a_shop(Kind.RECEIPT)
    copy = shop.copy(receipt)
    assert shop.copy(receipt) == copy
    shop.issue(copy)
    assert shop.copy(receipt) == copy
    assert shop.view(receipt)["replaced_by"] == "AL 1/11/2026"


@pytest.mark.parametrize("kind", [Kind.RECEIPT, Kind.PROFORMA])
def test_one_sale_has_one_invoice_whatever_else_is_asked_for(kind):
    shop, document_id = a_shop(kind)
    shop.issue(shop.copy(document_id, Kind.INVOICE))

    with pytest.raises(ConflictError) as refused:
        shop.copy(document_id, Kind.MARGIN_INVOICE)
    assert refused.value.code == "already_replaced"
    assert "AL 1/11/2026" in refused.value.detail


def test_of_two_drafts_for_one_confirmation_the_second_is_held_and_takes_no_number():
    """F-04: it could never be issued, so nobody is told to try later."""
    shop, receipt = a_shop(Kind.RECEIPT)
    first, second = shop.copy(receipt, Kind.INVOICE), shop.copy(receipt, Kind.MARGIN_INVOICE)
    shop.edit_lines(second, vat_rate="marza")
    shop.issue(first)
    started = shop.clock.at

    with pytest.raises(HeldError) as held:
        shop.issue(second)
    assert [reason.code for reason in held.value.reasons] == ["already_replaced"]
    assert (shop.clock.at, "AL-M 2026-11" in shop.counters()) == (started, False)


@pytest.mark.parametrize(
    ("issued", "asked"),
    [
        (Kind.INVOICE, Kind.INVOICE),
        (Kind.INVOICE, Kind.RECEIPT),
        (Kind.RECEIPT, Kind.PROFORMA),
        (Kind.PROFORMA, Kind.RECEIPT),
        (Kind.RECEIPT, Kind.CORRECTION),
    ],
)
def test_only_an_invoice_or_a_bill_follows_and_only_a_proforma_or_a_confirmation(issued, asked):
    shop, document_id = a_shop(issued)
    with pytest.raises(InvalidFieldError) as refused:
        shop.copy(document_id, asked)
    assert refused.value.field == "kind"


def test_a_draft_is_not_copied_but_changed():
    shop = Shop()
    with pytest.raises(NotIssuedError):
        shop.copy(shop.draft(a_sale(), kind="receipt"))


def test_a_proforma_of_a_seller_outside_vat_is_followed_by_his_bill():
    shop, proforma = a_shop(Kind.PROFORMA, vat_status=VatStatus.OUTSIDE, nip=None)
    assert shop.issue(shop.copy(proforma, Kind.BILL)).number == "AL-R 1/11/2026"


def test_a_payment_noted_on_the_proforma_pays_the_invoice_and_is_its_sale_date():
    unpaid = a_sale(paid=Decimal("0.00"), payment_method="WIRE_TRANSFER")
    shop, proforma = a_shop(Kind.PROFORMA, unpaid)
    shop.at("2026-11-27T10:00:00+01:00")
    shop.pay(proforma, "19.99", on=date(2026, 11, 26))

    invoice = shop.issue(shop.copy(proforma))
    assert (invoice.paid, invoice.amount_due, invoice.paid_at) == (Decimal("19.99"), 0, date(2026, 11, 26))
    assert (invoice.sale_date, invoice.sale_date_label) == (date(2026, 11, 26), PAID_LABEL)
    assert invoice.tax_point == date(2026, 11, 26)
    assert shop.get(proforma).paid == 0


def test_a_message_written_for_the_confirmation_does_not_go_with_the_invoice():
    shop = Shop()
    message = Message(subject="Potwierdzenie", body="W załączniku potwierdzenie.")
    receipt = shop.draft(a_sale(), kind="receipt", message=message)
    shop.issue(receipt)
    assert shop.get(shop.copy(receipt)).message is None


def test_a_nip_added_to_the_invoice_after_a_consumer_s_confirmation_is_asked_about():
    shop, receipt = a_shop(Kind.RECEIPT)
    copy = shop.copy(receipt)
    shop.edit(copy, buyer=replace(shop.get(copy).buyer, nip="9999999999"))
    assert shop.held_by(copy) == {"nip_added_by_hand"}
