"""The functions behind queues, the stream and the sign-in."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import boto3
import pytest

from functions.add_claims import app as add_claims
from functions.email_document import app as email_document
from functions.forward_changes import app as forward_changes
from functions.import_sales import app as import_sales
from functions.reconcile import app as reconcile
from functions.render_document import app as render_document
from invoicing.adapters import aws
from invoicing.adapters.queues import JobMachine
from invoicing.adapters.table.engine.codec import to_attributes
from invoicing.domain.basics.roles import Principal, Role
from invoicing.domain.imports.record import ImportStatus
from invoicing.domain.jobs.job import Job, JobKind
from invoicing.runtime.wiring import reconciling, settings
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.basics.ports import ForwardingError
from invoicing.services.imports import read_file as importing
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import PERSON, a_draft, stored
from tests.functions.calls import Context, messages, object_created
from tests.xml_orders import a_file, an_order


@pytest.fixture
def upload(office, bucket):
    s3 = boto3.client("s3")

    def put(key: str, content: bytes):
        etag = s3.put_object(Bucket=bucket, Key=key, Body=content)["ETag"]
        return object_created(bucket, key, etag)

    return put


def keys(bucket):
    return {item["Key"] for item in boto3.client("s3").list_objects_v2(Bucket=bucket).get("Contents", ())}


@pytest.mark.parametrize("name", ["sprzedaz.xml", "sprzedaż 11+12 (kopia).xml", "100%.xml"])
def test_an_upload_becomes_drafts_a_report_and_an_archived_file(office, upload, bucket, name):
    event = upload(f"uploads/lipa/{name}", a_file(an_order("o-1"), an_order("o-2")))

    assert import_sales.lambda_handler(messages(event), Context()) == {"batchItemFailures": []}
    [record] = office.imports().page("lipa", limit=5, cursor=None)[0]

    assert (record.status, record.counts["drafted"], record.file_name) == (ImportStatus.DONE, 2, name)
    assert f"archive/lipa/{name}" in keys(bucket)
    assert f"reports/lipa/{record.id}.html" in keys(bucket)


def test_the_same_event_again_changes_neither_drafts_nor_report(office, upload):
    event = upload("uploads/lipa/a.xml", a_file(an_order("o-1")))
    for _ in range(2):
        assert import_sales.lambda_handler(messages(event), Context()) == {"batchItemFailures": []}

    [record] = office.imports().page("lipa", limit=5, cursor=None)[0]
    assert (record.status, record.counts["drafted"]) == (ImportStatus.DONE, 1)


@pytest.mark.parametrize(
    "key", ["uploads/", "uploads/lipa/", "uploads/lipa/receipt/", "other/lipa/a.xml", "uploads/lipa/_PRZECZYTAJ.txt"]
)
def test_folders_and_other_prefixes_are_left_alone(office, upload, key):
    assert import_sales.lambda_handler(messages(upload(key, b"")), Context()) == {"batchItemFailures": []}
    assert office.imports().page("lipa", limit=5, cursor=None)[0] == ()


def test_an_upload_for_an_unknown_seller_is_reported_in_the_folder_that_it_named(office, upload, bucket):
    event = upload("uploads/nikt/a.xml", a_file(an_order()))
    assert import_sales.lambda_handler(messages(event), Context()) == {"batchItemFailures": []}

    assert {"archive/nikt/a.xml", "reports/nikt/_NAJNOWSZY.html"} <= keys(bucket)


class ShortContext(Context):
    """A context whose time is nearly over."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 1_000


@pytest.fixture
def import_queue(servers, monkeypatch):
    """Return what was put on the import queue since the last look."""
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="test-import-queue")["QueueUrl"]
    sqs.purge_queue(QueueUrl=url)
    monkeypatch.setenv("IMPORT_QUEUE_URL", url)
    settings.settings.cache_clear()

    def received():
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        for message in got:
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in got]

    yield received
    settings.settings.cache_clear()


