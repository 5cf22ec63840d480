"""Pre-flight: each problem by its code, and no problem in an ordinary order."""

from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.adapters.checks.tax_numbers import is_nip
from invoicing.adapters.checks.workdays import is_workday
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, VatStatus
from invoicing.domain.problems.preflight import Checks, find_problems
from invoicing.domain.sellers.settings import Numbering
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_line, a_sale, a_seller, drafted

REAL = Checks(is_nip=is_nip, is_workday=is_workday)


def codes(draft, settings=None, *, holding=True):
    problems = find_problems(draft, settings or a_seller(), REAL, NOW.date())
    return {problem.code for problem in problems if problem.holds or not holding}


def test_an_ordinary_order_needs_no_decision():
    assert codes(a_draft()) == set()
    assert codes(drafted(a_sale())) == set()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"buyer": replace(PERSON, name="")}, "buyer_name_missing"),
        ({"buyer": replace(PERSON, address=Address())}, "buyer_address_missing"),
        ({"buyer": replace(COMPANY, nip=None)}, "nip_missing"),
        ({"buyer": replace(COMPANY, nip="1234567890")}, "nip_invalid"),
        ({"lines": (a_line(vat_rate=None),)}, "vat_rate_missing"),
        ({"lines": (a_line(vat_rate="zw"),)}, "exemption_basis_missing"),
        ({"buyer": replace(PERSON, address=replace(PERSON.address, country="CZ"))}, "foreign_vat_undecided"),
        ({"currency": "CZK"}, "exchange_rate_missing"),
        ({"paid": Decimal("0.00")}, "unpaid"),
        ({"paid": Decimal("10.00")}, "paid_less_than_total"),
        ({"kind": Kind.BILL}, "bill_not_for_vat_payer"),
    ],
)
def test_what_holds_a_draft(change, code):
    assert codes(a_draft(**change)) == {code}


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        (a_seller(place=None), "seller_incomplete"),
        (a_seller(nip=None), "seller_incomplete"),
        (a_seller(numbering=Numbering()), "numbering_not_confirmed"),
    ],
)
def test_what_is_missing_in_the_settings_holds_every_draft(settings, code):
    assert codes(a_draft(), settings) == {code}


def test_a_company_with_a_valid_nip_is_not_held():
    assert codes(a_draft(buyer=COMPANY)) == set()


def test_a_receipt_needs_no_buyer_and_a_proforma_no_payment():
    nobody = replace(PERSON, name="", address=Address())

    assert codes(a_draft(kind=Kind.RECEIPT, buyer=nobody)) == set()
    assert codes(a_draft(kind=Kind.PROFORMA, paid=Decimal("0.00"))) == set()


def test_lines_that_do_not_add_up_to_the_file_are_reported_with_the_difference():
    draft = a_draft()
    assert draft.order is not None
    draft = replace(draft, order=replace(draft.order, total=Decimal("16.99")), paid=Decimal("16.99"))
    [problem] = [p for p in find_problems(draft, a_seller(), REAL, NOW.date()) if p.code == "total_mismatch"]

    assert "3,00\xa0zł" in problem.message
    assert problem.way_out


def test_a_cancelled_order_blocks():
    """F-27."""
    draft = a_draft()
    assert draft.order is not None
    assert "cancelled" in codes(replace(draft, order=replace(draft.order, status="CANCELLED")))


def test_an_exempt_seller_with_a_legal_basis_is_not_held():
    settings = a_seller(vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1 ustawy o VAT")
    assert codes(a_draft(lines=(a_line(vat_rate="zw"),)), settings) == set()


def test_an_unknown_payment_date_is_reported_but_does_not_hold():
    assert "sale_date_assumed" in codes(a_draft(), holding=False)
