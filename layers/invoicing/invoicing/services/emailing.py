"""Send one queued mail at most once, and say what is not known."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from invoicing.domain.file_names import pdf_file_name
from invoicing.domain.mails import MailAttempt, moved, started
from invoicing.domain.messages import filled
from invoicing.domain.summaries import EmailStatus
from invoicing.services.mail_requests import sendable
from invoicing.services.ports import (
    Documents,
    MailDelayedError,
    Mailer,
    MailInDoubtError,
    MailRefusedError,
    Mails,
    OutgoingMail,
    Pdfs,
    Sellers,
)


class Sent(StrEnum):
    """What to do with the queue's message."""

    DONE = "done"
    LATER = "later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Emailing:
    """What sending needs of the outside. `default_sender` is used for sellers without a sender of their own."""

    documents: Documents
    mails: Mails
    sellers: Sellers
    pdfs: Pdfs
    mailer: Mailer
    default_sender: str
    clock: Callable[[], datetime]


def send_attempt(seller_id: str, document_id: str, attempt_id: str, outside: Emailing) -> Sent:
    """Send a queued attempt. One that someone else is sending waits; one that got no answer in time is in doubt."""
    attempt = outside.mails.get(seller_id, document_id, attempt_id)
    now = outside.clock()
    if attempt.status is EmailStatus.SENDING:
        if attempt.deadline is not None and now < attempt.deadline:
            return Sent.LATER
        outside.mails.move(
            seller_id,
            moved(attempt, EmailStatus.IN_DOUBT, now, reason="no_answer"),
            instead_of=EmailStatus.SENDING,
        )
        return Sent.DONE
    if attempt.status is not EmailStatus.QUEUED:
        return Sent.DONE
    mail = _outgoing(seller_id, attempt, outside)
    raw = outside.mailer.compose(mail)
    sending = started(attempt, now)
    if not outside.mails.move(seller_id, sending, instead_of=EmailStatus.QUEUED):
        return Sent.LATER
    return _hand_over(seller_id, sending, mail, raw, outside)


def _hand_over(seller_id: str, sending: MailAttempt, mail: OutgoingMail, raw: bytes, outside: Emailing) -> Sent:
    try:
        provider_id = outside.mailer.send(mail, raw)
    except MailRefusedError as error:
        after = moved(sending, EmailStatus.FAILED, outside.clock(), reason=str(error))
    except MailInDoubtError as error:
        after = moved(sending, EmailStatus.IN_DOUBT, outside.clock(), reason=str(error))
    except MailDelayedError as error:
        after = moved(sending, EmailStatus.QUEUED, outside.clock(), reason=str(error))
    else:
        after = moved(sending, EmailStatus.ACCEPTED, outside.clock(), provider_id=provider_id)
    outside.mails.move(seller_id, after, instead_of=EmailStatus.SENDING)
    return Sent.LATER if after.status is EmailStatus.QUEUED else Sent.DONE


def _outgoing(seller_id: str, attempt: MailAttempt, outside: Emailing) -> OutgoingMail:
    """Build the whole mail before anything is promised: what cannot be built was never `sending`."""
    stored = outside.documents.get(seller_id, attempt.document_id)
    settings = outside.sellers.get(seller_id)
    number, pdf = sendable(stored)
    text = filled(attempt.message, stored.document)
    return OutgoingMail(
        sender=settings.sender or outside.default_sender,
        sender_name=settings.name,
        reply_to=settings.mail.reply_to or settings.email,
        to=attempt.to,
        subject=text.subject,
        body=text.body,
        attachment=outside.pdfs.get(pdf.key),
        attachment_name=pdf_file_name(number),
        seller_id=seller_id,
        document_id=attempt.document_id,
        attempt_id=attempt.id,
        at=attempt.queued_at,
    )
