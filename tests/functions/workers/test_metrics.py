"""What functions count: one line per invocation, about nobody in particular."""

import json

import boto3
import pytest

from functions.email_document import app as email_document
from functions.forward_changes import app as forward_changes
from functions.import_sales import app as import_sales
from functions.reconcile import app as reconcile
from functions.record_email_event import app as record_email_event
from functions.render_document import app as render_document
from functions.run_export import app as run_export
from functions.run_job import app as run_job
from invoicing.adapters.table.engine.codec import to_attributes
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.jobs.job import Job, JobKind, JobStatus
from invoicing.domain.mails.events import MailEventKind
from invoicing.runtime.telemetry import counts as counting
from invoicing.runtime.telemetry import metrics
from invoicing.runtime.telemetry.metrics import Metric
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import a_draft, stored
from tests.functions.calls import Context, messages, object_created
from tests.xml_orders import a_file, an_order

RENDER = {"seller_id": "lipa", "document_id": "draft-1"}


@pytest.fixture
def counted(capsys, monkeypatch):
    """Return what an invocation told CloudWatch; it tells at most once."""
    monkeypatch.setattr(metrics._metrics.provider, "service", "invoicing")

    def told() -> dict[str, list[float]]:
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith('{"_aws"')]
        if not lines:
            return {}
        [line] = lines
        [directive] = line["_aws"]["CloudWatchMetrics"]
        assert (directive["Namespace"], directive["Dimensions"]) == ("Invoicing", [["service"]])
        names = {metric["Name"] for metric in directive["Metrics"]}
        assert set(line) == {"_aws", "service", *names}, "nothing but the stack and the numbers"
        assert names <= set(Metric)
        return {name: line[name] for name in names}

    return told


def test_an_import_counts_itself_and_its_drafts_once(office, bucket, counted):
    for name, content in {"a.xml": a_file(an_order("o-1"), an_order("o-2")), "b.xml": b"<no"}.items():
        etag = boto3.client("s3").put_object(Bucket=bucket, Key=f"uploads/lipa/{name}", Body=content)["ETag"]
        event = object_created(bucket, f"uploads/lipa/{name}", etag)
        import_sales.lambda_handler(messages(event), Context())
        expected = {"ImportsFinished": [1], "DraftsMade": [2]} if name == "a.xml" else {"ImportsFailed": [1]}
        assert counted() == expected
        import_sales.lambda_handler(messages(event), Context())
        assert counted() == {}

    reconcile.lambda_handler({"what": "count_drafts"}, Context())
    assert counted() == {"DraftsWaiting": [2]}


def test_an_issued_document_its_pdf_and_its_mail_are_counted(office, counted, monkeypatch):
    office.drafts().add("lipa", [stored(a_draft())])
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    monkeypatch.setattr(forward_changes, "forward", lambda *_: None)
    number = {"type": "number", "seller_id": "lipa", "document_id": "draft-1"}
    forward_changes.lambda_handler({"Records": [{"dynamodb": {"NewImage": to_attributes(number)}}]}, Context())
    assert counted() == {"DocumentsIssued": [1]}

    render_document.lambda_handler(messages(RENDER, RENDER), Context())
    rendered = counted()
    assert rendered.keys() == {"PdfsRendered", "PdfDuration"}
    assert rendered["PdfsRendered"] == [1], "the second delivery rendered nothing"

    email_document.lambda_handler(messages({**RENDER, "attempt_id": "issue"}), Context())
    assert counted() == {"MailsSent": [1]}


def test_a_message_that_fails_keeps_what_the_others_counted(office, counted):
    office.drafts().add("lipa", [stored(a_draft())])
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    render_document.lambda_handler(messages(RENDER, {**RENDER, "document_id": "nowhere"}), Context())
    assert counted()["PdfsRendered"] == [1]


def test_jobs_are_counted_as_they_end(office, counted):
    jobs = {
        "done": Job(id="done", seller_id="lipa", kind=JobKind.ISSUE, by="anna", created_at=now(), ids=("x",)),
        "bad": Job(id="bad", seller_id="nikt", kind=JobKind.ISSUE, by="anna", created_at=now(), ids=("x",)),
    }
    for job in jobs.values():
        office.jobs().create(job)
        event = {"seller_id": job.seller_id, "job_id": job.id, "what": "issue"}
        assert run_job.lambda_handler(event, Context())["more"] is False
        assert counted() == {"JobsFinished" if job.id == "done" else "JobsFailed": [1]}
    assert office.jobs().get("nikt", "bad").status is JobStatus.FAILED

    export = Job(id="month", seller_id="lipa", kind=JobKind.MONTH, by="anna", created_at=now(), month="2026-11")
    office.jobs().create(export)
    run_export.lambda_handler({"seller_id": "lipa", "job_id": "month", "what": "month"}, Context())
    assert counted() == {"JobsFinished": [1]}


@pytest.mark.parametrize(
    ("status", "told"),
    [(EmailStatus.IN_DOUBT, "MailsInDoubt"), (EmailStatus.HELD, "MailsHeld"), (EmailStatus.FAILED, "MailsFailed")],
)
def test_what_became_of_a_mail_at_the_call_is_counted(counted, status, told):
    metrics.with_metrics(lambda *_: counting.count_sending(status))({}, Context())
    assert counted() == {told: [1]}
    metrics.with_metrics(lambda *_: counting.count_sending(EmailStatus.QUEUED))({}, Context())
    assert counted() == {}


@pytest.mark.parametrize("kind", MailEventKind)
def test_every_end_that_ses_tells_has_its_count(counted, kind):
    metrics.with_metrics(lambda *_: counting.count_mail_event(kind))({}, Context())
    still_open = {MailEventKind.SEND, MailEventKind.DELAY, MailEventKind.SETTLED_SENT, MailEventKind.SETTLED_NOT_SENT}
    assert bool(counted()) is (kind not in still_open)


def test_an_event_of_ses_for_others_counts_nothing(office, counted):
    record_email_event.lambda_handler(messages({"detail": {}}), Context())
    assert counted() == {}
