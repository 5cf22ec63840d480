"""Corrections and re-issues as drafts of an issued document, one after another."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.domain.basics.errors import ConflictError, HeldError, NothingLeftError, NotIssuedError
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.kind import Kind
from invoicing.domain.sellers.settings import KsefMode
from tests.builders import COMPANY, a_sale, a_seller
from tests.shop import Shop, pieces

BUSINESS = replace(COMPANY, nip="9999999999")
THREE = replace(a_sale().lines[0], quantity=Decimal(3))
AMOUNT = Decimal("59.97")


def a_shop(kind="auto", settings=None, **changes):
    """Return a shop with an issued document of three mugs, paid in full, and its id."""
    shop = Shop(settings or a_seller())
    told: dict[str, Any] = {"lines": (THREE,), "total": AMOUNT, "paid": AMOUNT}
    sale = a_sale(**(told | changes))
    document_id = shop.draft(sale, kind=kind)
    shop.issue(document_id)
    return shop, document_id


def test_corrections_have_a_series_of_their_own_and_two_of_one_document_two_numbers():
    """F-12."""
    shop, original = a_shop()
    first = shop.correct(original, pieces(1, "2"))
    assert shop.issue(first).number == "AL-K 1/11/2026"
    second = shop.correct(original, pieces(1, "1"))
    assert shop.issue(second).number == "AL-K 2/11/2026"
    assert shop.issue(first).number == "AL-K 1/11/2026"


def test_a_correction_of_a_confirmation_is_numbered_and_called_as_its_own_kind():
    shop, original = a_shop(kind="receipt")
    correction = shop.correct(original, pieces(1, "2"))
    shop.issue(correction)
    view = shop.view(correction)

    assert (view["number"], view["title"]) == ("AL-KPS 1/11/2026", "Korekta potwierdzenia sprzedaży")
    assert view["ksef"]["channel"] == "excluded"


def test_the_same_request_answers_the_same_draft_and_a_deliberate_second_one_another():
    """F-59."""
    shop, original = a_shop()
    first = shop.correct(original, pieces(1, "2"), nonce="1")
    assert shop.correct(original, pieces(1, "2"), nonce="1") == first
    assert shop.correct(original, pieces(1, "2"), nonce="2") != first


def test_a_second_correction_starts_where_the_first_ended_and_names_the_original():
    shop, original = a_shop()
    shop.issue(shop.correct(original, pieces(1, "2")))
    second = shop.correct(original, LineCorrection(line=1, unit_gross=Decimal("15.00")))
    document = shop.issue(second)
    view = shop.view(second)

    assert (view["corrects"], view["before"]["gross"], view["after"]["gross"]) == ("AL 1/11/2026", "39.98", "30.00")
    assert (document.totals.gross, document.refund) == (Decimal("-9.98"), Decimal("9.98"))
    assert shop.view(original)["corrected_by"] == "AL-K 2/11/2026"


def test_of_two_corrections_of_one_state_the_second_is_held_and_takes_no_number():
    shop, original = a_shop()
    first, second = (shop.correct(original, pieces(1, "2"), nonce=nonce) for nonce in "ab")
    shop.issue(first)
    with pytest.raises(HeldError) as held:
        shop.issue(second)
    assert [reason.code for reason in held.value.reasons] == ["correction_outdated"]
    assert shop.counters()["AL-K 2026-11"] == 1


def test_never_more_is_returned_than_was_sold_however_often_it_is_tried():
    shop, original = a_shop()
    for left in ("2", "1", "0"):
        shop.issue(shop.correct(original, pieces(1, left)))
    with pytest.raises(NothingLeftError):
        shop.correct(original, pieces(1, "0"), nonce="again")

    differences = [document.totals.gross for document in corrections(shop)]
    assert sum(differences) == -AMOUNT
    assert sum(document.refund for document in corrections(shop)) == AMOUNT


def corrections(shop):
    return [stored.document for stored in shop.documents.items.values() if stored.document.correction]


def test_money_that_was_given_back_is_not_given_back_a_second_time():
    """Down, up and down again: what the buyer has not paid again is not refunded again."""
    shop, original = a_shop()
    for left, refund in (("1", "39.98"), ("3", "0.00"), ("1", "0.00")):
        assert shop.issue(shop.correct(original, pieces(1, left))).refund == Decimal(refund)


def test_a_payment_of_the_correction_that_raised_is_given_back_with_it():
    shop, original = a_shop()
    raising = shop.correct(original, pieces(1, "4"))
    assert shop.issue(raising).amount_due == Decimal("19.99")
    shop.pay(raising, "19.99", on=date(2026, 11, 24))
    assert shop.issue(shop.correct(original, whole=True)).refund == Decimal("79.96")


def test_cash_on_delivery_is_given_back_after_it_came_and_not_before():
    shop, original = a_shop(paid=Decimal("0.00"), payment_method="CASH_ON_DELIVERY")
    assert shop.get(shop.correct(original, whole=True, nonce="1")).refund == 0
    shop.pay(original, str(AMOUNT), on=date(2026, 11, 24), by="CASH_ON_DELIVERY")
    assert shop.get(shop.correct(original, whole=True, nonce="2")).refund == AMOUNT


def test_the_correction_of_a_business_s_invoice_belongs_in_ksef_as_the_invoice_does():
    shop, original = a_shop(buyer=BUSINESS)
    shop.sellers.items["lipa"] = replace(shop.now, ksef_mode=KsefMode.HOLD)
    correction = shop.correct(original, pieces(1, "2"))

    assert shop.held_by(correction) == {"ksef_required"}
    with pytest.raises(HeldError):
        shop.issue(correction)


def test_a_draft_is_not_corrected():
    shop = Shop()
    with pytest.raises(NotIssuedError):
        shop.correct(shop.draft(a_sale()), whole=True)


def test_a_wrong_tax_number_gives_a_correction_to_zero_and_an_invoice_that_replaces():
    shop, original = a_shop(buyer=BUSINESS)
    right = replace(BUSINESS, nip="1111111111")
    correction, new = (stored.document.id for stored in shop.reissue(original, right))

    assert shop.held_by(correction) == shop.held_by(new) == set()
    assert shop.issue(correction).totals.gross == -AMOUNT
    invoice = shop.issue(new)
    assert (invoice.buyer.nip, invoice.totals.gross, invoice.number) == ("1111111111", AMOUNT, "AL 2/11/2026")
    assert shop.view(new)["replaces"] == "AL 1/11/2026"
    assert shop.view(original)["replaced_by"] == "AL 2/11/2026"
    with pytest.raises(ConflictError):
        shop.reissue(original, right)


def test_reissuing_again_before_it_is_issued_answers_the_same_two_drafts():
    """F-59."""
    shop, original = a_shop(buyer=BUSINESS)
    right = replace(BUSINESS, nip="1111111111")
    assert shop.reissue(original, right) == shop.reissue(original, right)


def test_a_consumer_s_invoice_issued_anew_with_a_tax_number_asks():
    """Art. 106b ust. 5."""
    shop, original = a_shop()
    _, new = shop.reissue(original, BUSINESS)
    assert shop.held_by(new.document.id) == {"nip_added_by_hand"}
    assert new.document.kind is Kind.INVOICE
