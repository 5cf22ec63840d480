"""Executions that a person starts in the console: the first state makes the job, or answers the plan."""

import pytest

from functions.begin_job import app as begin_job
from functions.forward_changes import app as forward_changes
from functions.manage_jobs import app as manage_jobs
from functions.run_job import app as run_job
from invoicing.adapters.queues import JobMachine
from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import to_attributes
from tests.builders import a_draft, a_line, stored
from tests.functions.calls import Context, call

ISSUE = {"seller_id": "lipa", "what": "issue", "filter": {}}


@pytest.fixture
def drafts(office):
    held = a_draft(id="held", lines=(a_line(vat_rate=None, id="x"),))
    office.drafts().add("lipa", [*(stored(a_draft(id=f"d-{n}")) for n in (1, 2, 3)), stored(held)])
    return office


def begin(asked, execution="by-hand-1"):
    event = {"input": asked, "execution": execution, "started_at": "2026-11-24T12:00:00.000Z"}
    return begin_job.lambda_handler(event, Context())


def test_a_dry_run_answers_numbers_sums_and_codes_and_makes_nothing(drafts):
    plan = begin({**ISSUE, "dry_run": True})["plan"]

    assert plan["counts"] == {"issued": 3, "held": 1}
    assert len(plan["to_issue"]) == 3
    assert plan["held"] == {"held": ["vat_rate_missing"]}
    assert plan["sums"].keys() == {"PLN"}
    assert drafts.jobs().page("lipa", limit=5, cursor=None)[0] == ()


def test_a_retry_meets_the_job_that_it_made_and_another_execution_makes_its_own(drafts):
    first, again, other = begin(ISSUE), begin(ISSUE), begin(ISSUE, execution="by-hand-2")
    assert first == again
    assert first["job_id"].startswith("20261124-120000-")
    assert other["job_id"] != first["job_id"]

    assert run_job.lambda_handler(first, Context())["more"] is False
    job = call(manage_jobs, "GET", f"/jobs/{first['job_id']}").body
    assert (job["status"], job["by"], job["counts"]["issued"]) == ("done", "konsola AWS", 3)
    assert "execution" not in job


def test_the_stream_starts_no_second_execution_for_it(drafts, monkeypatch):
    begun = begin(ISSUE)
    item = drafts.table().get(keys.job("lipa", begun["job_id"]))
    started = []
    monkeypatch.setattr(JobMachine, "start", lambda _, *job: started.append(job))
    forward_changes.lambda_handler({"Records": [{"dynamodb": {"NewImage": to_attributes(item)}}]}, Context())
    assert started == []


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ({"seller_id": "lipa", "what": "mail", "ids": ["d-1"]}, "mail"),
        ({"seller_id": "lipa", "what": "month", "month": "2026-11"}, "month"),
        ({"seller_id": "lipa", "what": "print", "filter": {"q": "kubek"}}, "print"),
    ],
)
def test_the_other_jobs_are_begun_the_same_way(drafts, asked, kind):
    begun = begin(asked)
    assert begun["what"] == kind
    assert drafts.jobs().get("lipa", begun["job_id"]).kind == kind


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ({}, "seller_id: Field required"),
        ({"seller_id": "lipa", "what": "delete"}, "what: Input should be"),
        ({"seller_id": "lipa", "what": "issue"}, "podaj albo ids, albo filter"),
        ({**ISSUE, "dryrun": True}, "dryrun: Extra inputs are not permitted"),
        ({**ISSUE, "issue_date": "2199-01-01"}, "issue_date_in_future"),
        ({**ISSUE, "seller_id": "nikt"}, "not_found"),
        ({**ISSUE, "seller_id": "lipa#JOBS"}, "seller_id: Value error, identyfikator to litery, cyfry i myślniki"),
        ({"seller_id": "lipa", "what": "month"}, "podaj month"),
    ],
)
def test_what_is_no_job_is_refused_with_the_field_and_never_with_what_was_written(office, asked, text):
    told = begin(asked)
    assert told.keys() == {"refused"}
    assert text in told["refused"]
    assert office.jobs().page("lipa", limit=5, cursor=None)[0] == ()
