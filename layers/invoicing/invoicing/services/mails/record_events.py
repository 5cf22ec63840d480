"""Record the outcome of a mail from the provider's events, its late answer, or a person."""

from datetime import datetime

from invoicing.domain.basics.errors import Conflict, ConflictError
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import after_event
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.services.basics.backoff import LostRaceError, Wait, after_tries, until_stored
from invoicing.services.documents.ports import Mails

TRIES = 8
"""Events of one mail come in bursts."""


def record_event(
    seller_id: str, document_id: str, attempt_id: str, event: MailEvent, mails: Mails, wait: Wait
) -> EmailStatus:
    """Add the event to its attempt and return the attempt's status; a known event changes nothing.

    Raises: NotFoundError, TryLaterError.
    """

    def recorded() -> EmailStatus:
        before = mails.get(seller_id, document_id, attempt_id)
        after = after_event(before, event)
        if after is not before and not mails.move(seller_id, before, after):
            raise LostRaceError
        return after.status

    return until_stored(recorded, wait, after_tries(TRIES))


def settle(
    seller_id: str,
    document_id: str,
    attempt_id: str,
    *,
    was_sent: bool,
    by: str,
    at: datetime,
    mails: Mails,
    wait: Wait,
) -> EmailStatus:
    """Let a person settle a mail in doubt; later events from the provider take precedence. Other mails are refused.

    Raises: ConflictError, NotFoundError, TryLaterError.
    """
    attempt = mails.get(seller_id, document_id, attempt_id)
    kind = MailEventKind.SETTLED_SENT if was_sent else MailEventKind.SETTLED_NOT_SENT
    if any(event.kind is kind for event in attempt.events):
        return attempt.status
    if attempt.status is not EmailStatus.IN_DOUBT:
        raise ConflictError(
            Conflict.MAIL_NOT_IN_DOUBT, "Rozstrzygać można tylko wysyłkę, o której nie wiadomo, czy wyszła."
        )
    return record_event(seller_id, document_id, attempt_id, MailEvent(kind=kind, at=at, reason=by), mails, wait)
