"""From a sale to a draft."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, VatStatus
from invoicing.domain.vat.delivery import DELIVERY_LINE
from invoicing.domain.vat.line import RateSource
from tests.builders import COMPANY, PERSON, a_sale, a_seller, drafted


def test_the_same_order_of_a_seller_always_gets_the_same_draft_id():
    """F-23: the same sale by two routes leads to one draft; another seller's to another."""
    assert drafted(a_sale(1)).id == drafted(a_sale(1, position=9), kind="receipt").id
    assert drafted(a_sale(1)).id != drafted(a_sale(2)).id
    assert drafted(a_sale(1)).id != drafted(a_sale(1), a_seller(id="sowa")).id


def test_delivery_is_a_line_of_its_own_at_the_rate_of_the_goods():
    draft = drafted(a_sale(delivery=Decimal("8.99"), delivery_method="Kurier DPD"))

    assert [line.name for line in draft.lines] == ["Kubek", "Dostawa – Kurier DPD"]
    assert draft.lines[1].id == DELIVERY_LINE
    assert draft.lines[1].is_delivery
    assert draft.lines[1].vat_rate == "23"
    assert draft.totals.gross == Decimal("28.98")


@pytest.mark.parametrize("delivery", [None, Decimal("0.00")])
def test_free_delivery_is_no_line(delivery):
    assert len(drafted(a_sale(delivery=delivery)).lines) == 1


def test_a_rate_comes_from_the_file_else_the_import_else_the_seller_else_nowhere():
    known = replace(a_sale().lines[0], vat_rate="5")
    no_default = a_seller(default_vat_rate=None)

    def rate_of(draft):
        return draft.lines[0].vat_rate, draft.lines[0].vat_rate_source

    assert rate_of(drafted(a_sale(lines=(known,)), vat_rate="8")) == ("5", RateSource.FILE)
    assert rate_of(drafted(a_sale(), vat_rate="8")) == ("8", RateSource.IMPORT)
    assert rate_of(drafted(a_sale())) == ("23", RateSource.DEFAULT)
    assert rate_of(drafted(a_sale(), no_default)) == (None, None)


def test_an_exempt_seller_sells_exempt_whatever_the_default_rate():
    settings = a_seller(vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1 ustawy o VAT")
    assert drafted(a_sale(), settings).lines[0].vat_rate == "zw"


@pytest.mark.parametrize(
    "foreign",
    [
        {"currency": "CZK"},
        {"buyer": replace(PERSON, address=Address(street="Vodičkova 12", city="Praha", country="CZ"))},
    ],
)
def test_a_foreign_sale_never_gets_a_silent_polish_rate(foreign):
    draft = drafted(a_sale(**foreign, delivery=Decimal("9.99")), vat_rate="23")
    assert [line.vat_rate for line in draft.lines] == [None, None]


def test_auto_gives_a_company_an_invoice_and_a_consumer_what_the_seller_chose():
    settings = a_seller(consumer_kind=Kind.RECEIPT)

    assert drafted(a_sale(buyer=COMPANY), settings).kind is Kind.INVOICE
    assert drafted(a_sale(invoice_wanted=True), settings).kind is Kind.INVOICE
    assert drafted(a_sale(), settings).kind is Kind.RECEIPT
    assert drafted(a_sale(buyer=COMPANY), settings, kind="proforma").kind is Kind.PROFORMA


def test_the_sale_date_is_the_day_of_payment_in_poland_else_the_day_of_the_order():
    """F-63: 22:30 UTC on the last of July is the first of August in Warsaw."""
    evening = datetime(2026, 7, 31, 22, 30, tzinfo=UTC)

    assert drafted(a_sale(ordered_at=evening)).sale_date == date(2026, 8, 1)
    assert drafted(a_sale(paid_at=evening)).sale_date == date(2026, 8, 1)


def test_a_sale_without_a_paid_amount_is_not_paid():
    draft = drafted(a_sale(paid=None))

    assert draft.paid == 0
    assert draft.amount_due == Decimal("19.99")
    assert draft.order is not None
    assert draft.order.paid is None


def test_a_draft_has_no_number():
    """F-05: a number is taken at issue only."""
    draft = drafted(a_sale())
    assert (draft.number, draft.series, draft.issue_date) == (None, None, None)
