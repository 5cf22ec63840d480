"""Every problem by its code: when it arises, how severe it is, and that no other is reported."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.adapters.checks.tax_numbers import is_nip
from invoicing.adapters.checks.workdays import is_workday
from invoicing.adapters.pdf import missing_glyphs
from invoicing.domain.basics.errors import HeldError
from invoicing.domain.documents.document import Correction, ExchangeRate, Question, Reference
from invoicing.domain.documents.edit import asked_about_nip
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, VatStatus
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.documents.summary import summary_of
from invoicing.domain.mails.sender_checks import sender_problems
from invoicing.domain.problems.catalogue.entry import Origin
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.checks.dates import backdated
from invoicing.domain.problems.checks.paper import paper_problems
from invoicing.domain.problems.checks.seller import seller_problems
from invoicing.domain.problems.preflight import Checks, draft_problems, find_problems, listed_summary, row_problems
from invoicing.domain.sellers.settings import KsefMode, MailSettings, Numbering
from invoicing.services.issuing.prepare import ensure_follows, ensure_not_replaced
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_line, a_sale, a_seller, drafted, stored

REAL = Checks(is_nip=is_nip, is_workday=is_workday, missing_letters=missing_glyphs)
TODAY = NOW.date()
NOTHING = Decimal("0.00")
LARGE = (a_line(price="15000.01"),)
EXEMPT = a_seller(vat_status=VatStatus.EXEMPT, vat_basis="art. 113 ust. 1 ustawy o VAT")
BICYCLE = a_line("Rower", vat_rate="marza")
RATE_OF_A_TUESDAY = ExchangeRate(rate=Decimal("0.1742"), table="A", date=date(2026, 11, 17))


def abroad(country="CZ", **changes):
    return replace(PERSON, address=replace(PERSON.address, country=country), **changes)


def of_the_order(**changes):
    order = a_draft().order
    assert order is not None
    return {"order": replace(order, **changes)}


def asking(code):
    return {"questions": (Question(code=code, amount=Decimal("1.00"), of=Decimal("3.00"), labels=("AL 1/11/2026",)),)}


SEVERITIES = {
    "ksef_required": ("blocks", {"buyer": COMPANY}, a_seller(ksef_mode=KsefMode.HOLD)),
    "ksef_limit_reached": ("info", {"buyer": COMPANY}, a_seller(ksef_mode=KsefMode.HOLD, waiver_ended_on=TODAY)),
    "vat_rate_missing": ("blocks", {"lines": (a_line(vat_rate=None),)}, None),
    "exemption_basis_missing": ("blocks", {"lines": (a_line(vat_rate="zw"),)}, None),
    "buyer_name_missing": ("blocks", {"buyer": replace(PERSON, name="")}, None),
    "buyer_address_missing": ("blocks", {"buyer": replace(PERSON, address=Address())}, None),
    "nip_missing": ("blocks", {"buyer": replace(COMPANY, nip=None)}, None),
    "nip_invalid": ("blocks", {"buyer": replace(COMPANY, nip="1234567890")}, None),
    "nip_added_by_hand": ("waits", asking("nip_added_by_hand"), None),
    "cancelled": ("blocks", of_the_order(status="CANCELLED"), None),
    "returned": ("waits", asking("returned"), None),
    "merged_order": ("waits", asking("merged_order"), None),
    "unpaid": ("waits", {"paid": NOTHING}, None),
    "paid_less_than_total": ("waits", {"paid": Decimal("19.98")}, None),
    "overpaid": ("waits", {"paid": Decimal("20.00")}, None),
    "total_mismatch": ("waits", of_the_order(total=Decimal("20.00")), None),
    "deposit_unclear": ("waits", asking("deposit_unclear"), None),
    "allegro_subsidy": ("waits", asking("allegro_subsidy"), None),
    "smart_delivery_unclear": ("waits", asking("smart_delivery_unclear"), None),
    "margin_mixed": ("waits", {"lines": (BICYCLE, a_line())}, None),
    "margin_line_missing": ("blocks", {"kind": Kind.MARGIN_INVOICE}, None),
    "margin_purchase_price_missing": ("info", {"lines": (BICYCLE,)}, None),
    "foreign_vat_undecided": ("blocks", {"buyer": abroad()}, None),
    "exchange_rate_missing": ("blocks", {"currency": "CZK"}, None),
    "exchange_rate_other_day": ("waits", {"currency": "CZK", "exchange_rate": RATE_OF_A_TUESDAY}, None),
    "eu_company": ("blocks", {"buyer": abroad(is_company=True, tax_id="CZ12345678")}, None),
    "mpp_undecided": ("waits", {"lines": LARGE, "buyer": COMPANY}, None),
    "cash_payment_limit": (
        "info",
        {"lines": LARGE, "buyer": COMPANY, "payment_method": PaymentWay.ON_DELIVERY},
        None,
    ),
    "bill_not_for_exempt_seller": ("blocks", {"kind": Kind.BILL, "lines": (a_line(vat_rate="zw"),)}, EXEMPT),
    "bill_not_for_vat_payer": ("blocks", {"kind": Kind.BILL}, None),
    "vat_not_allowed": ("blocks", {}, EXEMPT),
    "issue_late": ("info", {"sale_date": date(2026, 10, 1)}, None),
    "issue_deadline_near": ("info", {"sale_date": date(2026, 10, 30)}, None),
    "issue_too_early": ("blocks", {"supply_date": date(2027, 1, 24)}, None),
    "sale_in_closed_month": ("info", {"sale_date": date(2026, 10, 31)}, None),
    "request_too_late": ("info", {"sale_date": date(2026, 7, 31)}, None),
    "sale_date_assumed": ("info", {"paid_at": None}, None),
    "cod_delivery_date_unknown": (
        "info",
        {"paid": NOTHING, "payment_method": PaymentWay.ON_DELIVERY, "sale_date": None},
        None,
    ),
    "email_missing": ("info", {"buyer": replace(PERSON, email=None)}, None),
    "email_unusable": ("info", {"buyer": replace(PERSON, email="jan kowalski")}, None),
    "email_masked": ("info", {}, None),
    "invoice_not_requested": ("info", of_the_order(invoice_wanted=False), None),
    "name_too_long": ("info", {"buyer": replace(PERSON, name="ż" * 513)}, None),
    "letters_missing": ("info", {"notes": "🔥"}, None),
    "seller_incomplete": ("blocks", {}, a_seller(place=None)),
    "numbering_not_confirmed": ("blocks", {}, a_seller(numbering=Numbering())),
    "lines_missing": ("blocks", {"lines": ()}, None),
}
"""Code to severity, changes to the draft, and seller; without one, a complete seller."""
DAYS = {"issue_deadline_near": date(2026, 11, 12)}


@pytest.mark.parametrize("code", SEVERITIES)
def test_a_problem_arises_with_its_severity_texts_and_choices(code):
    severity, changes, settings = SEVERITIES[code]
    today = DAYS.get(code, TODAY)
    problems = {p.code: p for p in find_problems(a_draft(**changes), settings or a_seller(), REAL, today)}

    assert problems[code].severity == severity
    assert problems[code].message.endswith((".", "?", ")", "…)"))
    assert problems[code].choices == ENTRIES[code].choice_names
    assert problems[code].way_out or not problems[code].holds


@pytest.mark.parametrize("code", SEVERITIES)
def test_an_ordinary_draft_has_only_the_note_on_its_address(code):
    ordinary = a_draft(paid_at=TODAY)
    assert {p.code for p in find_problems(ordinary, a_seller(), REAL, TODAY)} - {code} <= {"email_masked"}
    assert code == "email_masked" or code not in {p.code for p in find_problems(ordinary, a_seller(), REAL, TODAY)}


BY_ANOTHER = Reference(id="d-2", number="AL 2/11/2026")
ORIGINAL = replace(stored(a_draft()), summary=replace(stored(a_draft()).summary, replaced_by=BY_ANOTHER))
REPLACING = a_draft(replaces=Reference(id="d-1", number="AL 1/11/2026"))
CORRECTED = Correction(reason="zwrot", before=a_draft().state, follows="c-1")
BACKDATED = a_draft(number="AL 3/11/2026", issue_date=date(2026, 11, 23))


def held_by(check, *about):
    with pytest.raises(HeldError) as held:
        check(*about)
    return held.value.reasons


ELSEWHERE = {
    "sender_not_confirmed": lambda: sender_problems(a_seller(mail=MailSettings(sender="faktury@lipa.example"))),
    "sender_is_free_mail": lambda: sender_problems(a_seller(mail=MailSettings(sender="sklep@gmail.com"))),
    "reply_to_missing": lambda: sender_problems(a_seller(email=None)),
    "issue_date_backdated": lambda: backdated(BACKDATED, TODAY),
    "correction_outdated": lambda: held_by(ensure_follows, a_draft(correction=CORRECTED), ORIGINAL),
    "already_replaced": lambda: held_by(ensure_not_replaced, REPLACING, ORIGINAL),
}
"""Problems of a seller's sender, or of issuing."""


