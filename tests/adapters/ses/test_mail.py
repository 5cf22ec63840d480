"""Mails as bytes, and what SES's answers mean."""

from dataclasses import replace
from email import policy
from email.parser import BytesParser
from typing import Any
from unittest.mock import ANY

import boto3
import pytest
from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError
from botocore.stub import Stubber

from infra.local.mail_events import events_of
from invoicing.adapters.aws import SEND_ONCE
from invoicing.adapters.ses.mailer import SesMailer, event_of, sender_state
from invoicing.adapters.ses.mime import header_text, mime_of
from invoicing.services.mails.ports import MailDelayedError, MailInDoubtError, MailRefusedError, OutgoingMail
from tests.builders import NOW

MAIL = OutgoingMail(
    sender="faktury@sklep-pod-lipa.example",
    sender_name="Sklep „Pod Lipą” – Żółć",
    reply_to="anna@sklep-pod-lipa.example",
    to="8awgqyk6a5+cub31c122@allegromail.pl",
    subject="Faktura AL 1/11/2026 do zamówienia",
    body="Dzień dobry,\n\nZażółć gęślą jaźń. 19,99\xa0zł\n",
    html="<p>Dzień dobry,</p><p>Zażółć gęślą jaźń. 19,99\xa0zł</p>",
    attachment=b"%PDF-1.7 \x00\xff\r\n%%EOF",
    attachment_name="AL-1-11-2026.pdf",
    seller_id="lipa",
    document_id="abc",
    attempt_id="issue",
    at=NOW,
)
HEADERS = {
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "X-Document-Id",
    "X-Attempt-Id",
    "MIME-Version",
    "Content-Type",
}


LONGEST_LINE_OF_SMTP = 998
STRUCTURE = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]


def read(raw: bytes):
    return BytesParser(policy=policy.default).parsebytes(raw)


def text_of(mail) -> str:
    """Return the body with the line ends that Python uses."""
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_a_mail_reads_back_letter_by_letter_and_byte_by_byte():
    """F-39, F-70."""
    mail = read(mime_of(MAIL))
    [attachment] = mail.iter_attachments()

    assert mail["Subject"] == MAIL.subject
    assert mail["From"].addresses[0].display_name == MAIL.sender_name
    assert mail["To"].addresses[0].addr_spec == MAIL.to
    assert text_of(mail) == MAIL.body
    assert mail.get_body(("html",)).get_content().strip() == MAIL.html
    assert [part.get_content_type() for part in mail.walk()] == STRUCTURE
    assert attachment.get_content() == MAIL.attachment
    assert (attachment.get_filename(), attachment.get_content_type()) == (MAIL.attachment_name, "application/pdf")
    assert set(mail.keys()) == HEADERS


def test_the_same_mail_is_the_same_bytes():
    assert mime_of(MAIL) == mime_of(replace(MAIL))


@pytest.mark.parametrize(
    "evil",
    [
        "Jan\r\nBcc: zly@example.com",
        "Jan\nBcc: zly@example.com\n",
        "=?UTF-8?Q?=0A?=Bcc: zly@example.com",
        "=?UTF-8?B?CkJjYzogemx5QGV4YW1wbGUuY29t?=",
        "=?nonsense?Q?=0ABcc:_zly@example.com?=",
        "=?UTF-8?Q?=3D=3FUTF-8=3FQ=3F=0ABcc=3A?=",
        "==??UTF-8?Q?=0ABcc:_zly@example.com?=",
        "==?=??UTF-8?B?CkJjYzogemx5QGV4YW1wbGUuY29t?=",
        "Jan\x00\x1f\u2028Bcc: zly@example.com",
        "ż" * 5000,
    ],
)
@pytest.mark.parametrize("place", ["sender_name", "subject", "reply_to", "attachment_name"])
def test_no_value_can_add_a_header_or_a_recipient(evil, place):
    """F-51: the very bytes have the expected headers and one recipient."""
    raw = mime_of(replace(MAIL, **{place: evil}))
    mail = read(raw)

    assert set(mail.keys()) == HEADERS
    assert [address.addr_spec for address in mail["To"].addresses] == [MAIL.to]
    head = raw.partition(b"\r\n\r\n")[0]
    assert not any(line.lower().startswith(b"bcc") for line in head.splitlines())
    assert text_of(mail) == MAIL.body


