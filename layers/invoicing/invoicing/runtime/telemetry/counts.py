"""Metrics of imports and mails."""

from contextlib import suppress

from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.imports.record import Import, ImportStatus, Outcome
from invoicing.domain.mails.events import MailEventKind
from invoicing.runtime.telemetry.metrics import Metric, count

_OF_SENDING = {
    EmailStatus.ACCEPTED: Metric.MAILS_SENT,
    EmailStatus.IN_DOUBT: Metric.MAILS_IN_DOUBT,
    EmailStatus.HELD: Metric.MAILS_HELD,
    EmailStatus.FAILED: Metric.MAILS_FAILED,
}
_OF_EVENTS = {
    MailEventKind.DELIVERY: Metric.MAILS_DELIVERED,
    MailEventKind.SOFT_BOUNCE: Metric.MAILS_BOUNCED,
    MailEventKind.BOUNCE: Metric.MAILS_BOUNCED,
    MailEventKind.COMPLAINT: Metric.MAILS_COMPLAINED,
    MailEventKind.REJECT: Metric.MAILS_FAILED,
    MailEventKind.RENDERING_FAILURE: Metric.MAILS_FAILED,
    MailEventKind.SUPPRESSED: Metric.MAILS_FAILED,
}


def count_import(record: Import) -> None:
    """Count a finished import and the drafts that it made."""
    is_done = record.status is ImportStatus.DONE
    count(Metric.IMPORTS_FINISHED if is_done else Metric.IMPORTS_FAILED)
    count(Metric.DRAFTS_MADE, record.counts.get(Outcome.DRAFTED, 0))


def count_sending(status: EmailStatus) -> None:
    """Count the outcome of a call of SES; a mail that waits is counted when it is sent."""
    with suppress(KeyError):
        count(_OF_SENDING[status])


def count_mail_event(kind: MailEventKind) -> None:
    """Count what SES reported later about a mail; `send` and `delay` events are not counted."""
    with suppress(KeyError):
        count(_OF_EVENTS[kind])
