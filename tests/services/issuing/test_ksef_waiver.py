"""The KSeF exception of 2026 while documents are issued: counted once, month by month, and lost for good."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.domain.basics.errors import HeldError
from invoicing.domain.documents.document import ExchangeRate
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.sellers.settings import KsefMode
from invoicing.services.documents.ports import NumberTakenError
from tests.builders import COMPANY, a_sale, a_seller
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop

BUSINESS = replace(COMPANY, nip="9999999999")


def sale(number, price, buyer=BUSINESS):
    amount = Decimal(price)
    line = replace(a_sale(number).lines[0], price=amount)
    return a_sale(number, buyer=buyer, lines=(line,), total=amount, paid=amount)


def a_shop(documents=None):
    return Shop(a_seller(ksef_mode=KsefMode.WAIVED_2026), documents=documents or InMemoryDocuments())


def waived(shop):
    return {month: str(amount) for (_, month), amount in shop.documents.waived.items()}


def test_only_invoices_that_would_belong_in_ksef_count_each_once():
    shop = a_shop()
    company, consumer, again = shop.drafts(sale(1, "4000.00"), sale(2, "9000.00", a_sale().buyer), sale(3, "6000.00"))
    for document_id in (company, consumer, again, company):
        shop.issue(document_id)

    assert waived(shop) == {"2026-11": "10000.00"}
    assert shop.now.ksef_mode is KsefMode.WAIVED_2026
    channels = [shop.get(document_id).ksef.channel for document_id in (company, consumer, again)]
    assert channels == ["waived_2026", "optional", "waived_2026"]


def test_each_month_has_its_own_sum_by_the_issue_date():
    """F-09: back-dated into November it counts in November."""
    shop = a_shop()
    first, second, third = shop.drafts(*(sale(number, "6000.00") for number in (1, 2, 3)))
    shop.issue(first)
    shop.at("2026-12-01T09:00:00Z").issue(second)
    assert waived(shop) == {"2026-11": "6000.00", "2026-12": "6000.00"}

    with pytest.raises(HeldError):
        shop.issue(third, issue_date=date(2026, 11, 30))
    assert shop.now.waiver_ended_on == date(2026, 11, 30)


def test_the_invoice_that_crosses_ends_it_also_for_smaller_ones_and_takes_no_number():
    shop = a_shop()
    large, small = shop.drafts(sale(1, "10000.01"), sale(2, "1.00"))
    with pytest.raises(HeldError) as held:
        shop.issue(large)

    assert "10 000 zł" in held.value.detail
    assert (shop.now.ksef_mode, shop.held_by(small)) == (KsefMode.HOLD, {"ksef_required"})
    with pytest.raises(HeldError):
        shop.issue(small)
    assert (shop.counters(), waived(shop)) == ({}, {})


def test_consumers_are_served_after_the_exception_has_ended():
    shop = a_shop()
    large, consumer = shop.drafts(sale(1, "10000.01"), sale(2, "50.00", a_sale().buyer))
    with pytest.raises(HeldError):
        shop.issue(large)
    assert shop.issue(consumer).number == "AL 1/11/2026"


def test_a_correction_that_lowers_gives_nothing_back():
    shop = a_shop()
    document_id = shop.draft(sale(1, "6000.00"))
    shop.issue(document_id)
    shop.issue(shop.correct(document_id, whole=True))
    assert waived(shop) == {"2026-11": "6000.00"}


class IssuedBeside(InMemoryDocuments):
    """A second click issues the very document before the first one reads the month's sum."""

    beside: Callable[[], Any] | None = None

    def waived_sum(self, seller_id, month):
        beside, self.beside = self.beside, None
        if beside:
            beside()
        return super().waived_sum(seller_id, month)


def test_an_invoice_issued_twice_at_once_counts_once_and_keeps_the_exception():
    documents = IssuedBeside()
    shop = a_shop(documents)
    document_id = shop.draft(sale(1, "6000.00"))
    documents.beside = lambda: shop.issue(document_id)

    assert shop.issue(document_id).number == "AL 1/11/2026"
    assert waived(shop) == {"2026-11": "6000.00"}
    assert shop.now.ksef_mode is KsefMode.WAIVED_2026


class Overtaken(InMemoryDocuments):
    """Another invoice takes of the month between the reading of its sum and the transaction, once."""

    is_overtaken = False

    def issue(self, seller_id, issue):
        if not self.is_overtaken:
            self.is_overtaken = True
            self.waived[seller_id, "2026-11"] = Decimal("5000.00")
            raise NumberTakenError
        super().issue(seller_id, issue)


@pytest.mark.parametrize(("price", "is_issued"), [("5000.00", True), ("5000.01", False)])
def test_the_sum_that_counts_is_the_one_in_the_transaction(price, is_issued):
    shop = a_shop(Overtaken())
    document_id = shop.draft(sale(1, price))
    if is_issued:
        assert shop.issue(document_id).number == "AL 1/11/2026"
        assert waived(shop) == {"2026-11": "10000.00"}
        return
    with pytest.raises(HeldError):
        shop.issue(document_id)
    assert shop.now.ksef_mode is KsefMode.HOLD


FORINTS = ExchangeRate(rate=Decimal("0.0108"), table="225/A/NBP/2026", date=date(2026, 11, 23))
"""12 000 HUF are 129.60 zl."""


def an_exempt_shop():
    """Return a shop without VAT, whose sales in another currency need no exchange rate on the document."""
    settings = a_seller(ksef_mode=KsefMode.WAIVED_2026, vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1")
    return Shop(settings, documents=InMemoryDocuments())


def drafted_in_forints(shop, price):
    document_id = shop.draft(replace(sale(1, price), currency="HUF"))
    lines = tuple(
        replace(line, vat_rate="zw", vat_rate_source=None, annex15=False) for line in shop.get(document_id).lines
    )
    shop.edit(document_id, lines=lines)
    return document_id


@pytest.mark.parametrize("price", ["12000.00", "30000.00"])
def test_forints_without_a_rate_wait_for_it_and_neither_use_nor_end_the_exception(price):
    shop = an_exempt_shop()
    forints = drafted_in_forints(shop, price)
    assert shop.held_by(forints) == {"exchange_rate_missing"}
    assert shop.problems(forints)["exchange_rate_missing"].way_out == "Wpisz kurs, tabelę i datę"
    with pytest.raises(HeldError) as held:
        shop.issue(forints)

    assert [reason.message for reason in held.value.reasons] == ["Brak kursu NBP z 23.11.2026 dla HUF."]
    assert (shop.now.ksef_mode, shop.now.waiver_ended_on) == (KsefMode.WAIVED_2026, None)
    assert (shop.counters(), waived(shop)) == ({}, {})


def test_forints_with_their_rate_count_in_zloty():
    shop = an_exempt_shop()
    forints = drafted_in_forints(shop, "12000.00")
    shop.edit(forints, exchange_rate=FORINTS)

    assert shop.issue(forints).ksef.channel == "waived_2026"
    assert waived(shop) == {"2026-11": "129.60"}
