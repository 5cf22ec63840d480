"""What is done to drafts and follows issued documents, by the API."""

from datetime import date
from decimal import Decimal

import pytest

from functions.correct_documents import app as correct_documents
from functions.edit_documents import app as edit_documents
from functions.issue_documents import app as issue_documents
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from functions.read_registers import app as read_registers
from invoicing.domain.documents.kind import Kind
from tests.builders import COMPANY, a_draft, a_line, a_seller, stored
from tests.functions.calls import call

DRAFT = "/documents/draft-1"


@pytest.fixture
def draft(office):
    office.drafts().add("lipa", [stored(a_draft(lines=(a_line(quantity="3", id="l-1"),)))])
    return office


@pytest.fixture
def issued(draft):
    assert call(issue_documents, "POST", f"{DRAFT}/issue", {"send_email": False}).status == 200
    return draft


def test_a_draft_is_put_aside_and_taken_back(draft):
    aside = call(edit_documents, "DELETE", DRAFT)
    assert (aside.status, aside.body["status"], aside.body["resolution"]) == (200, "discarded", None)
    assert call(issue_documents, "POST", f"{DRAFT}/issue").body["code"] == "not_a_draft"

    back = call(edit_documents, "POST", f"{DRAFT}/restore")
    assert (back.body["status"], back.body["version"]) == ("draft", 3)


@pytest.mark.parametrize(
    "body",
    [
        {"issued_elsewhere": {"number": "FS 77/2026", "ksef_number": "1111111111-20261124-0A1B2C3D4E5F-C5"}},
        {"choice": "issued_elsewhere", "number": "FS 77/2026", "ksef_number": "1111111111-20261124-0A1B2C3D4E5F-C5"},
        {
            "code": "issued_elsewhere",
            "choice": "x",
            "number": "FS 77/2026",
            "ksef_number": "1111111111-20261124-0A1B2C3D4E5F-C5",
        },
    ],
)
def test_a_draft_that_another_program_issued_is_put_away_with_its_number(draft, body):
    answer = call(edit_documents, "POST", f"{DRAFT}/resolve", body)

    assert (answer.status, answer.body["status"], answer.body["resolution"]) == (200, "discarded", "issued_elsewhere")
    assert answer.body["elsewhere"] == "FS 77/2026"
    assert answer.body["ksef"]["number"] == "1111111111-20261124-0A1B2C3D4E5F-C5"


def test_issued_elsewhere_needs_its_number(draft):
    answer = call(edit_documents, "POST", f"{DRAFT}/resolve", {"choice": "issued_elsewhere"})
    assert (answer.status, answer.body["field"]) == (422, "number")


def test_a_sale_that_needs_no_document_says_so(draft):
    answer = call(edit_documents, "POST", f"{DRAFT}/resolve", {"choice": "not_needed"})
    assert (answer.body["status"], answer.body["resolution"]) == ("discarded", "not_needed")


def test_a_decision_is_kept_with_who_and_when_and_what_cannot_be_chosen_is_refused(office):
    office.drafts().add("lipa", [stored(a_draft(paid=Decimal("0.00")))])
    wrong = call(edit_documents, "POST", f"{DRAFT}/resolve", {"code": "unpaid", "choice": "nonsense"})
    absent = call(edit_documents, "POST", f"{DRAFT}/resolve", {"code": "overpaid", "choice": "refund"})
    right = call(edit_documents, "POST", f"{DRAFT}/resolve", {"code": "unpaid", "choice": "confirm"})

    assert (wrong.status, wrong.body["field"]) == (422, "choice")
    assert "proforma" in wrong.body["detail"]
    assert (absent.status, absent.body["field"]) == (422, "code")
    [decision] = right.body["decisions"]
    assert (decision["code"], decision["choice"], decision["by"]) == ("unpaid", "confirm", "anna")
    assert right.body["ready"] is True


