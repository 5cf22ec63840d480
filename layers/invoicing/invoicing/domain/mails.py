"""One attempt to send one mail: `queued -> sending -> accepted -> ...`, or `failed`, or `in_doubt`.

What happened between `sending` and the provider's answer cannot be known after a crash, so it is never repeated by
itself: the attempt is in doubt until a person or the provider's events settle it.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from invoicing.domain.documents import Message
from invoicing.domain.summaries import Email, EmailStatus

AT_ISSUE = "issue"
"""Id of the attempt that issuing itself asks for: there can be one only."""

SENDING_TAKES_AT_MOST = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAttempt:
    """An intent to send a document once, stored before anything is sent."""

    id: str
    document_id: str
    to: str
    message: Message
    status: EmailStatus = EmailStatus.QUEUED
    queued_at: datetime
    deadline: datetime | None = None
    provider_id: str | None = None
    reason: str | None = None
    updated_at: datetime

    @property
    def email(self) -> Email:
        """What the document's summary shows of this attempt."""
        return Email(status=self.status, to=self.to, at=self.updated_at, queued_at=self.queued_at)


def queued(attempt_id: str, document_id: str, *, to: str, message: Message, at: datetime) -> MailAttempt:
    """Return a new attempt."""
    return MailAttempt(id=attempt_id, document_id=document_id, to=to, message=message, queued_at=at, updated_at=at)


def started(attempt: MailAttempt, at: datetime) -> MailAttempt:
    """Return the attempt as it is stored right before the provider is called."""
    return replace(attempt, status=EmailStatus.SENDING, deadline=at + SENDING_TAKES_AT_MOST, updated_at=at)


def moved(
    attempt: MailAttempt,
    status: EmailStatus,
    at: datetime,
    *,
    provider_id: str | None = None,
    reason: str | None = None,
) -> MailAttempt:
    """Return the attempt in its next status."""
    return replace(
        attempt,
        status=status,
        updated_at=at,
        deadline=None,
        provider_id=provider_id or attempt.provider_id,
        reason=reason,
    )