@pytest.mark.parametrize("code", ELSEWHERE)
def test_problems_that_are_not_of_a_draft_use_the_texts_of_the_catalogue(code):
    problems = {problem.code: problem for problem in ELSEWHERE[code]()}

    assert problems[code].severity == ENTRIES[code].severity
    assert problems[code].message.endswith(".")
    assert problems[code].way_out
    assert problems[code].choices == ()


def test_every_problem_of_the_catalogue_is_tried_here():
    assert {*SEVERITIES, *ELSEWHERE} == set(ENTRIES)


def test_every_question_of_a_file_or_an_edit_is_a_problem_that_waits_for_a_choice():
    line = replace(a_sale().lines[0], quantity=Decimal(3), subsidy=Decimal(1), returned=Decimal(1), deposit=Decimal(1))
    asking = drafted(a_sale(lines=(line,), is_smart=True, delivery=Decimal("9.99"), total=Decimal("99.00")))
    edited = asked_about_nip(a_draft(), a_draft(buyer=COMPANY))
    questions = (*asking.questions, *edited.questions)

    assert len(questions) == 5
    for question in questions:
        assert ENTRIES[question.code].severity == "waits"
        assert ENTRIES[question.code].choices


@pytest.mark.parametrize("code", SEVERITIES)
def test_a_problem_comes_from_the_origin_in_the_catalogue(code):
    _, changes, seller = SEVERITIES[code]
    settings, today = seller or a_seller(), DAYS.get(code, TODAY)
    draft = a_draft(**changes)
    of_the_seller = {problem.code for problem in seller_problems(summary_of(draft), settings, today)}
    of_the_draft = {problem.code for problem in draft_problems(draft, settings, REAL, today)}
    of_the_paper = {problem.code for problem in paper_problems(draft, missing_glyphs)}

    assert ENTRIES[code].origin is (Origin.SELLER if code in of_the_seller else Origin.DRAFT)
    assert (code in of_the_draft | of_the_paper) is (code not in of_the_seller)