def test_the_history_says_who_changed_what(draft):
    call(edit_documents, "PATCH", DRAFT, {"notes": "prezent"}, if_match='"1"')
    call(issue_documents, "POST", f"{DRAFT}/issue", {"send_email": False})

    entries = call(read_documents, "GET", f"{DRAFT}/history").body["items"]

    assert [entry["what"] for entry in entries] == ["created", "edited", "issued"]
    assert entries[1]["changes"] == [{"field": "notes", "before": "–", "after": "prezent"}]
    assert entries[1]["by"] == "anna"
    assert entries[2]["text"].startswith("wystawiono jako AL 1/")


def test_a_correction_is_a_draft_with_before_after_and_difference_and_its_own_number(issued):
    body = {"reason": "zwrot towaru (odstąpienie od umowy)", "lines": [{"line": 1, "quantity": "2"}]}
    made = call(correct_documents, "POST", f"{DRAFT}/corrections", body)

    assert made.status == 201
    assert made.body["kind"] == "correction"
    assert made.body["difference"]["vat"] == "-3.73"
    assert made.body["refund"] == "19.99"
    assert made.body["lines"][0]["before"]["quantity"] == "3"
    number = call(read_documents, "GET", DRAFT).body["number"]
    assert made.body["corrects"] == number

    done = call(issue_documents, "POST", f"/documents/{made.body['id']}/issue", {"send_email": False})
    assert done.status == 200
    assert done.body["number"].startswith("AL-K 1/")
    assert call(read_documents, "GET", DRAFT).body["corrected_by"] == done.body["number"]


def test_a_correction_sent_twice_under_one_key_is_one_and_another_body_is_refused(issued):
    body = {"reason": "zwrot", "lines": [{"line": 1, "quantity": "2"}]}
    first = call(correct_documents, "POST", f"{DRAFT}/corrections", body, idempotency_key="k-1")
    again = call(correct_documents, "POST", f"{DRAFT}/corrections", body, idempotency_key="k-1")
    other = call(correct_documents, "POST", f"{DRAFT}/corrections", {**body, "reason": "inna"}, idempotency_key="k-1")

    assert first.body["id"] == again.body["id"]
    assert (other.status, other.body["code"]) == (422, "idempotency_conflict")


