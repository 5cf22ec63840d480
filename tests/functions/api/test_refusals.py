"""Every refusal that the specification tells of, provoked."""

import json
import re
from datetime import date
from importlib import import_module

import pytest

from functions.edit_documents import app as edit_documents
from functions.issue_documents import app as issue_documents
from functions.manage_jobs import app as manage_jobs
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from infra.openapi.requests import routes
from infra.openapi.routes import ROUTES
from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.numbers import DynamoDbNumbers
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.kind import Kind
from invoicing.runtime.api.cursors import sealed
from invoicing.services.documents.ports import DraftChangedError, NumberTakenError, NumberUsedError
from invoicing.services.issuing import issue_one as issuing
from tests.builders import a_draft, stored
from tests.functions.calls import call

TOLD = {route.key: route for route in routes()[0] if route.key in ROUTES and route.scopes}
WITH_BODY = sorted(key for key, route in TOLD.items() if "requestBody" in route.operation)
LISTS = sorted(key for key, route in TOLD.items() if "cursor" in str(route.operation.get("parameters")))
NAMED = sorted(key for key, route in TOLD.items() if route.uses & {"made_id", "ensure_same_request"})
ID = "d-1"


def ask(key, body=None, query="", **options):
    """Call a told route about the one document; without a body, with its example."""
    method, path = key.split(" ")
    module = import_module(f"functions.{TOLD[key].function}.app")
    path = path.replace("{document_id}", ID)
    for name in ("{import_id}", "{job_id}", "{attempt_id}"):
        path = path.replace(name, "nowhere")
    body = ROUTES[key].example if body is None else body
    return call(module, method, f"{path}{query}", body, if_match='"1"', **options)


@pytest.mark.parametrize("key", TOLD)
def test_any_route_refuses_a_parameter_that_it_does_not_know(office, key):
    answer = ask(key, query="?nonsense=1")
    assert (answer.status, answer.body["code"], answer.body["field"]) == (422, "validation", "nonsense")


@pytest.mark.parametrize("key", TOLD)
def test_any_route_finds_nothing_without_a_seller_in_the_token(office, key):
    assert ask(key, seller="").status == 404


