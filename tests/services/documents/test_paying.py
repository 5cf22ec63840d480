"""Payments of issued documents: facts beside them, which change nothing that is printed."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import InvalidFieldError, NotIssuedError, TryLaterError
from invoicing.services.basics.backoff import TRIES
from tests.builders import a_sale
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop

TODAY = date(2026, 11, 24)


def an_unpaid(documents=None):
    """Return a shop with an issued document on which 19.99 is due."""
    shop = Shop(documents=documents or InMemoryDocuments())
    document_id = shop.draft(a_sale(paid=Decimal("0.00"), payment_method="CASH_ON_DELIVERY"))
    shop.issue(document_id)
    return shop, document_id


def pay(shop, document_id, amount, nonce, on=TODAY):
    stored = shop.pay(document_id, amount, nonce, on=on)
    return str(stored.summary.paid), str(stored.summary.amount_due)


def test_payments_add_up_in_the_balance_and_the_document_stays_as_it_was_printed():
    """F-37."""
    shop, document_id = an_unpaid()
    printed = shop.get(document_id)

    assert pay(shop, document_id, "10.00", "1") == ("10.00", "9.99")
    assert pay(shop, document_id, "9.99", "2") == ("19.99", "0.00")
    assert shop.get(document_id) == printed
    view = shop.view(document_id)
    assert (view["paid"], view["amount_due"]) == ("0.00", "19.99")
    assert view["balance"] == {"paid": "19.99", "amount_due": "0.00"}


def test_the_same_payment_told_twice_counts_once():
    """F-59."""
    shop, document_id = an_unpaid()
    assert pay(shop, document_id, "10.00", "1") == pay(shop, document_id, "10.00", "1") == ("10.00", "9.99")
    assert len(shop.documents.payments("lipa", document_id)) == 1


def test_who_noted_it_and_when_is_kept():
    shop, document_id = an_unpaid()
    pay(shop, document_id, "10.00", "1", on=date(2026, 11, 20))
    (payment,) = shop.documents.payments("lipa", document_id)
    assert (payment.by, payment.at, payment.date) == ("anna", shop.clock.at, date(2026, 11, 20))


def test_a_payment_is_not_of_tomorrow_by_warsaw_s_calendar():
    """F-63: at half past eleven in the evening in UTC it is tomorrow in Warsaw."""
    shop, document_id = an_unpaid()
    with pytest.raises(InvalidFieldError) as refused:
        pay(shop, document_id, "10.00", "1", on=date(2026, 11, 25))
    assert refused.value.field == "date"

    shop.at("2026-11-24T23:30:00+00:00")
    assert pay(shop, document_id, "10.00", "1", on=date(2026, 11, 25)) == ("10.00", "9.99")


def test_a_draft_has_no_payments_of_its_own_but_is_edited():
    shop = Shop()
    with pytest.raises(NotIssuedError):
        pay(shop, shop.draft(a_sale()), "10.00", "1")


class Contested(InMemoryDocuments):
    """Another payment always comes first, a given number of times."""

    rivals = 0

    def add_payment(self, seller_id, before, payment):
        if self.rivals:
            self.rivals -= 1
            return False
        return super().add_payment(seller_id, before, payment)


@pytest.mark.parametrize(("rivals", "is_noted"), [(TRIES - 1, True), (TRIES, False)])
def test_payments_at_the_same_moment_are_tried_again_a_bounded_number_of_times(rivals, is_noted):
    shop, document_id = an_unpaid(Contested())
    shop.documents.rivals = rivals
    before = shop.clock()
    if is_noted:
        assert pay(shop, document_id, "10.00", "1") == ("10.00", "9.99")
        assert shop.clock() > before, "rivals part by a pause"
        return
    with pytest.raises(TryLaterError):
        pay(shop, document_id, "10.00", "1")
    assert shop.documents.payments("lipa", document_id) == ()