def test_what_is_corrected_to_zero_cannot_be_corrected_again(issued):
    made = call(correct_documents, "POST", f"{DRAFT}/corrections", {"reason": "zwrot całości", "whole": True})
    call(issue_documents, "POST", f"/documents/{made.body['id']}/issue", {"send_email": False})

    again = call(correct_documents, "POST", f"{DRAFT}/corrections", {"reason": "znowu", "whole": True})
    assert (again.status, again.body["code"]) == (409, "nothing_left_to_correct")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"reason": "", "whole": True}, "reason"),
        ({"reason": "x" * 257, "whole": True}, "reason"),
        ({"reason": "nic"}, "lines"),
        ({"reason": "x", "lines": [{"line": 9, "quantity": "1"}]}, "lines[0]"),
        ({"reason": "x", "lines": [{"line": 1, "quantity": "-1"}]}, "lines.0.quantity"),
        ({"reason": "x", "buyer": {"name": "Inny", "nip": "1234563218"}}, "buyer.nip"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_by_its_field(issued, body, field):
    answer = call(correct_documents, "POST", f"{DRAFT}/corrections", body)
    assert (answer.status, answer.body["field"]) == (422, field)


def test_a_draft_cannot_be_corrected(draft):
    answer = call(correct_documents, "POST", f"{DRAFT}/corrections", {"reason": "x", "whole": True})
    assert (answer.status, answer.body["code"]) == (409, "not_issued")


def test_a_wrong_tax_number_makes_a_correction_to_zero_and_a_new_draft(office):
    office.drafts().add("lipa", [stored(a_draft(buyer=COMPANY))])
    call(issue_documents, "POST", f"{DRAFT}/issue", {"send_email": False})
    buyer = {"name": COMPANY.name, "is_company": True, "nip": "9999999999", "address": {"street": "a", "city": "b"}}

    made = call(correct_documents, "POST", f"{DRAFT}/reissue", {"buyer": buyer})

    assert made.status == 201
    assert made.body["correction"]["after"]["gross"] == "0.00"
    assert made.body["document"]["buyer"]["nip"] == "9999999999"
    assert made.body["document"]["replaces"].startswith("AL 1/")
    assert call(correct_documents, "POST", f"{DRAFT}/reissue", {"buyer": buyer}).body == made.body


def test_a_confirmation_is_followed_by_an_invoice_in_one_call(office):
    office.drafts().add("lipa", [stored(a_draft(kind=Kind.RECEIPT))])
    receipt = call(issue_documents, "POST", f"{DRAFT}/issue", {"send_email": False}).body

    made = call(correct_documents, "POST", f"{DRAFT}/copy", {"kind": "invoice"})
    assert (made.status, made.body["kind"], made.body["replaces"]) == (201, "invoice", receipt["number"])
    assert call(correct_documents, "POST", f"{DRAFT}/copy", {"kind": "invoice"}).body["id"] == made.body["id"]

    invoice = call(issue_documents, "POST", f"/documents/{made.body['id']}/issue", {"send_email": False}).body
    assert call(read_documents, "GET", DRAFT).body["replaced_by"] == invoice["number"]


def test_a_payment_is_a_fact_beside_the_document(office):
    office.drafts().add("lipa", [stored(a_draft(paid=Decimal("0.00"), due_date=date(2026, 12, 24)))])
    printed = call(issue_documents, "POST", f"{DRAFT}/issue", {"send_email": False}).body

    body = {"amount": "19.99", "date": "2026-11-24", "method": "WIRE_TRANSFER"}
    paid = call(correct_documents, "POST", f"{DRAFT}/payments", body, idempotency_key="p-1")
    again = call(correct_documents, "POST", f"{DRAFT}/payments", body, idempotency_key="p-1")

    assert paid.status == 201
    assert paid.body["balance"] == {"paid": "19.99", "amount_due": "0.00"}
    assert again.body == paid.body
    assert paid.body["amount_due"] == printed["amount_due"] == "19.99"


def test_the_register_shows_every_number_and_a_series_can_be_moved_forward(issued):
    series = call(read_registers, "GET", "/numbers").body["series"]
    [taken] = series
    assert (taken["series"], taken["last"]) == ("AL", 1)

    moved = call(manage_seller, "POST", "/numbers", {"kind": "invoice", "next": 4, "reason": "inny program"})
    assert (moved.status, moved.body["first"], moved.body["last"]) == (201, 2, 3)

    page = call(read_registers, "GET", f"/numbers?series=AL&period={taken['period']}").body
    assert [entry["void_reason"] for entry in page["items"]] == [None, "inny program", "inny program"]
    assert page["gaps"] == []


def test_a_later_day_of_issue_is_refused_by_its_own_code_and_an_earlier_one_is_noted(draft):
    late = call(issue_documents, "POST", f"{DRAFT}/issue", {"issue_date": "2099-01-01"})
    assert (late.status, late.body["code"], late.body["field"]) == (422, "issue_date_in_future", "issue_date")

    early = call(issue_documents, "POST", f"{DRAFT}/issue", {"issue_date": "2026-11-01", "send_email": False})
    assert [problem["code"] for problem in early.body["problems"]] == ["issue_date_backdated"]


def test_the_seller_s_new_settings_are_taken(office):
    settings = call(manage_seller, "GET", "/seller").body
    changed = {
        **settings,
        "foreign_b2c": "oss",
        "cash_register": "has",
        "ksef_mode": "waived_2026",
        "cash_method": True,
    }

    answer = call(manage_seller, "PUT", "/seller", changed)

    assert answer.status == 200
    assert (answer.body["foreign_b2c"], answer.body["ksef_mode"]) == ("oss", "waived_2026")
    assert a_seller().numbering.patterns.keys() == answer.body["numbering"]["patterns"].keys()