def test_an_ordinary_header_value_stays_as_it_is():
    assert header_text("Łączność – „Żak” & Syn") == "Łączność – „Żak” & Syn"


@pytest.fixture
def ses(servers):
    client = boto3.client("sesv2", config=SEND_ONCE)
    with Stubber(client) as stub:
        yield SesMailer(client, "invoicing"), stub


@pytest.mark.parametrize(
    ("code", "status", "meaning"),
    [
        ("MessageRejected", 400, MailRefusedError),
        ("MailFromDomainNotVerifiedException", 400, MailDelayedError),
        ("AccountSuspendedException", 400, MailDelayedError),
        ("TooManyRequestsException", 429, MailDelayedError),
        ("LimitExceededException", 400, MailDelayedError),
        ("AccessDeniedException", 403, MailDelayedError),
        ("SendingPausedException", 400, MailDelayedError),
        ("InternalServiceError", 500, MailInDoubtError),
        ("ServiceUnavailable", 503, MailInDoubtError),
    ],
)
def test_what_an_answer_of_ses_means(ses, code, status, meaning):
    mailer, stub = ses
    stub.add_client_error("send_email", code, http_status_code=status)
    with pytest.raises(meaning):
        mailer.send(MAIL, mime_of(MAIL))


NOT_VERIFIED = "Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: "


def test_a_mail_from_an_address_that_is_not_verified_yet_waits(ses):
    """SES has no code of its own for it: all mails of a seller would fail for good because of one click."""
    mailer, stub = ses
    stub.add_client_error("send_email", "MessageRejected", NOT_VERIFIED + MAIL.sender, http_status_code=400)
    with pytest.raises(MailDelayedError, match="not_verified"):
        mailer.send(MAIL, mime_of(MAIL))


def test_a_mail_to_an_address_that_the_sandbox_does_not_know_is_refused(ses):
    """It would wait for ever, and go out late when somebody else has been asked for another address."""
    mailer, stub = ses
    stub.add_client_error("send_email", "MessageRejected", NOT_VERIFIED + MAIL.to, http_status_code=400)
    with pytest.raises(MailRefusedError):
        mailer.send(MAIL, mime_of(MAIL))


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([True], "verified"),
        ([False], "pending"),
        (["NotFoundException", True], "verified"),
        (["NotFoundException", "NotFoundException"], "missing"),
        (["AccessDeniedException"], "unknown"),
    ],
)
def test_a_sender_is_verified_by_its_address_or_its_domain(servers, answers, state):
    client = boto3.client("sesv2", config=SEND_ONCE)
    with Stubber(client) as stub:
        for identity, answer in zip(("a@example.com", "example.com"), answers, strict=False):
            if isinstance(answer, str):
                stub.add_client_error("get_email_identity", answer)
            else:
                asked = {"EmailIdentity": identity}
                stub.add_response("get_email_identity", {"VerifiedForSendingStatus": answer}, asked)
        assert sender_state(client, "a@example.com") == state


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("TooManyRequestsException", "Maximum sending rate exceeded.", "quota_second"),
        ("TooManyRequestsException", "Daily message quota exceeded.", "quota_day"),
        ("LimitExceededException", "Daily message quota exceeded.", "quota_day"),
        ("AccessDeniedException", "not authorized", "forbidden"),
    ],
)
def test_each_quota_has_its_own_name_and_wait(ses, code, text, reason):
    mailer, stub = ses
    status = 403 if code == "AccessDeniedException" else 429
    stub.add_client_error("send_email", code, text, http_status_code=status)
    with pytest.raises(MailDelayedError) as refused:
        mailer.send(MAIL, mime_of(MAIL))
    assert str(refused.value) == reason
    assert (refused.value.seconds <= 5) is (reason == "quota_second")


def test_a_mail_that_is_too_large_is_never_offered():
    with pytest.raises(MailRefusedError):
        mime_of(replace(MAIL, attachment=b"x" * 8_000_000))


