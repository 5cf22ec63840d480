"""Mails by the API: asked for once or again, told in Polish, settled, previewed; and SES's events behind it."""

import json

import boto3
import pytest

from functions.email_document import app as email_document
from functions.mail_documents import app as mail_documents
from functions.manage_jobs import app as manage_jobs
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from functions.read_mails import app as read_mails
from functions.reconcile import app as reconcile
from functions.record_email_event import app as record_email_event
from functions.render_document import app as render_document
from functions.run_job import app as run_job
from infra.local.mail_events import events_of
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import OVERDUE_AFTER, SENDING_TAKES_AT_MOST, ended, started
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.runtime.wiring import reconciling
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from invoicing.services.jobs import overdue
from invoicing.services.mails.record_events import record_event
from tests.builders import a_draft, stored
from tests.fakes.clock import FakeClock
from tests.functions.calls import Context, call, messages

DRAFT = "/documents/draft-1"
RENDER = {"seller_id": "lipa", "document_id": "draft-1"}


@pytest.fixture
def issued(office):
    office.drafts().add("lipa", [stored(a_draft()), stored(a_draft(id="draft-2"))])
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    render_document.lambda_handler(messages(RENDER), Context())
    return office


def send(attempt_id="issue"):
    return email_document.lambda_handler(messages({**RENDER, "attempt_id": attempt_id}), Context())


def tell(attempt_id, recipient, provider_id="ses-1"):
    """Bring the events that SES would publish of a mail to this recipient."""
    tags = {"seller": "lipa", "document": "draft-1", "attempt": attempt_id}
    request = {
        "FromEmailAddress": "a@example.com",
        "Destination": {"ToAddresses": [recipient]},
        "EmailTags": [{"Name": name, "Value": value} for name, value in tags.items()],
    }
    bodies = events_of(provider_id, request, now())
    assert record_email_event.lambda_handler(messages(*bodies, *bodies), Context()) == {"batchItemFailures": []}


def shown():
    return call(read_documents, "GET", DRAFT).body["email"]


def test_the_whole_story_of_a_mail_is_told_in_polish(issued):
    send()
    tell("issue", "8awgqyk6a5+cub31c122@allegromail.pl")

    told = call(read_mails, "GET", f"{DRAFT}/emails").body
    [mail] = told["items"]
    assert (mail["status"], mail["nth"], mail["why_text"]) == ("withheld", 1, "przy wystawieniu")
    assert mail["text"] == "Allegro dołączyło fakturę do zamówienia i nie doręcza samej wiadomości"
    assert "nie jest błąd" in mail["way_out"]
    assert [step["text"].partition(":")[0] for step in mail["timeline"]] == [
        "do wysłania na 8awgqyk6a5+cub31c122@allegromail.pl",
        "przyjęto do wysłania",
        "Allegro dołączyło fakturę do zamówienia i nie doręcza samej wiadomości",
    ]
    assert told["email"]["status"] == "withheld"


def test_a_deliberate_mail_is_queued_again_and_one_request_key_is_one_mail(issued):
    """F-43."""
    send()
    answers = [
        call(mail_documents, "POST", f"{DRAFT}/email", {"to": "jan@example.com"}, idempotency_key="k") for _ in range(2)
    ]
    other = call(mail_documents, "POST", f"{DRAFT}/email", {"to": "jan@example.com"})

    assert [answer.status for answer in (*answers, other)] == [202, 202, 202]
    assert answers[0].body["id"] == answers[1].body["id"] != other.body["id"]
    assert other.body["why_text"] == "3. wysyłka, na prośbę (anna)"
    assert len(call(read_mails, "GET", f"{DRAFT}/emails").body["items"]) == 3


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"to": "żaneta@example.com"}, 422, "validation"),
        ({"to": "a@b.pl,c@d.pl"}, 422, "validation"),
        ({"bcc": "a@b.pl"}, 422, "validation"),
    ],
)
def test_an_address_that_cannot_be_is_refused(issued, body, status, code):
    answer = call(mail_documents, "POST", f"{DRAFT}/email", body)
    assert (answer.status, answer.body["code"]) == (status, code)


def test_a_domain_with_polish_letters_is_taken(issued):
    assert call(mail_documents, "POST", f"{DRAFT}/email", {"to": "sklep@żółw.pl"}).status == 202


