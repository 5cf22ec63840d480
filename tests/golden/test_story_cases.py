"""Golden cases of several steps: a proforma and its invoice, a confirmation and its invoice, sales abroad."""

from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import HeldError
from invoicing.domain.documents.document import ExchangeRate
from invoicing.domain.documents.kind import Kind
from invoicing.domain.imports.record import Outcome
from invoicing.domain.problems.problem import Severity
from tests.golden.cases import ROW, SUMS, buyer_of, case, day, sale_of, seller_of, shown
from tests.shop import Shop


def issued(shop, document_id):
    shop.issue(document_id)
    return shop.view(document_id)


def test_an_unpaid_order_waits_gets_a_proforma_and_its_invoice_when_it_is_paid():
    """G-17."""
    told = case("G-17")
    shop = Shop(seller_of(told)).at("2026-11-24T17:30:00+01:00")
    order = shop.draft(sale_of(told))
    with pytest.raises(HeldError) as held:
        shop.issue(order)
    assert [reason.code for reason in held.value.reasons] == ["unpaid"]
    assert shop.counters() == {}

    shop.decide(order, "unpaid", "proforma")
    proforma = issued(shop, order)
    assert shown(told["proforma"], proforma) == told["proforma"]
    assert proforma["ksef"]["channel"] == "excluded"
    assert proforma["annotations"][0].startswith("Dokument nie jest fakturą w rozumieniu ustawy o VAT")

    shop.at("2026-11-26T18:00:00+01:00")
    (again,) = shop.rows(sale_of(told, **told["paid_later"]))
    assert (again.outcome, again.number) == (Outcome.ALREADY_ISSUED, told["proforma"]["number"])

    invoice = shop.copy(order)
    assert shop.held_by(invoice) == set()
    assert shown(told["invoice"], issued(shop, invoice)) == told["invoice"]
    assert shown(told["proforma"], shop.view(order)) == told["proforma"]


def test_the_invoice_after_a_confirmation_replaces_it():
    """G-24: the confirmation knows it, and so does a new import."""
    told = case("G-24")
    shop = Shop(seller_of(told)).at("2026-11-24T17:30:00+01:00")
    receipt = shop.draft(sale_of(told), kind="receipt")
    view = issued(shop, receipt)
    assert shown(told["receipt"], view) == told["receipt"]
    assert view["totals"]["gross"] == told["receipt_gross"]

    shop.at("2026-11-27T10:00:00+01:00")
    invoice = shop.copy(receipt, Kind.INVOICE)
    assert shown(told["invoice"], issued(shop, invoice)) == told["invoice"]
    assert shop.view(receipt)["replaced_by"] == told["invoice"]["number"]
    (row,) = shop.rows(sale_of(told, delivery_method="Kurier"))
    assert row.outcome is Outcome.ALREADY_ISSUED
    assert f"Wystawiono też: {told['invoice']['number']}." in row.reasons


def test_an_order_in_korunas_shows_its_polish_vat_in_zloty():
    """G-18 a: paid on the 12th, the 11th is a holiday, so the rate is that of the 10th."""
    told = case("G-18")["korunas"]
    shop = Shop(seller_of(told)).at("2026-11-24T17:30:00+01:00")
    document_id = shop.draft(sale_of(told))
    missing = shop.problems(document_id)["exchange_rate_missing"]
    assert (missing.severity, shop.held_by(document_id)) == (Severity.BLOCKS, {"exchange_rate_missing"})
    assert "10.11.2026" in missing.message

    rate = told["exchange_rate"]
    typed = ExchangeRate(rate=Decimal(rate["rate"]), table=rate["table"], date=day(rate["date"]))
    shop.edit(document_id, exchange_rate=replace(typed, rate=Decimal("0.1750"), date=day("2026-11-12")))
    assert shop.problems(document_id)["exchange_rate_other_day"].severity is Severity.WAITS
    shop.edit(document_id, exchange_rate=typed)

    view = issued(shop, document_id)
    assert shown(told["document"], view) == told["document"]
    assert (view["totals"]["net_pln"], view["totals"]["vat_pln"]) == (told["net_pln"], told["vat_pln"])


def test_a_sale_under_oss_is_taxed_where_the_consumer_lives_and_never_goes_to_ksef():
    """G-18 b."""
    told = case("G-18")["oss"]
    shop = Shop(seller_of(told)).at("2026-11-24T17:30:00+01:00")
    view = issued(shop, shop.draft(sale_of(told)))

    assert [view["totals"][name] for name in SUMS] == told["totals"]
    assert [[row[name] for name in ROW] for row in view["totals"]["by_rate"]] == told["by_rate"]
    assert (view["annotations"], view["ksef"]["channel"]) == ([told["annotation"]], "excluded")
    assert view["totals"]["vat_pln"] is None


@pytest.mark.parametrize("name", ["korunas", "oss"])
def test_until_the_seller_has_said_how_he_is_taxed_abroad_such_sales_are_blocked(name):
    """G-18 c: and no rate is filled in silently (F-20)."""
    told = case("G-18")[name]
    shop = Shop(seller_of(told, foreign_b2c=None)).at("2026-11-24T17:30:00+01:00")
    document_id = shop.draft(sale_of(told))

    assert shop.problems(document_id)["foreign_vat_undecided"].severity is Severity.BLOCKS
    assert {line.vat_rate for line in shop.get(document_id).lines} == {None}
    assert shop.get(document_id).buyer == buyer_of(told)
