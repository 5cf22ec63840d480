"""JSON views of mails, as text and as fields."""

from collections.abc import Iterable
from typing import Any

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.documents.summary import Email
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.mails.reputation import Reputation
from invoicing.domain.mails.story import WAYS_OUT, status_text, story_of, why_text

SHOWN = ("id", "document_id", "to", "message", "status", "why", "nth", "by", "job_id", "reason", "queued_at", "due_at")


def attempt_view(attempt: MailAttempt) -> dict[str, Any]:
    """Return one mail with its timeline."""
    plain = plain_of(attempt)
    return {
        **{name: plain[name] for name in SHOWN},
        "updated_at": plain["updated_at"],
        "provider_id": plain["provider_id"],
        "text": status_text(attempt.status, attempt.to, attempt.reason),
        "why_text": why_text(attempt),
        "way_out": WAYS_OUT.get(attempt.status),
        "timeline": [plain_of(step) for step in story_of(attempt)],
    }


def emails_view(email: Email, attempts: Iterable[MailAttempt], reputation: Reputation) -> dict[str, Any]:
    """Return the current mail status of a document, and each mail attempt, oldest first."""
    return {
        "email": {**plain_of(email), "text": status_text(email.status, email.to, email.reason)},
        "items": [attempt_view(attempt) for attempt in attempts],
        "is_braked": reputation.is_braked,
        "reputation": reputation.told,
    }
