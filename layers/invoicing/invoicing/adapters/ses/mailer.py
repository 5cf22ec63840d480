"""Amazon SES: one call for one mail, what its answer means, and what its events say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
)

from invoicing.adapters.ses.mime import mime_of
from invoicing.domain.documents.email_addresses import domain_of
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.services.mails.ports import MailDelayedError, MailInDoubtError, MailRefusedError, OutgoingMail

A_SECOND, A_MINUTE, A_QUARTER, AN_HOUR = 1, 60, 900, 3_600
_LATER = {
    "TooManyRequestsException": ("quota_second", A_SECOND),
    "ThrottlingException": ("quota_second", A_SECOND),
    "Throttling": ("quota_second", A_SECOND),
    "LimitExceededException": ("quota_day", AN_HOUR),
    "SendingPausedException": ("paused", AN_HOUR),
    "AccountSuspendedException": ("paused", AN_HOUR),
    "MailFromDomainNotVerifiedException": ("not_verified", AN_HOUR),
    "NotFoundException": ("forbidden", AN_HOUR),
}
_DAILY = "daily"
"""SES uses one error code for both of its quotas; the text of the daily one says so."""
_NOT_VERIFIED = "not verified"
"""Nor has it a code of its own for addresses that are not verified: the sender's, which waits, or in its sandbox the
recipient's, which is refused. They are named behind these words.
"""
_SERVER_ERROR = 500
_FORBIDDEN = 403
"""Our own rights are wrong, not the mail: it waits until they are mended."""
LONGEST_REASON = 200
TAGS = ("seller", "document", "attempt")


class SesMailer:
    """Sends through SES v2 with the configuration set whose events tell what became of each mail."""

    def __init__(self, client: Any, configuration_set: str) -> None:
        self._client = client
        self._configuration_set = configuration_set

    def compose(self, mail: OutgoingMail) -> bytes:
        """Return the mail's bytes."""
        return mime_of(mail)

    def send(self, mail: OutgoingMail, raw: bytes) -> str:
        """Hand the mail over and return the provider's id for it."""
        ids = (mail.seller_id, mail.document_id, mail.attempt_id)
        try:
            answer = self._client.send_email(
                FromEmailAddress=mail.sender,
                Destination={"ToAddresses": [mail.to]},
                Content={"Raw": {"Data": raw}},
                ConfigurationSetName=self._configuration_set,
                EmailTags=[{"Name": name, "Value": value} for name, value in zip(TAGS, ids, strict=True)],
            )
        except (ConnectTimeoutError, EndpointConnectionError) as error:
            raise MailDelayedError("no_connection", A_MINUTE) from error
        except HTTPClientError as error:
            raise MailInDoubtError("no_answer") from error
        except ClientError as error:
            raise _meaning(error, mail.sender) from error
        return str(answer["MessageId"])


def _meaning(error: ClientError, sender: str) -> Exception:
    code = error.response.get("Error", {}).get("Code", "")
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in _LATER:
        reason, seconds = _LATER[code]
        if _DAILY in error.response["Error"].get("Message", "").lower():
            reason, seconds = _LATER["LimitExceededException"]
        return MailDelayedError(reason, seconds)
    _, is_told, failed = error.response.get("Error", {}).get("Message", "").lower().partition(_NOT_VERIFIED)
    if is_told and domain_of(sender).lower() in failed:
        return MailDelayedError(*_LATER["MailFromDomainNotVerifiedException"])
    if status == _FORBIDDEN:
        return MailDelayedError("forbidden", A_QUARTER)
    return MailInDoubtError(code) if status >= _SERVER_ERROR else MailRefusedError(code)


def sender_state(client: Any, address: str) -> str:
    """Return what SES says of a sender: `verified`, `pending`, `missing`, or `unknown` if it does not tell.

    The address itself may be verified, or its domain.
    """
    for identity in (address, domain_of(address)):
        try:
            answer = client.get_email_identity(EmailIdentity=identity)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") == "NotFoundException":
                continue
            return "unknown"
        except BotoCoreError:
            return "unknown"
        return "verified" if answer["VerifiedForSendingStatus"] else "pending"
    return "missing"


@dataclass(frozen=True, slots=True)
class SesEvent:
    """What an event of SES says of one of our mails."""

    seller_id: str
    document_id: str
    attempt_id: str
    event: MailEvent


_KINDS = {
    "Send": MailEventKind.SEND,
    "Delivery": MailEventKind.DELIVERY,
    "DeliveryDelay": MailEventKind.DELAY,
    "Bounce": MailEventKind.BOUNCE,
    "Complaint": MailEventKind.COMPLAINT,
    "Reject": MailEventKind.REJECT,
    "Rendering Failure": MailEventKind.RENDERING_FAILURE,
}
_DETAILS = {"DeliveryDelay": "deliveryDelay", "Rendering Failure": "failure"}
_SUPPRESSED = {"Suppressed", "OnAccountSuppressionList"}
_SOFT = "Transient"


def event_of(detail: Mapping[str, Any]) -> SesEvent | None:
    """Return what SES published of a mail; None for a mail that is not ours, or an event that says nothing to us."""
    kind = _KINDS.get(detail.get("eventType", ""))
    mail = detail.get("mail", {})
    tags = mail.get("tags", {})
    if kind is None or any(len(tags.get(name, ())) != 1 for name in TAGS):
        return None
    name = detail["eventType"]
    told = detail.get(_DETAILS.get(name, name.lower()), {})
    event = MailEvent(
        kind=_told_kind(kind, told),
        at=datetime.fromisoformat(told.get("timestamp") or mail["timestamp"]),
        reason=_reason(told),
        provider_id=mail.get("messageId"),
    )
    seller_id, document_id, attempt_id = (tags[name][0] for name in TAGS)
    return SesEvent(seller_id, document_id, attempt_id, event)


def _told_kind(kind: MailEventKind, told: Mapping[str, Any]) -> MailEventKind:
    """Return what a bounce or a complaint means; for addresses on its suppression list SES sends neither for real."""
    if _SUPPRESSED & {told.get("bounceSubType"), told.get("complaintSubType")}:
        return MailEventKind.SUPPRESSED
    return MailEventKind.SOFT_BOUNCE if told.get("bounceType") == _SOFT else kind


def _reason(told: Mapping[str, Any]) -> str | None:
    """Return what the other server said, on one line and bounded."""
    recipients = told.get("bouncedRecipients") or told.get("delayedRecipients") or [{}]
    said = (
        recipients[0].get("diagnosticCode")
        or told.get("errorMessage")
        or told.get("reason")
        or told.get("complaintFeedbackType")
        or told.get("bounceSubType")
        or told.get("complaintSubType")
    )
    return " ".join(str(said).split())[:LONGEST_REASON] if said else None
