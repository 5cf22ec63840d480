"""What the API does with any request, whatever its route."""

import base64
import json

import pytest

from functions.correct_documents import app as correct_documents
from functions.edit_documents import app as edit_documents
from functions.issue_documents import app as issue_documents
from functions.manage_imports import app as manage_imports
from functions.manage_jobs import app as manage_jobs
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from functions.read_registers import app as read_registers
from invoicing.domain.documents.kind import Kind
from invoicing.runtime.api.cursors import opened, sealed
from invoicing.runtime.telemetry.logs import logger
from tests.builders import a_draft, stored
from tests.functions.calls import call


@pytest.fixture
def drafts(office):
    office.drafts().add("lipa", [stored(a_draft(id=f"d-{n}")) for n in range(3)])
    return office


def test_every_answer_and_every_log_line_names_its_request(drafts, caplog):
    shown = call(read_documents, "GET", "/documents")
    refused = call(read_documents, "GET", "/documents/nowhere")
    unknown = call(read_documents, "GET", "/nowhere?x=1")

    for answer in (shown, refused, unknown):
        assert answer.headers["x-request-id"] == "gateway-1"
    for answer in (refused, unknown):
        assert answer.body["request_id"] == "gateway-1"
        assert answer.headers["content-type"] == "application/problem+json"
    lines = [json.loads(logger.registered_handler.format(record)) for record in caplog.records]
    assert lines
    assert {line["request_id"] for line in lines} == {"gateway-1"}


def test_a_misspelt_filter_is_refused_and_not_ignored(drafts):
    answer = call(read_documents, "GET", "/documents?staus=draft")
    assert (answer.status, answer.body["code"], answer.body["field"]) == (422, "validation", "staus")


@pytest.mark.parametrize(
    "body",
    ["[]", '[{"kind": "receipt"}]', '"x"', "7", "{", '{"kind": "\\ud800"}', "[" * 100_000, "\ud800", "9" * 5_000],
)
def test_a_body_is_one_json_object(office, body):
    answer = call(manage_imports, "POST", "/imports", body)
    assert (answer.status, answer.body["code"], answer.body["field"]) == (422, "validation", "body")


@pytest.mark.parametrize(
    ("kind", "body", "status", "code"),
    [
        ("text/xml", "<a/>", 415, "unsupported_media_type"),
        ("application/x-www-form-urlencoded", "", 201, None),
        ("application/x-www-form-urlencoded", "&", 415, "unsupported_media_type"),
        ("application/x-www-form-urlencoded", "kind=receipt", 422, "validation"),
        ("application/json; charset=utf-8", "{}", 201, None),
    ],
)
def test_a_body_of_another_type_is_refused(office, kind, body, status, code):
    answer = call(manage_imports, "POST", "/imports", body, content_type=kind)
    assert (answer.status, answer.body.get("code")) == (status, code)


@pytest.mark.parametrize("cursor", ["nonsense", "%00", "", "AAAA", "x" * 500, "żółw"])
@pytest.mark.parametrize(
    ("app", "path"),
    [(read_documents, "/documents"), (manage_imports, "/imports"), (manage_jobs, "/jobs")],
)
def test_a_cursor_that_no_list_gave_is_refused(drafts, app, path, cursor):
    answer = call(app, "GET", f"{path}?cursor={cursor}")
    assert (answer.status, answer.body["code"]) == (400, "cursor_invalid")


def test_a_cursor_goes_on_with_its_own_filter_only(drafts):
    cursor = call(read_documents, "GET", "/documents?status=draft&limit=2").body["cursor"]

    assert call(read_documents, "GET", f"/documents?status=draft&limit=1&cursor={cursor}").status == 200
    for query in ("", "status=draft&kind=invoice&", "status=issued&"):
        answer = call(read_documents, "GET", f"/documents?{query}cursor={cursor}")
        assert (answer.status, answer.body["code"]) == (400, "cursor_of_another_list")
    assert call(manage_imports, "GET", f"/imports?cursor={cursor}").body["code"] == "cursor_of_another_list"


def test_a_changed_cursor_is_told_from_a_foreign_one():
    whole = base64.urlsafe_b64decode(f"{sealed(7, 'numbers')}==")
    changed = base64.urlsafe_b64encode(whole[:-1] + b"8").decode()
    assert opened(sealed(7, "numbers"), "numbers") == "7"
    with pytest.raises(Exception, match="kursora"):
        opened(changed, "numbers")


def test_the_cursor_of_a_counted_list_is_a_number(office):
    cursor = sealed("x", "numbers", "lipa", "AL", "2026-11")
    answer = call(read_registers, "GET", f"/numbers?series=AL&period=2026-11&cursor={cursor}")
    assert (answer.status, answer.body["code"]) == (400, "cursor_invalid")


@pytest.mark.parametrize(
    ("app", "path", "bodies"),
    [
        (manage_imports, "/imports", ({"kind": "receipt"}, {"kind": "invoice"})),
        (manage_jobs, "/exports", ({"what": "print"}, {"what": "month", "month": "2026-11"})),
        (manage_jobs, "/documents/issue", ({"filter": {}}, {"ids": ["d-1"]})),
        (correct_documents, "/documents/d-0/copy", ({"kind": "invoice"}, {"kind": "bill"})),
        (correct_documents, "/documents/d-0/corrections", ({"reason": "a", "whole": True}, {"reason": "b"})),
        (correct_documents, "/documents/d-0/reissue", ({"buyer": {"name": "A"}}, {"buyer": {"name": "B"}})),
    ],
)
def test_a_named_request_is_made_once_and_its_name_stands_for_no_other(office, app, path, bodies):
    kind = Kind.RECEIPT if path.endswith("copy") else Kind.INVOICE
    office.drafts().add("lipa", [stored(a_draft(id="d-0", kind=kind))])
    call(issue_documents, "POST", "/documents/d-0/issue")
    first, again = (call(app, "POST", path, bodies[0], idempotency_key="k-1") for _ in range(2))
    other = call(app, "POST", path, bodies[1], idempotency_key="k-1")

    assert first.status in (200, 201, 202), first.body
    assert named(again.body) == named(first.body)
    assert (other.status, other.body["code"]) == (422, "idempotency_conflict")


def named(body):
    """Return the ids of what a request made."""
    found = body.get("document", body)
    return [found.get(name) for name in ("id", "import_id", "job_id")]


def test_moving_numbers_again_tells_the_same(office):
    body = {"kind": "invoice", "next": 5, "reason": "inny program"}
    first, again = (call(manage_seller, "POST", "/numbers", body, idempotency_key="k-1") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert again.body == first.body


@pytest.mark.parametrize("key", ["", " ", "k" * 256, "klucz drugi", "żółw", "a\tb"])
def test_a_key_that_could_be_lost_on_the_way_is_refused(office, key):
    answer = call(manage_imports, "POST", "/imports", idempotency_key=key)
    assert (answer.status, answer.body["field"]) == (422, "Idempotency-Key")


def test_text_that_nothing_can_print_is_refused_by_its_field(drafts):
    body = {"notes": "jeden\ndwa\t–", "lines": [{"name": "Kubek\x07", "quantity": "1", "unit_gross": "1.00"}]}
    answer = call(edit_documents, "PATCH", "/documents/d-0", body, if_match='"1"')
    assert (answer.status, answer.body["field"]) == (422, "lines.0.name")
    assert call(edit_documents, "PATCH", "/documents/d-0", {"notes": body["notes"]}, if_match='"1"').status == 200
    assert call(edit_documents, "PATCH", "/documents/d-0", {"no\x00tes": "x"}, if_match='"2"').status == 422
