"""Ask for one more mail of an issued document, to the buyer or to another address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from invoicing.domain.documents import Message
from invoicing.domain.errors import InvalidFieldError, NotIssuedError, PdfNotReadyError
from invoicing.domain.identity import time_ordered_id
from invoicing.domain.mails import MailAttempt, queued
from invoicing.domain.summaries import Pdf
from invoicing.services.ports import Documents, Mails, Sellers, Stored
from invoicing.services.preparing import message_for


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRequests:
    """What asking for a mail needs of the outside; `nonce` makes each deliberate mail its own."""

    documents: Documents
    mails: Mails
    sellers: Sellers
    clock: Callable[[], datetime]
    nonce: Callable[[], str]


def sendable(stored: Stored) -> tuple[str, Pdf]:
    """Return the number and the PDF of a document that can be mailed, or refuse."""
    if stored.document.number is None:
        raise NotIssuedError
    if stored.summary.pdf is None:
        raise PdfNotReadyError
    return stored.document.number, stored.summary.pdf


def request_mail(
    seller_id: str, document_id: str, *, to: str | None, message: Message | None, outside: MailRequests
) -> MailAttempt:
    """Store the attempt, which is what sends it; a deliberate repetition is a new mail."""
    stored = outside.documents.get(seller_id, document_id)
    sendable(stored)
    recipient = to or stored.document.buyer.email
    if not recipient:
        raise InvalidFieldError("to", "nabywca nie ma adresu e-mail – podaj adres.")
    now = outside.clock()
    attempt = queued(
        time_ordered_id(now, document_id, outside.nonce()),
        document_id,
        to=recipient,
        message=message_for(stored.document, outside.sellers.get(seller_id), message),
        at=now,
    )
    outside.mails.queue(seller_id, attempt)
    return attempt