def test_a_long_file_is_read_in_slices_and_a_slice_that_runs_twice_changes_nothing(
    office, upload, bucket, import_queue, monkeypatch
):
    monkeypatch.setattr(importing, "PART", 2)
    waiting = [upload("uploads/lipa/a.xml", a_file(*(an_order(f"o-{n}") for n in range(5))))]
    slices = 0
    while waiting:
        for _ in range(2):
            import_sales.lambda_handler(messages(waiting[0]), ShortContext())
        waiting = import_queue()
        slices += 1

    [record] = office.imports().page("lipa", limit=5, cursor=None)[0]
    assert (slices, record.status, record.read, record.counts["drafted"]) == (3, ImportStatus.DONE, 5, 5)
    report = json.loads(
        boto3.client("s3").get_object(Bucket=bucket, Key=f"reports/lipa/{record.id}.json")["Body"].read()
    )
    assert [row["order_id"] for row in report["transactions"]] == [f"o-{n}" for n in range(5)]
    assert {row["outcome"] for row in report["transactions"]} == {"drafted"}


def test_an_upload_whose_event_was_lost_is_imported_all_the_same(office, upload, bucket, import_queue, monkeypatch):
    """It lies in the inbox until it is reported and archived."""
    upload("uploads/lipa/forgotten.xml", a_file(an_order("o-1")))
    upload("uploads/lipa/", b"")
    upload("uploads/lipa/_PRZECZYTAJ.txt", b"help")
    upload("uploads/lipa/receipt/_PRZECZYTAJ (1).txt", b"help")
    reconcile.lambda_handler({}, Context())
    assert import_queue() == [], "it has just come: its event may still be on the way"

    monkeypatch.setattr(reconciling, "now", lambda: now() + timedelta(minutes=31))
    reconcile.lambda_handler({}, Context())
    found = import_queue()
    assert [message["detail"]["object"]["key"] for message in found] == ["uploads/lipa/forgotten.xml"]
    import_sales.lambda_handler(messages(*found), Context())
    reconcile.lambda_handler({}, Context())

    assert import_queue() == []
    assert "archive/lipa/forgotten.xml" in keys(bucket)


@pytest.fixture
def issued(office):
    office.drafts().add("lipa", [stored(a_draft())])
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    return office


RENDER = {"seller_id": "lipa", "document_id": "draft-1"}
SEND = {**RENDER, "attempt_id": "issue"}


def test_a_pdf_is_stored_with_its_checksum_and_rendering_again_changes_nothing(issued, bucket):
    for _ in range(2):
        assert render_document.lambda_handler(messages(RENDER), Context()) == {"batchItemFailures": []}
    pdf = issued.documents().get("lipa", "draft-1").summary.pdf
    content = boto3.client("s3").get_object(Bucket=bucket, Key=pdf.key)["Body"].read()

    assert hashlib.sha256(content).hexdigest() == pdf.sha256
    assert content.startswith(b"%PDF-")
    versions = boto3.client("s3").list_object_versions(Bucket=bucket, Prefix="pdf/")["Versions"]
    assert len(versions) == 1


def test_a_letter_that_the_font_lacks_is_told_to_the_operator_without_a_name(office, caplog):
    """F-33: it is printed as a box, and somebody can find out on which document."""
    draft = a_draft(buyer=replace(PERSON, name="王小明 Kowalska"))
    office.drafts().add("lipa", [stored(draft)])
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    render_document.lambda_handler(messages(RENDER), Context())
    (told,) = [record for record in caplog.records if record.levelname == "WARNING"]

    assert (told.document_id, told.letters) == ("draft-1", 3)
    assert not any(part in str(vars(told)) for part in ("王", "Kowalska"))


def test_one_bad_message_comes_back_alone(issued):
    """F-58."""
    bad = {"seller_id": "lipa", "document_id": "nowhere"}
    for position in range(3):
        bodies = [RENDER, RENDER]
        bodies.insert(position, bad)
        failures = render_document.lambda_handler(messages(*bodies), Context())["batchItemFailures"]
        assert failures == [{"itemIdentifier": f"m-{position}"}]


def test_a_mail_is_sent_to_the_mailbox_with_the_stored_pdf(issued, bucket):
    render_document.lambda_handler(messages(RENDER), Context())

    assert email_document.lambda_handler(messages(SEND), Context()) == {"batchItemFailures": []}
    assert issued.documents().get("lipa", "draft-1").summary.email.status == "accepted"
    assert issued.mails().get("lipa", "draft-1", "issue").provider_id


def inserted(**item):
    return {"eventName": "INSERT", "dynamodb": {"NewImage": to_attributes(item), "SequenceNumber": "1"}}


