"""G-05: an invoice to a Polish tax number belongs in KSeF, where this system doesn't send yet."""

from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import HeldError
from invoicing.domain.documents.document import Resolution, Status
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.imports.record import Outcome
from invoicing.domain.sellers.settings import KsefMode
from invoicing.services.drafts.decide import mark_issued_elsewhere
from tests.golden.cases import ROW, SUMS, case, sale_of, seller_of
from tests.shop import Shop

TOLD = case("G-05")
NOVEMBER = ("lipa", "2026-11")


def a_shop(mode=KsefMode.HOLD, waived="0.00"):
    shop = Shop(seller_of(TOLD, ksef_mode=mode)).at("2026-11-24T17:30:00+01:00")
    shop.documents.waived[NOVEMBER] = Decimal(waived)
    return shop


def refused(shop, document_id, **request):
    with pytest.raises(HeldError) as held:
        shop.issue(document_id, **request)
    return [reason.code for reason in held.value.reasons]


def test_its_amounts_are_those_of_any_invoice():
    shop = a_shop()
    view = shop.view(shop.draft(sale_of(TOLD)))

    assert [view["totals"][name] for name in SUMS] == TOLD["totals"]
    assert [[row[name] for name in ROW] for row in view["totals"]["by_rate"]] == TOLD["by_rate"]
    assert view["ksef"]["channel"] == "required"


def test_a_by_default_it_is_held_takes_no_number_and_is_not_mailed():
    """The import's report says so at once."""
    shop = a_shop()
    (row,) = shop.rows(sale_of(TOLD))
    document_id = shop.draft(sale_of(TOLD))

    assert [problem.code for problem in row.problems] == ["ksef_required"]
    assert refused(shop, document_id) == ["ksef_required"]
    assert shop.counters() == {}
    assert shop.documents.get("lipa", document_id).summary.email.status is EmailStatus.NONE


def test_b_the_exception_of_2026_lets_it_through_up_to_ten_thousand_in_the_month():
    shop = a_shop(KsefMode.WAIVED_2026, waived="9890.00")
    document_id = shop.draft(sale_of(TOLD))
    assert shop.view(document_id)["ksef"]["channel"] == "waived_2026"

    document = shop.issue(document_id)
    assert document.number == "FV 1/11/2026"
    assert document.ksef is not None
    assert document.ksef.channel == "waived_2026"
    assert shop.documents.waived[NOVEMBER] == Decimal("10000.00")


def test_c_the_invoice_that_would_cross_it_is_held_and_ends_the_exception_for_good():
    """Later ones are held too, however small, and a new month does not bring it back."""
    shop = a_shop(KsefMode.WAIVED_2026, waived="9890.01")
    small = {"goods": [["Drobiazg", "1", "1.00"]], "delivery": None, "total": "1.00", "paid": "1.00"}
    crossing = shop.draft(sale_of(TOLD))
    later = shop.draft(sale_of(TOLD, "order-2", **small))
    assert shop.held_by(later) == set()

    assert refused(shop, crossing) == ["ksef_required", "ksef_limit_reached"]
    assert (shop.now.ksef_mode, shop.now.waiver_ended_on) == (KsefMode.HOLD, date(2026, 11, 24))
    assert shop.held_by(crossing) == shop.held_by(later) == {"ksef_required"}
    shop.at("2026-12-01T09:00:00Z")
    assert refused(shop, later) == ["ksef_required"]
    assert (shop.counters(), shop.documents.waived[NOVEMBER]) == ({}, Decimal("9890.01"))


def test_d_the_exception_ends_with_the_year_by_the_issue_date():
    shop = a_shop(KsefMode.WAIVED_2026)
    new_year, old_year = (shop.draft(sale_of(TOLD, f"order-{n}")) for n in range(2))
    shop.at("2027-01-02T08:00:00Z")

    assert refused(shop, new_year) == ["ksef_required"]
    assert refused(shop, new_year, issue_date=date(2027, 1, 1)) == ["ksef_required"]
    assert shop.issue(old_year, issue_date=date(2026, 12, 31)).number == "FV 1/12/2026"


def test_e_issued_elsewhere_it_is_put_away_and_a_new_import_stays_quiet():
    shop = a_shop()
    document_id = shop.draft(sale_of(TOLD))
    elsewhere = TOLD["elsewhere"]
    mark_issued_elsewhere("lipa", document_id, elsewhere["number"], elsewhere["ksef_number"], shop.changing())

    document = shop.get(document_id)
    assert (document.status, document.resolution) == (Status.DISCARDED, Resolution.ISSUED_ELSEWHERE)
    assert shop.view(document_id)["elsewhere"] == elsewhere["number"]
    assert shop.view(document_id)["ksef"]["number"] == elsewhere["ksef_number"]
    for again in (sale_of(TOLD), sale_of(TOLD, paid="110.00", delivery_method="Kurier")):
        (row,) = shop.rows(again)
        assert (row.outcome, row.number) == (Outcome.ALREADY_ISSUED_ELSEWHERE, elsewhere["number"])
    assert shop.counters() == {}


def test_a_seller_whose_own_program_sends_to_ksef_issues_here():
    shop = a_shop(KsefMode.ELSEWHERE)
    assert shop.issue(shop.draft(sale_of(TOLD))).ksef.channel == "required"
