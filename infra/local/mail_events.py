"""The events that SES would publish for a mail, by its recipient: simulator addresses behave as documented.

There is no "Send" event: `infra/mail.yaml` does not subscribe to it.
"""

import os
import uuid
from datetime import datetime
from typing import Any

ACCOUNT = "000000000000"
SIMULATOR = "simulator.amazonses.com"
_TITLES = {
    "Delivery": "Email Delivered",
    "Bounce": "Email Bounced",
    "Complaint": "Email Complaint Received",
}


def events_of(message_id: str, request: dict[str, Any], at: datetime) -> list[dict[str, Any]]:
    """Return the EventBridge events of a mail, in the order in which SES would publish them."""
    recipient = request["Destination"]["ToAddresses"][0]
    mail = _mail(message_id, request, recipient, at)
    return [_entry(kind, mail, detail) for kind, detail in _story(recipient, at)]


def _story(recipient: str, at: datetime) -> list[tuple[str, dict[str, Any]]]:
    local, _, domain = recipient.lower().rpartition("@")
    scene = local.partition("+")[0] if domain == SIMULATOR else "success"
    timestamp = at.isoformat()
    delivery = {"timestamp": timestamp, "recipients": [recipient], "smtpResponse": "250 2.6.0 Message received"}
    if scene in ("bounce", "suppressionlist"):
        subtype = "General" if scene == "bounce" else "OnAccountSuppressionList"
        bounced = {"emailAddress": recipient, "diagnosticCode": "smtp; 550 5.1.1 user unknown", "status": "5.1.1"}
        bounce = {"bounceType": "Permanent", "bounceSubType": subtype, "timestamp": timestamp}
        return [("Bounce", {**bounce, "bouncedRecipients": [bounced]})]
    if scene == "complaint":
        complaint = {"timestamp": timestamp, "complainedRecipients": [{"emailAddress": recipient}]}
        return [("Delivery", delivery), ("Complaint", {**complaint, "complaintFeedbackType": "abuse"})]
    return [("Delivery", delivery)]


def _mail(message_id: str, request: dict[str, Any], recipient: str, at: datetime) -> dict[str, Any]:
    tags = {tag["Name"]: [tag["Value"]] for tag in request.get("EmailTags", ())}
    configuration_set = request.get("ConfigurationSetName")
    if configuration_set:
        tags["ses:configuration-set"] = [configuration_set]
    return {
        "timestamp": at.isoformat(),
        "source": request["FromEmailAddress"],
        "messageId": message_id,
        "destination": [recipient],
        "tags": tags,
    }


def _entry(kind: str, mail: dict[str, Any], detail: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": _TITLES[kind],
        "source": "aws.ses",
        "account": ACCOUNT,
        "time": mail["timestamp"],
        "region": os.environ.get("AWS_DEFAULT_REGION", "eu-central-1"),
        "resources": [],
        "detail": {"eventType": kind, "mail": mail, kind.lower(): detail},
    }