def test_the_bytes_are_what_smtp_takes():
    """Lines end as SMTP wants them and are short enough for it."""
    raw = mime_of(MAIL)
    assert max(map(len, raw.split(b"\r\n"))) <= LONGEST_LINE_OF_SMTP
    assert b"\n" not in raw.replace(b"\r\n", b"")


def an_event(name: str, detail: dict[str, Any], recipient: str = "jan@example.com"):
    request = {
        "FromEmailAddress": "a@example.com",
        "Destination": {"ToAddresses": [recipient]},
        "ConfigurationSetName": "invoicing",
        "EmailTags": [{"Name": tag, "Value": tag} for tag in ("seller", "document", "attempt")],
    }
    [first, *_] = events_of("ses-1", request, NOW)
    told = first["detail"]
    key = {"DeliveryDelay": "deliveryDelay", "Rendering Failure": "failure"}.get(name, name.lower())
    return {"eventType": name, "mail": told["mail"], key: detail}


@pytest.mark.parametrize(
    ("name", "detail", "kind", "reason"),
    [
        ("Send", {}, "send", None),
        ("Delivery", {"smtpResponse": "250 ok"}, "delivery", None),
        ("DeliveryDelay", {"delayedRecipients": [{"diagnosticCode": "450 later"}]}, "delay", "450 later"),
        ("Bounce", {"bounceType": "Permanent", "bounceSubType": "General"}, "bounce", "General"),
        ("Bounce", {"bounceType": "Transient", "bounceSubType": "MailboxFull"}, "soft_bounce", "MailboxFull"),
        ("Bounce", {"bounceType": "Permanent", "bounceSubType": "Suppressed"}, "suppressed", "Suppressed"),
        ("Bounce", {"bounceType": "Permanent", "bounceSubType": "OnAccountSuppressionList"}, "suppressed", ANY),
        ("Complaint", {"complaintFeedbackType": "abuse"}, "complaint", "abuse"),
        ("Complaint", {"complaintSubType": "OnAccountSuppressionList"}, "suppressed", "OnAccountSuppressionList"),
        ("Reject", {"reason": "Bad content"}, "reject", "Bad content"),
        ("Rendering Failure", {"errorMessage": "no\nsuch thing"}, "rendering_failure", "no such thing"),
    ],
)
def test_an_event_of_ses_names_its_mail_and_what_became_of_it(name, detail, kind, reason):
    told = event_of(an_event(name, detail))
    assert (told.seller_id, told.document_id, told.attempt_id) == ("seller", "document", "attempt")
    assert (told.event.kind, told.event.reason, told.event.provider_id) == (kind, reason, "ses-1")


def test_events_of_other_senders_and_kinds_are_none_of_ours():
    event = an_event("Send", {})
    assert event_of({**event, "eventType": "Open"}) is None
    assert event_of({**event, "mail": {**event["mail"], "tags": {"seller": ["a"]}}}) is None
    assert event_of({}) is None


@pytest.mark.parametrize(
    ("failure", "meaning"),
    [
        (ConnectTimeoutError(endpoint_url="https://email"), MailDelayedError),
        (ReadTimeoutError(endpoint_url="https://email"), MailInDoubtError),
    ],
)
def test_a_request_that_never_left_may_be_repeated_and_a_lost_answer_may_not(servers, failure, meaning):
    class Line:
        def send_email(self, **_):
            raise failure

    with pytest.raises(meaning):
        SesMailer(Line(), "invoicing").send(MAIL, mime_of(MAIL))


def test_the_sdk_itself_never_sends_twice(servers):
    """F-42: a retry by the SDK after a lost answer would be a second mail."""
    client = boto3.client("sesv2", config=SEND_ONCE)
    calls = []

    def lose(**_):
        calls.append(1)
        raise ReadTimeoutError(endpoint_url="https://email")

    client.meta.events.register("before-send.sesv2", lose)

    with pytest.raises(MailInDoubtError):
        SesMailer(client, "invoicing").send(MAIL, mime_of(MAIL))
    assert len(calls) == 1