def test_a_draft_and_another_seller_s_document_cannot_be_mailed(issued):
    assert call(mail_documents, "POST", "/documents/draft-2/email").status == 409
    assert call(mail_documents, "POST", f"{DRAFT}/email", seller="sowa").status == 404
    assert call(read_mails, "GET", f"{DRAFT}/emails", seller="sowa").status == 404


def test_bounced_documents_are_found_with_the_reason(issued):
    """F-46."""
    mail = call(mail_documents, "POST", f"{DRAFT}/email", {"to": "bounce@simulator.amazonses.com"}).body
    send(mail["id"])
    tell(mail["id"], "bounce@simulator.amazonses.com")

    [row] = call(read_documents, "GET", "/documents?email_status=bounced").body["items"]
    assert (row["id"], row["email"]["reason"]) == ("draft-1", "smtp; 550 5.1.1 user unknown")
    assert call(read_documents, "GET", "/documents?email_status=delivered").body["items"] == []


def test_a_doubt_is_settled_by_a_person(issued):
    mails = issued.mails()
    attempt = mails.get("lipa", "draft-1", "issue")
    mails.move("lipa", attempt, started(attempt, now() - SENDING_TAKES_AT_MOST))
    send()
    assert shown()["status"] == "in_doubt"

    answer = call(mail_documents, "POST", f"{DRAFT}/emails/issue/settle", {"outcome": "sent"})
    assert (answer.status, answer.body["status"]) == (200, "accepted")
    again = call(mail_documents, "POST", f"{DRAFT}/emails/issue/settle", {"outcome": "not_sent"})
    assert (again.status, again.body["code"]) == (409, "mail_not_in_doubt")
    assert call(mail_documents, "POST", f"{DRAFT}/emails/nothing/settle", {"outcome": "sent"}).status == 404


def test_many_are_mailed_by_a_job(issued):
    made = call(mail_documents, "POST", "/documents/email", {"ids": ["draft-1", "draft-2", "nobody"]})
    assert made.status == 202
    run_job.lambda_handler({"seller_id": "lipa", "job_id": made.body["job_id"], "what": "mail"}, Context())

    done = call(manage_jobs, "GET", f"/jobs/{made.body['job_id']}").body
    assert [outcome["outcome"] for outcome in done["outcomes"]] == ["queued", "not_issued", "not_found"]
    assert (done["what"], done["status"]) == ("mail", "done")
    assert issued.mails().get("lipa", "draft-1", made.body["job_id"]).why == "bulk"


def test_a_filter_means_issued_documents(issued):
    made = call(mail_documents, "POST", "/documents/email", {"filter": {"email_status": "queued"}})
    run_job.lambda_handler({"seller_id": "lipa", "job_id": made.body["job_id"], "what": "mail"}, Context())
    assert call(manage_jobs, "GET", f"/jobs/{made.body['job_id']}").body["counts"]["queued"] == 1


def test_bulk_mail_is_refused_while_too_many_bounce_unless_a_person_insists(issued):
    for number in range(10):
        mail = call(mail_documents, "POST", f"{DRAFT}/email", {"to": f"a{number}@b.pl"}).body
        bounce = MailEvent(kind=MailEventKind.BOUNCE, at=now())
        record_event("lipa", "draft-1", mail["id"], bounce, issued.mails(), FakeClock().wait)

    refused = call(mail_documents, "POST", "/documents/email", {"ids": ["draft-1"]})
    insisting = call(mail_documents, "POST", "/documents/email", {"ids": ["draft-1"], "despite_bounces": True})

    assert (refused.status, refused.body["code"], insisting.status) == (409, "mails_braked", 202)
    assert "odrzucono 10" in refused.body["detail"]


def test_a_text_is_shown_before_it_is_sent(issued):
    message = {"subject": "Faktura [[[ numer ]]] [[[nieznana]]]", "body": "<b>[[[nabywca]]]</b>"}
    shown = call(read_mails, "POST", "/messages/preview", {"document_id": "draft-1", "message": message})

    assert shown.body["subject"].startswith("Faktura AL 1/")
    assert (shown.body["unknown"], shown.body["empty"]) == (["nieznana"], [])
    assert "&lt;b&gt;" in shown.body["html"]
    assert call(read_mails, "POST", "/messages/preview", {"document_id": "draft-2"}).body["empty"] == ["numer"]


