"""One filter: a job's or an export's, in its body, is read and refused as the one of the list is."""

from dataclasses import replace
from datetime import date

import pytest

from functions.mail_documents import app as mail_documents
from functions.manage_jobs import app as manage_jobs
from functions.read_documents import app as read_documents
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.kind import Kind
from invoicing.runtime.api.bodies.jobs import ManyBody
from invoicing.runtime.api.bodies.lists import DocumentFilter, DocumentQuery
from invoicing.runtime.api.cursors import sealed
from invoicing.runtime.wiring.documents import filter_of
from invoicing.services.documents.ports import SummaryFilter
from tests.builders import a_draft, stored
from tests.functions.calls import call

BODIES = pytest.mark.parametrize(
    ("app", "path", "body"),
    [
        (manage_jobs, "/documents/issue", {"dry_run": True}),
        (manage_jobs, "/documents/issue", {}),
        (mail_documents, "/documents/email", {}),
        (manage_jobs, "/exports", {"what": "print"}),
    ],
)
REFUSED = (
    {"to": "9999-12-31"},
    {"from": "0001-01-01"},
    {"from": "2026-11-24", "to": "2026-11-23"},
    {"to": "24.11.2026"},
    {"problem": "nonsense"},
    {"problem": "email_missing"},
    {"kind": "paragon"},
    {"ready": "maybe"},
    {"email_status": "lost"},
    {"ksef": "perhaps"},
    {"import_id": "a_b"},
    {"order_id": "x" * 101},
    {"q": "x" * 101},
    {"staus": "draft"},
)


@BODIES
@pytest.mark.parametrize("asked", REFUSED, ids=str)
def test_a_body_refuses_what_the_query_refuses(office, app, path, body, asked):
    name = next(iter(asked))
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    of_query = call(read_documents, "GET", f"/documents?{query}")
    of_body = call(app, "POST", path, {**body, "filter": asked})

    assert (of_query.status, of_query.body["field"]) == (422, name)
    assert (of_body.status, of_body.body["code"], of_body.body["field"]) == (422, "validation", f"filter.{name}")
    if name != "staus":
        assert [error["reason"] for error in of_body.body["errors"]] == [
            error["reason"] for error in of_query.body["errors"]
        ]


@BODIES
def test_a_status_is_the_jobs_own(office, app, path, body):
    answer = call(app, "POST", path, {**body, "filter": {"status": "issued"}})
    assert (answer.status, answer.body["field"]) == (422, "filter.status")


@pytest.mark.parametrize("days", [{"to": "2999-12-31"}, {"from": "2000-01-01"}, {"from": "2999-12-31"}], ids=str)
def test_the_first_and_the_last_day_that_are_taken_are_read(office, days):
    """F-63: the end of the last day is a day later, on Warsaw's clock."""
    office.drafts().add("lipa", [stored(a_draft(id="d-1"))])
    query = "&".join(f"{name}={day}" for name, day in days.items())

    found = call(read_documents, "GET", f"/documents?{query}")
    plan = call(manage_jobs, "POST", "/documents/issue", {"filter": days, "dry_run": True})
    assert (found.status, plan.status) == (200, 200)
    assert len(found.body["items"]) == len(plan.body["to_issue"] + plan.body["held"])


def test_query_body_and_export_mean_the_same_filter():
    asked = {"from": "2026-11-01", "to": "2026-11-30", "kind": "receipt", "ready": True, "q": "kubek"}
    meant = SummaryFilter(since=date(2026, 11, 1), until=date(2026, 11, 30), kind=Kind.RECEIPT, ready=True, q="kubek")
    stored_with_job = ManyBody.model_validate({"filter": asked}).plain_filter or {}

    assert DocumentFilter.model_fields.keys() | {"status"} == DocumentQuery.model_fields.keys()
    assert filter_of(DocumentQuery.model_validate(asked).plain()) == meant
    assert filter_of(stored_with_job) == meant
    assert filter_of(stored_with_job, Status.DRAFT) == replace(meant, statuses=(Status.DRAFT,))
    query = DocumentQuery.model_validate({**asked, "status": "issued"})
    assert filter_of(query.plain()) == replace(meant, statuses=(Status.ISSUED,))


@pytest.mark.parametrize("place", ["nonsense", "lost|2026", "discarded|2026-11-24T00:00:00#d-1", "|"])
def test_a_place_that_the_list_does_not_have_is_refused_even_with_the_right_mark(office, place):
    seal = ("documents", "lipa", DocumentQuery().model_dump_json())
    answer = call(read_documents, "GET", f"/documents?cursor={sealed(place, *seal)}")
    assert (answer.status, answer.body["field"]) == (422, "cursor")
