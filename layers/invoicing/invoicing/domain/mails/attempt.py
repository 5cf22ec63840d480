"""One attempt to send one mail: `queued -> sending -> accepted -> ...`, or `failed`, or `in_doubt`.

After a crash between `sending` and the provider's answer the outcome is unknown, so it is never retried automatically:
the attempt is in doubt until a person or the provider's events settle it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.email_addresses import is_masked
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.documents.summary import Email, EmailStatus
from invoicing.domain.mails.events import MailEvent, MailEventKind, merged

AT_ISSUE = "issue"
"""Id of the attempt made by issuing itself: there can be only one."""

SENDING_TAKES_AT_MOST = timedelta(minutes=2)
OVERDUE_AFTER = timedelta(minutes=10)
"""A queued mail that has not changed for this long is forwarded again."""
WITHHELD_SINCE = date(2026, 3, 2)
"""Since this day Allegro removes fiscal PDFs from mails to its buyers and attaches them to the order."""

OPEN = frozenset({EmailStatus.QUEUED, EmailStatus.SENDING})
_STATUS_OF = {
    MailEventKind.SETTLED_NOT_SENT: EmailStatus.FAILED,
    MailEventKind.SETTLED_SENT: EmailStatus.ACCEPTED,
    MailEventKind.SEND: EmailStatus.ACCEPTED,
    MailEventKind.DELAY: EmailStatus.DELAYED,
    MailEventKind.SOFT_BOUNCE: EmailStatus.BOUNCED,
    MailEventKind.DELIVERY: EmailStatus.DELIVERED,
    MailEventKind.REJECT: EmailStatus.FAILED,
    MailEventKind.RENDERING_FAILURE: EmailStatus.FAILED,
    MailEventKind.SUPPRESSED: EmailStatus.SUPPRESSED,
    MailEventKind.BOUNCE: EmailStatus.BOUNCED,
    MailEventKind.COMPLAINT: EmailStatus.COMPLAINED,
}


class Why(StrEnum):
    """Why a mail is sent."""

    AT_ISSUE = "at_issue"
    ASKED = "asked"
    BULK = "bulk"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAttempt:
    """An intent to send a document once, stored before anything is sent.

    `revision` grows with each change, for optimistic locking. `nth` counts the mails of this document from 1. `due_at`
    is when an open attempt must be looked at again; `job_id` names the job that requested it.
    """

    id: str
    document_id: str
    to: str
    message: Message
    status: EmailStatus = EmailStatus.QUEUED
    why: Why = Why.AT_ISSUE
    nth: int = 1
    by: str | None = None
    job_id: str | None = None
    is_withheld_by_allegro: bool = False
    despite_brake: bool = False
    revision: int = 0
    events: tuple[MailEvent, ...] = ()
    queued_at: datetime
    due_at: datetime | None = None
    provider_id: str | None = None
    reason: str | None = None
    updated_at: datetime

    @property
    def email(self) -> Email:
        """The part of this attempt in the document's summary."""
        return Email(
            status=self.status,
            to=self.to,
            at=self.updated_at,
            queued_at=self.queued_at,
            reason=self.reason,
            nth=self.nth,
        )


def queued(attempt_id: str, document_id: str, *, to: str, message: Message, at: datetime, kind: Kind) -> MailAttempt:
    """Return a new attempt for a document of this kind."""
    is_withheld = is_masked(to) and KINDS[kind].is_kept_by_allegro and warsaw_date(at) >= WITHHELD_SINCE
    return MailAttempt(
        id=attempt_id,
        document_id=document_id,
        to=to,
        message=message,
        is_withheld_by_allegro=is_withheld,
        queued_at=at,
        due_at=at + OVERDUE_AFTER,
        updated_at=at,
    )


def started(attempt: MailAttempt, at: datetime) -> MailAttempt:
    """Return the attempt to store right before calling the provider; from `due_at` on it is in doubt."""
    return _changed(attempt, at, status=EmailStatus.SENDING, due_at=at + SENDING_TAKES_AT_MOST, reason=None)


def delayed(attempt: MailAttempt, at: datetime, *, until: datetime, reason: str) -> MailAttempt:
    """Return the attempt after a temporary refusal by the provider; nothing was sent."""
    return _changed(attempt, at, status=EmailStatus.QUEUED, due_at=until, reason=reason)


def ended(attempt: MailAttempt, status: EmailStatus, at: datetime, reason: str) -> MailAttempt:
    """Return the attempt as not sent, held, or in doubt."""
    return _changed(attempt, at, status=status, due_at=None, reason=reason)


def after_event(attempt: MailAttempt, event: MailEvent) -> MailAttempt:
    """Return the attempt with this event; the same attempt if it is already known."""
    events = merged(attempt.events, event)
    if events == attempt.events:
        return attempt
    latest = events[-1]
    status = _STATUS_OF[latest.kind]
    if status is EmailStatus.DELIVERED and attempt.is_withheld_by_allegro:
        status = EmailStatus.WITHHELD
    provider_id = next((known.provider_id for known in events if known.provider_id), attempt.provider_id)
    changed = _changed(attempt, latest.at, status=status, due_at=None, reason=latest.reason)
    return replace(changed, events=events, provider_id=provider_id)


def _changed(
    attempt: MailAttempt, at: datetime, *, status: EmailStatus, due_at: datetime | None, reason: str | None
) -> MailAttempt:
    return replace(attempt, status=status, due_at=due_at, reason=reason, updated_at=at, revision=attempt.revision + 1)