def test_the_settings_warn_about_a_sender_that_allegro_does_not_know(office):
    """F-54."""
    settings = call(manage_seller, "GET", "/seller").body
    assert [warning["code"] for warning in settings["warnings"]] == ["reply_to_missing"]
    settings["mail"]["allegro_sender"] = None

    saved = call(manage_seller, "PUT", "/seller", settings)

    assert [warning["code"] for warning in saved.body["warnings"]] == ["sender_not_confirmed", "reply_to_missing"]


def test_a_mail_to_allegro_waits_for_a_confirmed_sender(issued):
    """F-54."""
    settings = call(manage_seller, "GET", "/seller").body
    settings["mail"]["allegro_sender"] = None
    call(manage_seller, "PUT", "/seller", settings)

    answer = call(mail_documents, "POST", f"{DRAFT}/email")
    assert (answer.status, answer.body["code"]) == (409, "sender_not_confirmed")


def test_settling_while_others_write_the_same_mail_may_have_to_try_later(issued, monkeypatch):
    mails = issued.mails()
    attempt = mails.get("lipa", "draft-1", "issue")
    mails.move("lipa", attempt, ended(attempt, EmailStatus.IN_DOUBT, now(), "no_answer"))
    monkeypatch.setattr(type(mails), "move", lambda *_: False)

    answer = call(mail_documents, "POST", f"{DRAFT}/emails/issue/settle", {"outcome": "sent"})
    assert (answer.status, answer.body["code"]) == (503, "try_later")


def test_a_mail_that_meets_too_many_others_may_be_asked_for_again(issued, crowd):
    crowd()
    answer = call(mail_documents, "POST", f"{DRAFT}/email", {"to": "jan@example.com"})
    assert (answer.status, answer.body["code"]) == (503, "try_later")


@pytest.fixture
def queues(servers, monkeypatch):
    """Return what was put on the queues of PDFs and mails."""
    sqs, urls = boto3.client("sqs"), {}
    for name in ("RENDER_QUEUE_URL", "MAIL_QUEUE_URL", "IMPORT_QUEUE_URL"):
        urls[name] = sqs.create_queue(QueueName=f"again-{name.lower().replace('_', '-')}")["QueueUrl"]
        sqs.purge_queue(QueueUrl=urls[name])
        monkeypatch.setenv(name, urls[name])

    def received(name):
        got = sqs.receive_message(QueueUrl=urls[name], MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in got]

    return received


def test_a_pdf_and_a_mail_that_were_lost_on_their_way_are_forwarded_again(queues, issued, monkeypatch):
    issue_document("lipa", "draft-2", IssueRequest(), issue_deps())
    reconcile.lambda_handler({}, Context())
    assert queues("MAIL_QUEUE_URL") == queues("RENDER_QUEUE_URL") == []

    monkeypatch.setattr(reconciling, "now", lambda: now() + OVERDUE_AFTER)
    reconcile.lambda_handler({}, Context())

    assert queues("MAIL_QUEUE_URL") == [{**RENDER, "attempt_id": "issue"}]
    assert queues("RENDER_QUEUE_URL") == [{"seller_id": "lipa", "document_id": "draft-2"}]


def test_a_queue_with_a_backlog_gets_nothing_again_until_it_is_done(queues, issued, monkeypatch):
    """Twenty thousand mails take SES longer than the ten minutes after which each of them is overdue: asked for again
    every five minutes, they would never end.
    """
    monkeypatch.setattr(reconciling, "now", lambda: now() + OVERDUE_AFTER)
    monkeypatch.setattr(overdue, "BACKLOG", 1)
    for _ in range(3):
        reconcile.lambda_handler({}, Context())
    assert queues("MAIL_QUEUE_URL") == [{**RENDER, "attempt_id": "issue"}] * 2


def test_the_checklist_says_what_is_missing(office):
    told = call(manage_seller, "GET", "/seller/checklist").body
    assert (told["ready"], told["missing"], len(told["items"])) == (True, [], 8)
    assert {"code", "question", "fields", "answer", "default", "is_blocking", "is_answered"} == set(told["items"][0])
