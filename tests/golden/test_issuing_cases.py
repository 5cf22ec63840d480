"""Golden cases from a sale to the issued document, exact to the grosz: F-13, F-14, F-19."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import HeldError, InvalidFieldError, NothingLeftError
from invoicing.domain.documents.kind import Kind
from invoicing.domain.problems.problem import Severity
from invoicing.domain.vat.line import calculated
from invoicing.domain.vat.totals import totals_of
from tests.builders import COMPANY, PERSON, a_draft, a_line, stored
from tests.golden.cases import ROW, SUMS, case, day, named, sale_of, seller_of, shown, shown_correction
from tests.shop import Shop, pieces

NOON = "2026-11-24T17:30:00+01:00"


def a_shop(told, **settings):
    return Shop(seller_of(told, **settings)).at(NOON)


def issued(shop, document_id, **request):
    shop.issue(document_id, **request)
    return shop.view(document_id)


@pytest.mark.parametrize("name", ["G-01", "G-02", "G-03", "G-08", "G-16", "G-19"])
def test_a_sale_becomes_the_document_of_its_case(name):
    told = case(name)
    shop = a_shop(told)
    document_id = shop.draft(sale_of(told))
    problems = shop.problems(document_id)

    assert shown(told["document"], issued(shop, document_id)) == told["document"]
    assert not any(problem.holds for problem in problems.values())
    assert set(told.get("problems", problems)) == set(problems)


def test_the_ordinary_order_may_go_to_ksef_and_need_not():
    """G-01."""
    told = case("G-01")
    shop = a_shop(told)
    view = issued(shop, shop.draft(sale_of(told)))

    assert view["ksef"] == {"channel": "optional", "number": None}
    assert view["title"] == "Faktura"


def test_used_goods_are_sold_by_a_margin_invoice_whose_purchase_price_stays_inside():
    """G-06."""
    told = case("G-06")
    shop = a_shop(told)
    document_id = shop.draft(sale_of(told), kind=told["kind"])
    assert "margin_purchase_price_missing" in shop.problems(document_id)
    shop.edit_lines(document_id, purchase_price=Decimal(told["purchase_price"]))

    assert "margin_purchase_price_missing" not in shop.problems(document_id)
    assert shown(told["document"], issued(shop, document_id)) == told["document"]


def test_a_bill_of_an_exempt_seller_is_blocked_until_he_insists():
    """G-08."""
    told = case("G-08")
    shop = a_shop(told)
    document_id = shop.draft(sale_of(told), kind="bill")

    problem = shop.problems(document_id)["bill_not_for_exempt_seller"]
    assert (problem.severity, problem.choices) == (Severity.BLOCKS, ("confirm",))
    shop.decide(document_id, "bill_not_for_exempt_seller", "confirm")
    assert shop.held_by(document_id) == set()


def test_an_exempt_line_without_its_legal_basis_blocks_and_with_it_is_printed():
    """G-09."""
    told = case("G-09")
    shop = a_shop(told)
    document_id = shop.draft(sale_of(told))
    assert shop.problems(document_id)["exemption_basis_missing"].severity is Severity.BLOCKS
    assert shop.held_by(document_id) == {"exemption_basis_missing"}

    shop.edit(document_id, exemption_basis=told["exemption_basis"])
    assert shown(told["document"], issued(shop, document_id)) == told["document"]


def an_original(name):
    told = case(name)
    shop = a_shop(told)
    document_id = shop.draft(sale_of(told))
    shop.issue(document_id)
    return shop.at("2026-11-30T10:00:00+01:00"), document_id


def test_the_correction_of_a_quantity_says_before_after_and_difference():
    """G-10: -3.73, the difference of two tables; never -3.74, the VAT of 19.99."""
    told = case(name="G-10")
    shop, original = an_original(told["original"])
    lines = (pieces(**line) for line in told["lines"])
    correction = shop.correct(original, *lines, reason=told["reason"])

    view = issued(shop, correction)
    assert shown_correction(told["document"], view) == told["document"]
    assert view["reason"] == told["reason"]


def test_the_return_of_everything_takes_delivery_back_and_leaves_nothing_to_correct():
    """G-12."""
    told = case("G-12")
    shop, original = an_original(told["original"])
    correction = shop.correct(original, reason=told["reason"], whole=True)

    assert shown_correction(told["document"], issued(shop, correction)) == told["document"]
    with pytest.raises(NothingLeftError) as refused:
        shop.correct(original, reason=told["reason"], whole=True, nonce="again")
    assert refused.value.code == "nothing_left_to_correct"


def test_at_the_change_of_the_year_the_issue_date_chooses_the_period():
    """G-14, F-08, F-09, F-63: ten past midnight in Warsaw, ten past eleven in UTC."""
    told = case("G-14")
    shop = a_shop(told)
    shop.documents.counters = {("lipa", "FV", period): last for period, last in told["last"].items()}
    first, second, third = shop.at("2026-12-31T23:05:00Z").drafts(*(sale_of(told, f"order-{n}") for n in range(3)))

    shop.at("2026-12-31T23:10:00Z")
    assert shown(told["document"], issued(shop, first)) == told["document"]
    assert shop.get(first).tax_point == date(2026, 12, 31)

    shop.at("2027-01-02T08:00:00Z")
    backdated = issued(shop, second, issue_date=day(told["second"]["issue_date"]))
    assert shown(told["second"], backdated) == told["second"]
    assert [(problem["code"], problem["severity"]) for problem in backdated["problems"]] == [
        ("issue_date_backdated", "info")
    ]

    before = shop.counters()
    with pytest.raises(InvalidFieldError) as refused:
        shop.issue(third, issue_date=date(2027, 1, 3))
    assert refused.value.code == "issue_date_in_future"
    assert shop.counters() == before == {"FV 2026-12": 8, "FV 2027-01": 1}


def test_cash_on_delivery_has_no_sale_date_until_the_parcel_is_taken():
    """G-16: nor has it a tax point."""
    told = case("G-16")
    shop = a_shop(told)
    document = shop.issue(shop.draft(sale_of(told)))

    assert (document.sale_date, document.tax_point, document.due_date) == (None, None, None)


@pytest.mark.parametrize("told", case("G-21")["cases"], ids=str)
def test_split_payment_needs_the_amount_the_business_and_the_goods(told):
    """G-21: the total must exceed 15 000.00; it counts as a whole, however little of it is of annex 15."""
    lines = tuple(
        a_line(f"Towar {number}", price, annex15=annex15) for number, (price, annex15) in enumerate(told["goods"])
    )
    buyer = replace(COMPANY, nip="9999999999") if told["business"] else PERSON
    shop = a_shop({})
    shop.documents.add("lipa", [stored(a_draft(lines=lines, buyer=buyer, sale_date=date(2026, 11, 23)))])

    assert shop.held_by("draft-1") == ({told["problem"]} if "problem" in told else set())
    if "problem" in told:
        with pytest.raises(HeldError):
            shop.issue("draft-1")
        return
    view = issued(shop, "draft-1")
    assert (case("G-21")["annotation"] in view["annotations"]) is told["mpp"]
    assert [view["totals"][name] for name in SUMS] == told.get("totals", [view["totals"][name] for name in SUMS])


@pytest.mark.parametrize(("index", "rate"), list(enumerate(case("G-23")["rates"])))
def test_the_vat_contained_in_a_gross_amount(index, rate):
    """G-23, F-13: the anchors of the table."""
    for gross, by_rate in case("G-23")["net_and_vat"].items():
        (row,) = totals_of(calculated([a_line(price=gross, vat_rate=rate)])).by_rate
        assert {name: str(getattr(row, name)) for name in ROW} == named(ROW, [rate, *by_rate[index], gross])


def test_every_kind_of_the_cases_has_a_series_of_its_own():
    """F-05: a draft of any of them has no number."""
    told = case("G-24")
    shop = a_shop(told)
    kinds = (Kind.INVOICE, Kind.RECEIPT, Kind.PROFORMA)
    drafts = [shop.draft(sale_of(told, str(kind)), kind=kind) for kind in kinds]
    assert [shop.get(draft).number for draft in drafts] == [None] * 3

    numbers = [shop.issue(draft).number for draft in drafts]
    assert numbers == ["FV 1/11/2026", "PS 1/11/2026", "PRO 1/11/2026"]
