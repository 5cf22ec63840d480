"""The API's functions: requests in, answers out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from functions.edit_documents import app as edit_documents
from functions.issue_documents import app as issue_documents
from functions.mail_documents import app as mail_documents
from functions.manage_imports import app as manage_imports
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Pdf
from tests.builders import a_draft, a_line, stored
from tests.functions.calls import call


@pytest.fixture
def draft(office):
    office.drafts().add("lipa", [stored(a_draft())])
    return office


def test_a_draft_is_shown_with_its_money_as_strings_its_problems_and_its_version(office):
    office.drafts().add("lipa", [stored(a_draft(lines=(a_line(vat_rate=None),)))])
    answer = call(read_documents, "GET", "/documents/draft-1")

    assert answer.status == 200
    assert answer.headers["etag"] == '"1"'
    assert answer.body["lines"][0]["gross"] == "19.99"
    assert answer.body["lines"][0]["vat_rate"] is None
    assert answer.body["totals"]["net"] is None
    assert answer.body["seller"]["name"] == "Sklep Pod Lipą Anna Nowak"
    assert [p["code"] for p in answer.body["problems"] if p["severity"] == "blocks"] == ["vat_rate_missing"]
    assert answer.body["email"] == {
        "status": "none",
        "to": None,
        "at": None,
        "queued_at": None,
        "reason": None,
        "nth": 0,
    }
    assert answer.body["pdf"] is None


def test_another_seller_s_document_is_not_there(draft):
    answer = call(read_documents, "GET", "/documents/draft-1", seller="sowa")

    assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_list_is_cut_to_its_limit_and_goes_on_at_its_cursor(office):
    office.drafts().add("lipa", [stored(a_draft(id=f"d-{n}")) for n in range(3)])
    first = call(read_documents, "GET", "/documents?status=draft&limit=2").body
    rest = call(read_documents, "GET", f"/documents?status=draft&limit=2&cursor={first['cursor']}").body

    assert {row["id"] for row in first["items"] + rest["items"]} == {"d-0", "d-1", "d-2"}
    assert rest["cursor"] is None
    assert first["items"][0]["ready"] is True
    assert first["items"][0]["gross"] == "19.99"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "status=nonsense", "limit=x"])
def test_a_wrong_filter_is_refused_by_its_name(office, query):
    answer = call(read_documents, "GET", f"/documents?{query}")

    assert (answer.status, answer.body["code"]) == (422, "validation")
    assert answer.body["field"] == query.partition("=")[0]


def test_an_edit_answers_the_new_draft_with_totals_computed_again(draft):
    body = {"lines": [{"name": "Kubek", "quantity": "3", "unit_gross": "19.99", "vat_rate": "8"}], "notes": "prezent"}
    answer = call(edit_documents, "PATCH", "/documents/draft-1", body, if_match='"1"')

    assert answer.status == 200
    assert answer.headers["etag"] == '"2"'
    assert answer.body["totals"]["by_rate"] == [{"vat_rate": "8", "net": "55.53", "vat": "4.44", "gross": "59.97"}]
    assert answer.body["lines"][0]["vat_rate_source"] == "user"
    assert answer.body["notes"] == "prezent"
    assert answer.body["buyer"]["name"] == "Jan Kowalski"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 428, "version_required"),
        ({"if_match": '"7"'}, 412, "stale_version"),
        ({"if_match": "abc"}, 412, "stale_version"),
        ({"if_match": '"١"'}, 412, "stale_version"),
    ],
)
def test_an_edit_must_name_the_version_that_it_is_about(draft, headers, status, code):
    answer = call(edit_documents, "PATCH", "/documents/draft-1", {"notes": "x"}, **headers)
    assert (answer.status, answer.body["code"]) == (status, code)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"nonsense": 1}, "nonsense"),
        ({"number": "AL 1/11/2026"}, "number"),
        ({"buyer": {"name": "x", "admin": True}}, "buyer.admin"),
        ({"buyer": {"name": "x", "email": "a b@c"}}, "buyer.email"),
        ({"lines": [{"name": "x", "quantity": "1", "unit_gross": "1.005"}]}, "lines.0.unit_gross"),
        ({"lines": [{"name": "x", "quantity": "0", "unit_gross": "1"}]}, "lines.0.quantity"),
        ({"lines": [{"name": "x", "quantity": "1", "unit_gross": "1", "vat_rate": "22"}]}, "lines.0.vat_rate"),
        ({"lines": [{"name": "x", "quantity": "1", "unit_gross": "-1"}]}, "lines.0.unit_gross"),
        ({"lines": None}, "lines"),
        ({"sale_date": "24.11.2026"}, "sale_date"),
        ({"kind": "paragon"}, "kind"),
        ("{", None),
    ],
)
def test_a_wrong_field_is_refused_by_its_name_and_nothing_changes(draft, body, field):
    answer = call(edit_documents, "PATCH", "/documents/draft-1", body, if_match='"1"')

    assert (answer.status, answer.body["code"]) == (422, "validation")
    if field:
        assert answer.body["field"] == field
    assert draft.documents().get("lipa", "draft-1") == stored(a_draft())


def test_a_draft_is_issued_once_and_answers_the_same_when_asked_again(draft):
    first = call(issue_documents, "POST", "/documents/draft-1/issue", {})
    again = call(issue_documents, "POST", "/documents/draft-1/issue")

    assert (first.status, first.body["status"], first.body["problems"]) == (200, "issued", [])
    assert first.body["number"].startswith("AL 1/")
    assert again.body == first.body


def test_a_held_draft_answers_its_problems(office):
    office.drafts().add("lipa", [stored(a_draft(paid=Decimal("0.00")))])
    answer = call(issue_documents, "POST", "/documents/draft-1/issue", {})

    assert (answer.status, answer.body["code"]) == (422, "held")
    assert answer.body["problems"][0]["code"] == "unpaid"
    assert answer.body["problems"][0]["way_out"]


def test_an_issued_document_cannot_be_edited(draft):
    call(issue_documents, "POST", "/documents/draft-1/issue")
    answer = call(edit_documents, "PATCH", "/documents/draft-1", {"notes": "x"}, if_match='"2"')

    assert (answer.status, answer.body["code"]) == (409, "already_issued")


def test_the_pdf_is_a_short_lived_link_once_it_is_there(draft):
    not_issued = call(read_documents, "GET", "/documents/draft-1/pdf")
    call(issue_documents, "POST", "/documents/draft-1/issue")
    not_ready = call(read_documents, "GET", "/documents/draft-1/pdf")
    draft.documents().record_pdf("lipa", "draft-1", Pdf(key="pdf/lipa/a.pdf", sha256="0", size=1), None)
    ready = call(read_documents, "GET", "/documents/draft-1/pdf")

    assert (not_issued.status, not_issued.body["code"]) == (409, "not_issued")
    assert (not_ready.status, not_ready.body["code"]) == (409, "pdf_not_ready")
    assert int(not_ready.headers["retry-after"]) > 0
    assert ready.status == 302
    assert "pdf/lipa/a.pdf" in ready.headers["location"]


def test_a_mail_is_asked_for_and_answered_as_queued(draft):
    call(issue_documents, "POST", "/documents/draft-1/issue", {"send_email": False})
    draft.documents().record_pdf("lipa", "draft-1", Pdf(key="pdf/lipa/a.pdf", sha256="0", size=1), None)
    answer = call(mail_documents, "POST", "/documents/draft-1/email", {"to": "ksiegowa@example.com"})

    assert (answer.status, answer.body["status"], answer.body["to"]) == (202, "queued", "ksiegowa@example.com")


def test_an_import_is_made_with_a_grant_for_its_own_key_and_listed(office):
    made = call(manage_imports, "POST", "/imports", {"kind": "receipt", "vat_rate": "8"})
    listed = call(manage_imports, "GET", "/imports")
    shown = call(manage_imports, "GET", f"/imports/{made.body['import_id']}")

    assert made.status == 201
    assert made.body["upload"]["fields"]["key"] == f"uploads/lipa/imports/{made.body['import_id']}.xml"
    assert [row["import_id"] for row in listed.body["items"]] == [made.body["import_id"]]
    assert (shown.body["status"], shown.body["kind"], shown.body["vat_rate"]) == ("waiting", "receipt", "8")
    assert shown.body["transactions"] == []


def test_another_seller_s_import_is_not_there(office):
    made = call(manage_imports, "POST", "/imports")
    assert call(manage_imports, "GET", f"/imports/{made.body['import_id']}", seller="sowa").status == 404


SELLER = {
    "name": "Nowa Lipa",
    "nip": "5260250274",
    "address": {"street": "ul. Nowa 1", "city": "Poznań", "postcode": "60-101"},
    "place": "Poznań",
    "default_vat_rate": "8",
    "numbering": {"patterns": {"invoice": "{FV }N/RRRR"}, "confirmed": True},
    "messages": {"invoice": {"subject": "[[[numer]]]", "body": "Dzień dobry"}},
}


def test_settings_are_replaced_as_a_whole_and_shown(office):
    assert call(manage_seller, "PUT", "/seller", SELLER).status == 200
    shown = call(manage_seller, "GET", "/seller")

    assert shown.body["name"] == "Nowa Lipa"
    assert shown.body["numbering"]["patterns"]["invoice"] == "{FV }N/RRRR"
    assert shown.body["numbering"]["patterns"]["receipt"] == "{AL-PS }N/MM/RRRR"
    assert shown.headers["etag"] == '"2"'


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nip": "1234567890"}, "nip"),
        ({"nip": "123"}, "nip"),
        ({"default_vat_rate": "22"}, "default_vat_rate"),
        ({"numbering": {"patterns": {"invoice": "{FV }N"}}}, "numbering.patterns.invoice"),
        ({"numbering": {"patterns": {"invoice": "{A }N/RRRR", "receipt": "{A }N/MM/RRRR"}}}, "numbering.pattern"),
        ({"colour": "blue"}, "colour"),
    ],
)
def test_wrong_settings_are_refused_by_their_field(office, change, field):
    answer = call(manage_seller, "PUT", "/seller", {**SELLER, **change})
    assert (answer.status, answer.body["field"]) == (422, field)


def test_an_id_in_the_settings_changes_nobody_else_s(office):
    assert call(manage_seller, "PUT", "/seller", {**SELLER, "id": "sowa"}).body["id"] == "lipa"
    with pytest.raises(NotFoundError):
        office.sellers().get("sowa")


def test_changing_settings_never_touches_counters(draft):
    """F-10."""
    call(issue_documents, "POST", "/documents/draft-1/issue")
    draft.drafts().add("lipa", [stored(a_draft(id="draft-2"))])
    settings = draft.sellers().get("lipa")
    draft.sellers().save(replace(settings, name="Inna", version=2), instead_of=1)

    assert call(issue_documents, "POST", "/documents/draft-2/issue").body["number"].startswith("AL 2/")


@pytest.mark.parametrize("app", [read_documents, edit_documents, issue_documents, manage_imports, manage_seller])
def test_an_unknown_route_and_an_unforeseen_error_are_answered_by_the_function(app, office, monkeypatch):
    """A handler that raises would be answered by API Gateway, with a page that says nothing."""
    unknown = call(app, "GET", "/nowhere")
    assert (unknown.status, unknown.body["code"]) == (404, "no_such_route")

    def explode():
        raise RuntimeError("secret detail")

    for name in ("documents", "lists", "sellers", "imports"):
        monkeypatch.setattr(office, name, explode)
    paths = {
        read_documents: ("GET", "/documents"),
        edit_documents: ("PATCH", "/documents/x"),
        issue_documents: ("POST", "/documents/x/issue"),
        manage_imports: ("GET", "/imports"),
        manage_seller: ("GET", "/seller"),
    }
    failed = call(app, *paths[app], {} if paths[app][0] != "GET" else None, if_match='"1"')
    assert (failed.status, failed.body["code"]) == (500, "internal")
    assert "secret" not in str(failed.body)


@pytest.mark.parametrize("path", ["/documents/", "/imports/"])
@pytest.mark.parametrize("name", ["x" * 3000, "a%23b", "%2e%2e"])
def test_an_id_that_is_none_of_ours_is_refused_before_it_is_looked_up(office, path, name):
    app = read_documents if path == "/documents/" else manage_imports
    answer = call(app, "GET", path + name)
    assert answer.status in (404, 422)
    assert answer.body["code"] in ("no_such_route", "validation")


def test_a_token_without_a_seller_finds_nothing(draft):
    assert call(read_documents, "GET", "/documents", seller="").status == 404


def test_a_discarded_draft_is_listed_when_asked_for(office):
    office.drafts().add("lipa", [stored(a_draft(status=Status.DISCARDED))])

    assert call(read_documents, "GET", "/documents").body["items"] == []
    assert len(call(read_documents, "GET", "/documents?status=discarded").body["items"]) == 1