@pytest.mark.parametrize("key", TOLD)
def test_any_route_answers_the_unforeseen_itself(office, key, monkeypatch):
    def explode(_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(import_module(f"functions.{TOLD[key].function}.app"), "seller_id", explode)
    answer = ask(key)
    assert (answer.status, answer.body["code"]) == (500, "internal")
    assert "secret" not in str(answer.body)


@pytest.mark.parametrize("key", [key for key in TOLD if "{" in key])
def test_an_id_of_letters_that_no_id_has_leads_nowhere(office, key):
    method, path = key.split(" ")
    module = import_module(f"functions.{TOLD[key].function}.app")
    assert call(module, method, re.sub(r"{\w+}", "¡", path)).body["code"] == "no_such_route"


@pytest.mark.parametrize("key", WITH_BODY)
def test_any_body_is_json(office, key):
    assert ask(key, "<a/>", content_type="text/xml").body["code"] == "unsupported_media_type"


@pytest.mark.parametrize("key", LISTS)
@pytest.mark.parametrize(
    ("cursor", "code"), [("AAAA", "cursor_invalid"), (sealed("7", "elsewhere"), "cursor_of_another_list")]
)
def test_any_list_refuses_a_cursor_that_is_not_its_own(office, key, cursor, code):
    query = f"?cursor={cursor}"
    if key == "GET /numbers":
        query += "&series=AL&period=2026-11"
    if key == "GET /jobs/{job_id}":
        job = call(manage_jobs, "POST", "/documents/issue", {"ids": [ID]}).body["job_id"]
        answer = call(manage_jobs, "GET", f"/jobs/{job}{query}")
    else:
        answer = ask(key, query=query)
    assert (answer.status, answer.body["code"]) == (400, code)


@pytest.mark.parametrize("key", NAMED)
def test_a_key_stands_for_one_request(office, key):
    ask(key, idempotency_key="k-1")
    other = json.dumps(ROUTES[key].example, indent=2)
    assert ask(key, other, idempotency_key="k-1").body["code"] == "idempotency_conflict"


EDITS = (
    "PATCH /documents/{document_id}",
    "DELETE /documents/{document_id}",
    "POST /documents/{document_id}/restore",
    "POST /documents/{document_id}/resolve",
)
NOT_NEEDED = {"not_needed": True}


def edit(key):
    return ask(key, NOT_NEEDED if key.endswith("resolve") else None)


def put(office, **changes):
    office.drafts().add("lipa", [stored(a_draft(id=ID, **changes))])


def issue(document_id=ID, **body):
    return call(issue_documents, "POST", f"/documents/{document_id}/issue", body)


@pytest.fixture
def issued(office):
    put(office)
    assert issue().status == 200
    return office


@pytest.mark.parametrize("key", EDITS)
def test_an_issued_document_does_not_change(issued, key):
    assert edit(key).body["code"] == "already_issued"


@pytest.mark.parametrize("key", EDITS)
def test_whoever_comes_second_is_told(office, key, monkeypatch):
    def lost(*_, **__):
        raise DraftChangedError

    put(office, status=Status.DISCARDED if key.endswith("restore") else Status.DRAFT)
    monkeypatch.setattr(DynamoDbDocuments, "save", lost)
    assert edit(key).body["code"] == "stale_version"


@pytest.mark.parametrize("key", EDITS)
def test_whoever_meets_too_many_others_is_not_told_that_somebody_changed_the_draft(office, key, crowd):
    """Edits of other drafts that tell of the same offer, for example."""
    put(office, status=Status.DISCARDED if key.endswith("restore") else Status.DRAFT)
    crowd()
    answer = edit(key)
    assert (answer.status, answer.body["code"]) == (503, "try_later")


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("copy", {"kind": "invoice"}),
        ("corrections", {"reason": "zwrot", "whole": True}),
        ("reissue", None),
        ("payments", None),
    ],
)
def test_whoever_meets_too_many_others_after_the_issue_may_come_again(office, what, body, crowd):
    put(office, kind=Kind.RECEIPT)
    issue()
    crowd()
    answer = ask(f"POST /documents/{{document_id}}/{what}", body)
    assert (answer.status, answer.body["code"]) == (503, "try_later")


def test_whoever_meets_too_many_others_when_he_tells_of_an_offer_may_come_again(office, crowd):
    crowd()
    answer = ask("PUT /vat-rules")
    assert (answer.status, answer.body["code"]) == (503, "try_later")


@pytest.mark.parametrize(
    ("key", "body"),
    [
        ("PATCH /documents/{document_id}", {"notes": "x"}),
        ("POST /documents/{document_id}/issue", {}),
        ("POST /documents/{document_id}/resolve", {"code": "unpaid", "choice": "confirm"}),
    ],
)
def test_a_discarded_draft_must_be_restored_first(office, key, body):
    put(office, status=Status.DISCARDED)
    assert ask(key, body).body["code"] == "not_a_draft"


def test_an_edit_names_its_version(office):
    put(office)
    assert call(edit_documents, "PATCH", f"/documents/{ID}", {"notes": "x"}).body["code"] == "version_required"


def test_a_draft_that_ended_elsewhere_is_closed(office):
    put(office)
    elsewhere = {"issued_elsewhere": {"number": "FV 1"}}
    assert ask("POST /documents/{document_id}/resolve", elsewhere).status == 200
    for answer in (ask("POST /documents/{document_id}/resolve", NOT_NEEDED), ask("DELETE /documents/{document_id}")):
        assert (answer.status, answer.body["code"]) == (409, "already_resolved")


