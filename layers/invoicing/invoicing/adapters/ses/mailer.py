"""Amazon SES: one call per mail, the meaning of its response, and its events."""

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
"""SES uses one error code for both quotas; only the message names the daily one."""
_NOT_VERIFIED = "not verified"
"""SES has no error code for unverified addresses: an unverified sender waits, an unverified recipient (in the sandbox)
is refused. The message names the addresses after these words.
"""
_SERVER_ERROR = 500
_FORBIDDEN = 403
"""Our own permissions are wrong, not the mail: it waits until they are fixed."""
LONGEST_REASON = 200
TAGS = ("seller", "document", "attempt")


class SesMailer:
    """Sends through SES v2, with the configuration set whose events report the outcome of each mail."""

    def __init__(self, client: Any, configuration_set: str) -> None:
        self._client = client
        self._configuration_set = configuration_set

    def compose(self, mail: OutgoingMail) -> bytes:
        """Return the mail's bytes.

        Raises: MailRefusedError.
        """
        return mime_of(mail)

    def send(self, mail: OutgoingMail, raw: bytes) -> str:
        """Hand the mail over and return the provider's id for it.

        Raises: MailDelayedError, MailInDoubtError, MailRefusedError.
        """
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
    _, is_unverified, failed = error.response.get("Error", {}).get("Message", "").lower().partition(_NOT_VERIFIED)
    if is_unverified and domain_of(sender).lower() in failed:
        return MailDelayedError(*_LATER["MailFromDomainNotVerifiedException"])
    if status == _FORBIDDEN:
        return MailDelayedError("forbidden", A_QUARTER)
    return MailInDoubtError(code) if status >= _SERVER_ERROR else MailRefusedError(code)


def sender_state(client: Any, address: str) -> str:
    """Return the state of a sender in SES: `verified`, `pending`, `missing`, or `unknown` if SES does not say.

    Either the address itself or its domain may be verified.
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
    """An SES event about one of our mails."""

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
    """Return the event that SES published about a mail; None if the mail is not ours or the event is irrelevant."""
    kind = _KINDS.get(detail.get("eventType", ""))
    mail = detail.get("mail", {})
    tags = mail.get("tags", {})
    if kind is None or any(len(tags.get(name, ())) != 1 for name in TAGS):
        return None
    name = detail["eventType"]
    details = detail.get(_DETAILS.get(name, name.lower()), {})
    event = MailEvent(
        kind=_precise_kind(kind, details),
        at=datetime.fromisoformat(details.get("timestamp") or mail["timestamp"]),
        reason=_reason(details),
        provider_id=mail.get("messageId"),
    )
    seller_id, document_id, attempt_id = (tags[name][0] for name in TAGS)
    return SesEvent(seller_id, document_id, attempt_id, event)


def _precise_kind(kind: MailEventKind, details: Mapping[str, Any]) -> MailEventKind:
    """Return the event's kind; SES only simulates bounces and complaints of addresses on its suppression list."""
    if _SUPPRESSED & {details.get("bounceSubType"), details.get("complaintSubType")}:
        return MailEventKind.SUPPRESSED
    return MailEventKind.SOFT_BOUNCE if details.get("bounceType") == _SOFT else kind


def _reason(details: Mapping[str, Any]) -> str | None:
    """Return the other server's reason, on one line and bounded."""
    recipients = details.get("bouncedRecipients") or details.get("delayedRecipients") or [{}]
    said = (
        recipients[0].get("diagnosticCode")
        or details.get("errorMessage")
        or details.get("reason")
        or details.get("complaintFeedbackType")
        or details.get("bounceSubType")
        or details.get("complaintSubType")
    )
    return " ".join(str(said).split())[:LONGEST_REASON] if said else None
