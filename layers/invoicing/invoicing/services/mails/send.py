"""Send one queued mail at most once, and record when the outcome is unknown.

    queued -> sending (stored, with a deadline) -> the provider's answer

After a crash the attempt stays `sending`; past its deadline it is in doubt and is never resent automatically. A mail
that waits for a quota has its time in `due_at`: the work index brings it back, not the queue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.file_names import pdf_file_name
from invoicing.domain.documents.email_addresses import is_masked, to_ascii
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import MailAttempt, Why, after_event, delayed, ended, started
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.domain.mails.templates import filled, html_of, signed
from invoicing.domain.problems.catalogue.seller import SENDER_NOT_CONFIRMED
from invoicing.services.basics.backoff import Wait
from invoicing.services.documents.ports import Documents, Mails, Pdfs, Sellers
from invoicing.services.mails.ports import (
    MailDelayedError,
    Mailer,
    MailInDoubtError,
    MailRefusedError,
    OutgoingMail,
)
from invoicing.services.mails.record_events import record_event
from invoicing.services.mails.request import sendable

SHORT_WAIT_S = 5
"""Longest delay that is waited out on the spot, in seconds; a delayed mail was not sent."""
TRIES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SendDeps:
    """Dependencies of sending; `default_sender` is used for sellers without a sender of their own."""

    documents: Documents
    mails: Mails
    sellers: Sellers
    pdfs: Pdfs
    mailer: Mailer
    default_sender: str
    clock: Callable[[], datetime]
    wait: Wait


class _UnsendableError(Exception):
    """This mail cannot be handed over; the text is a reason's code, `status` the attempt's new status."""

    def __init__(self, reason: str, status: EmailStatus = EmailStatus.FAILED) -> None:
        super().__init__(reason)
        self.status = status


def send_attempt(seller_id: str, document_id: str, attempt_id: str, deps: SendDeps) -> EmailStatus:
    """Send a queued attempt and return its status; a repetition sends nothing.

    Raises: NotFoundError, TryLaterError.
    """
    attempt = deps.mails.get(seller_id, document_id, attempt_id)
    now = deps.clock()
    if attempt.status is EmailStatus.SENDING and attempt.due_at is not None and now >= attempt.due_at:
        return _moved(seller_id, attempt, ended(attempt, EmailStatus.IN_DOUBT, now, "no_answer"), deps)
    if attempt.status is not EmailStatus.QUEUED:
        return attempt.status
    if _is_braked(seller_id, attempt, deps):
        return _moved(seller_id, attempt, ended(attempt, EmailStatus.HELD, now, "brake"), deps)
    try:
        mail = _outgoing(seller_id, attempt, deps)
        raw = _composed(mail, deps)
    except _UnsendableError as error:
        return _moved(seller_id, attempt, ended(attempt, error.status, now, str(error)), deps)
    sending = started(attempt, deps.clock())
    if not deps.mails.move(seller_id, attempt, sending):
        return EmailStatus.SENDING
    return _hand_over(seller_id, sending, mail, raw, deps)


def _composed(mail: OutgoingMail, deps: SendDeps) -> bytes:
    """Return the mail's bytes; what the mail library refuses once it will always refuse."""
    try:
        return deps.mailer.compose(mail)
    except MailRefusedError as error:
        raise _UnsendableError(str(error)) from error
    except ValueError as error:
        raise _UnsendableError("unbuildable") from error


def _moved(seller_id: str, before: MailAttempt, after: MailAttempt, deps: SendDeps) -> EmailStatus:
    """Store the attempt and return its status; after a lost race, that of the version that won."""
    if deps.mails.move(seller_id, before, after):
        return after.status
    return deps.mails.get(seller_id, before.document_id, before.id).status


def _is_braked(seller_id: str, attempt: MailAttempt, deps: SendDeps) -> bool:
    """True if the mail was not requested individually and too many of the seller's mails bounce."""
    if attempt.why is Why.ASKED or attempt.despite_brake:
        return False
    return deps.mails.reputation(seller_id, warsaw_date(deps.clock())).is_braked


def _hand_over(seller_id: str, sending: MailAttempt, mail: OutgoingMail, raw: bytes, deps: SendDeps) -> EmailStatus:
    """Call the provider and store its answer. After the call only this answer and the provider's events count."""
    try:
        provider_id = _sent(mail, raw, deps)
    except MailRefusedError as error:
        after = ended(sending, EmailStatus.FAILED, deps.clock(), str(error))
    except MailInDoubtError as error:
        after = ended(sending, EmailStatus.IN_DOUBT, deps.clock(), str(error))
    except MailDelayedError as error:
        now = deps.clock()
        after = delayed(sending, now, until=now + timedelta(seconds=error.seconds), reason=str(error))
    else:
        return _recorded(seller_id, sending, provider_id, deps)
    return _moved(seller_id, sending, after, deps)


def _recorded(seller_id: str, sending: MailAttempt, provider_id: str, deps: SendDeps) -> EmailStatus:
    """Store that the provider accepted the mail; if its events came first, add this one to them."""
    event = MailEvent(kind=MailEventKind.SEND, at=deps.clock(), provider_id=provider_id)
    taken = after_event(sending, event)
    if deps.mails.move(seller_id, sending, taken):
        return taken.status
    return record_event(seller_id, sending.document_id, sending.id, event, deps.mails, deps.wait)


def _sent(mail: OutgoingMail, raw: bytes, deps: SendDeps) -> str:
    """Send, waiting out the limit of mails per second: what was refused was not sent."""
    for attempt in range(TRIES):
        try:
            return deps.mailer.send(mail, raw)
        except MailDelayedError as error:
            if error.seconds > SHORT_WAIT_S or attempt == TRIES - 1:
                raise
            deps.wait(error.seconds)
    raise AssertionError("unreachable")


def _outgoing(seller_id: str, attempt: MailAttempt, deps: SendDeps) -> OutgoingMail:
    """Build the whole mail before the attempt starts, so that one that cannot be built was never `sending`."""
    stored = deps.documents.get(seller_id, attempt.document_id)
    settings = deps.sellers.get(seller_id)
    number, pdf = sendable(stored)
    to = to_ascii(attempt.to)
    if to is None:
        raise _UnsendableError("unusable_address")
    sender = settings.sender or deps.default_sender
    if is_masked(to) and sender.lower() != (settings.mail.allegro_sender or "").lower():
        raise _UnsendableError(SENDER_NOT_CONFIRMED.code, EmailStatus.HELD)
    reply_to = settings.mail.reply_to or settings.email
    text = signed(filled(attempt.message, stored.document), settings.mail.signature)
    return OutgoingMail(
        sender=sender,
        sender_name=settings.name,
        reply_to=to_ascii(reply_to) if reply_to else None,
        to=to,
        subject=text.subject,
        body=text.body,
        html=html_of(text.body),
        attachment=deps.pdfs.get(pdf.key),
        attachment_name=pdf_file_name(number),
        seller_id=seller_id,
        document_id=attempt.document_id,
        attempt_id=attempt.id,
        at=attempt.queued_at,
    )