def test_a_backdated_document_says_so_and_the_others_do_not():
    [problem] = backdated(BACKDATED, TODAY)

    assert (problem.code, problem.severity) == ("issue_date_backdated", "info")
    assert "AL 3/11/2026" in problem.message
    assert list(backdated(BACKDATED, date(2026, 11, 23))) == []


@pytest.mark.parametrize("code", [code for code, (severity, *_) in SEVERITIES.items() if severity != "info"])
def test_what_holds_a_draft_is_in_its_list_row_too(code):
    _, changes, seller = SEVERITIES[code]
    settings = seller or a_seller()
    draft = a_draft(**changes)
    summary = listed_summary(draft, settings, REAL, TODAY)

    assert code in row_problems(summary, settings, TODAY)


@pytest.mark.parametrize(
    ("paid", "method", "due", "is_held"),
    [
        ("0.00", PaymentWay.ON_DELIVERY, None, False),
        ("0.00", PaymentWay.TRANSFER, date(2026, 12, 1), False),
        ("0.00", PaymentWay.TRANSFER, None, True),
        ("19.99", PaymentWay.TRANSFER, None, False),
    ],
)
def test_buyers_with_cash_on_delivery_or_a_due_date_need_not_have_paid(paid, method, due, is_held):
    draft = a_draft(paid=Decimal(paid), payment_method=method, due_date=due)
    codes = {p.code for p in find_problems(draft, a_seller(), REAL, TODAY) if p.holds}
    assert codes == ({"unpaid"} if is_held else set())


@pytest.mark.parametrize("status", [VatStatus.ACTIVE, VatStatus.OUTSIDE])
def test_a_bill_is_for_sellers_outside_vat_only(status):
    settings = a_seller(vat_status=status, nip=None if status is VatStatus.OUTSIDE else "1111111111")
    draft = a_draft(kind=Kind.BILL, lines=(a_line(vat_rate="zw"),))
    codes = {p.code for p in find_problems(draft, settings, REAL, TODAY) if p.holds}
    assert ("bill_not_for_vat_payer" in codes) is (status is VatStatus.ACTIVE)
    assert status is VatStatus.ACTIVE or codes == set()