FOLLOWING = ("copy", "corrections", "reissue", "payments", "email")


@pytest.mark.parametrize("what", FOLLOWING)
def test_a_draft_has_nothing_that_follows_its_issue(office, what):
    put(office, kind=Kind.RECEIPT)
    assert ask(f"POST /documents/{{document_id}}/{what}").body["code"] == "not_issued"
    assert call(read_documents, "GET", f"/documents/{ID}/pdf").body["code"] == "not_issued"


def test_a_pdf_that_is_being_made_is_waited_for(issued):
    for answer in (
        ask("POST /documents/{document_id}/email"),
        call(read_documents, "GET", f"/documents/{ID}/pdf"),
    ):
        assert (answer.status, answer.body["code"]) == (409, "pdf_not_ready")
        assert answer.headers["retry-after"]


@pytest.mark.parametrize("what", ["corrections", "reissue"])
def test_nothing_is_left_to_correct(issued, what):
    whole = {"reason": "zwrot", "whole": True}
    correction = ask("POST /documents/{document_id}/corrections", whole).body["id"]
    assert issue(correction).status == 200
    body = whole if what == "corrections" else None
    assert ask(f"POST /documents/{{document_id}}/{what}", body).body["code"] == "nothing_left_to_correct"


def test_a_document_is_replaced_once(office):
    put(office, kind=Kind.RECEIPT)
    issue()
    copied = ask("POST /documents/{document_id}/copy", {"kind": "invoice"}).body["id"]
    assert issue(copied).status == 200
    assert ask("POST /documents/{document_id}/copy", {"kind": "bill"}).body["code"] == "already_replaced"
    assert ask("POST /documents/{document_id}/reissue").body["code"] == "already_replaced"


def test_an_issue_that_has_not_come_is_refused(office):
    put(office)
    assert issue(issue_date="2999-01-01").body["code"] == "issue_date_in_future"
    many = {"ids": [ID], "issue_date": date(2999, 1, 1).isoformat()}
    assert ask("POST /documents/issue", many).body["code"] == "issue_date_in_future"


@pytest.mark.parametrize(
    ("error", "status", "code"), [(NumberUsedError, 409, "number_used"), (NumberTakenError, 503, "try_later")]
)
def test_a_number_that_cannot_be_had_is_told(office, monkeypatch, error, status, code):
    def refused(*_):
        raise error

    put(office)
    monkeypatch.setattr(DynamoDbDocuments, "issue", refused)
    monkeypatch.setattr(issuing, "TRIES_FOR", -issuing.TRIES_FOR)
    answer = issue()
    assert (answer.status, answer.body["code"]) == (status, code)


def test_a_payment_that_loses_every_race_may_come_again(issued, monkeypatch):
    monkeypatch.setattr(DynamoDbDocuments, "add_payment", lambda *_: False)
    answer = ask("POST /documents/{document_id}/payments")
    assert (answer.status, answer.body["code"]) == (503, "try_later")


def test_a_series_goes_forward_only_and_may_have_to_try_later(office, monkeypatch):
    def refused(*_):
        raise NumberTakenError

    move = {"next": 5, "reason": "inny program"}
    assert ask("POST /numbers", move).status == 201
    assert ask("POST /numbers", {**move, "reason": "pomyłka"}).body["code"] == "number_taken"
    monkeypatch.setattr(DynamoDbNumbers, "skip", refused)
    assert ask("POST /numbers", {**move, "next": 9}).body["code"] == "try_later"


def test_settings_that_somebody_changed_are_told(office):
    answer = call(manage_seller, "PUT", "/seller", ROUTES["PUT /seller"].example, if_match='"7"')
    assert (answer.status, answer.body["code"]) == (412, "stale_version")


def test_rules_are_remembered(office):
    assert ask("PUT /vat-rules").body["remembered"] == 1
    assert list(ask("GET /vat-rules").body) == ["11223344556"]