@pytest.fixture
def queues(servers, monkeypatch):
    sqs = boto3.client("sqs")
    urls = {}
    for name in ("RENDER_QUEUE_URL", "MAIL_QUEUE_URL"):
        urls[name] = sqs.create_queue(QueueName=f"test-{name.lower().replace('_', '-')}")["QueueUrl"]
        sqs.purge_queue(QueueUrl=urls[name])
        monkeypatch.setenv(name, urls[name])
    settings.settings.cache_clear()

    def received(name):
        got = sqs.receive_message(QueueUrl=urls[name], MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in got]

    yield received
    settings.settings.cache_clear()


def test_the_forwarder_puts_one_message_per_issued_document_and_per_mail(queues):
    forward_changes.lambda_handler(
        {
            "Records": [
                inserted(type="number", seller_id="lipa", document_id="d-1", number="AL 1/11/2026"),
                inserted(type="number", seller_id="lipa", reason="void"),
                inserted(type="mail", seller_id="lipa", document_id="d-1", id="issue"),
            ]
        },
        Context(),
    )

    assert queues("RENDER_QUEUE_URL") == [{"seller_id": "lipa", "document_id": "d-1"}]
    assert queues("MAIL_QUEUE_URL") == [{"seller_id": "lipa", "document_id": "d-1", "attempt_id": "issue"}]


def test_messages_that_a_queue_does_not_take_are_not_lost(queues, monkeypatch):
    class FullQueue:
        def send_message_batch(self, **_):
            return {"Failed": [{"Id": "0"}]}

    monkeypatch.setattr(aws, "sqs", FullQueue)
    with pytest.raises(ForwardingError):
        forward_changes.lambda_handler(
            {"Records": [inserted(type="number", seller_id="lipa", document_id="d-1")]}, Context()
        )


def token_event(subject="", client="people"):
    attributes = {"sub": subject} if subject else {}
    return {
        "triggerSource": "TokenGeneration_Authentication",
        "callerContext": {"clientId": client},
        "request": {"userAttributes": attributes, "scopes": []},
        "response": {"claimsAndScopeOverrideDetails": None},
    }


@pytest.mark.parametrize(("subject", "client"), [("user-1", "people"), ("", "machine-1")])
def test_a_person_and_a_program_get_their_seller_and_the_scopes_of_their_role(office, subject, client):
    office.principals().save(Principal(subject=subject or client, seller_id="lipa", role=Role.BOOKKEEPER))

    event = add_claims.lambda_handler(token_event(subject, client), Context())
    generated = event["response"]["claimsAndScopeOverrideDetails"]["accessTokenGeneration"]

    assert generated["claimsToAddOrOverride"] == {"seller_id": "lipa", "role": "bookkeeper"}
    assert generated["scopesToAdd"] == ["api/documents:read"]


def test_a_stranger_s_token_gets_no_rights(office):
    event = token_event("stranger")
    assert add_claims.lambda_handler(event, Context())["response"]["claimsAndScopeOverrideDetails"] is None


@pytest.fixture
def machine(office, queues, import_queue, monkeypatch):
    """Return which jobs were started."""
    started = []
    monkeypatch.setattr(JobMachine, "start", lambda _, *job: started.append(job[1]))
    return started


def a_job(office, name, age):
    office.jobs().create(Job(id=name, seller_id="lipa", kind=JobKind.PRINT, by="anna", created_at=now() - age))


def test_a_job_that_did_not_start_is_started_and_one_that_waits_for_days_is_not(office, machine):
    """Its execution has failed: days later nobody expects it to begin, with a day of issue that is long over."""
    a_job(office, "fresh", timedelta(minutes=1))
    a_job(office, "overdue", timedelta(hours=1))
    a_job(office, "old", timedelta(days=2))
    reconcile.lambda_handler({}, Context())
    assert machine == ["overdue"]


def test_a_job_that_cannot_be_started_holds_nothing_else_up(office, machine, queues, monkeypatch):
    office.drafts().add("lipa", [stored(a_draft())])
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    a_job(office, "overdue", timedelta(hours=1))

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(JobMachine, "start", broken)
    monkeypatch.setattr(reconciling, "now", lambda: now() + timedelta(minutes=20))
    with pytest.raises(ForwardingError):
        reconcile.lambda_handler({}, Context())
    assert queues("RENDER_QUEUE_URL") == [RENDER]
