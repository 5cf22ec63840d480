"""Request another mail of an issued document, to the buyer or to another address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.domain.basics.errors import Conflict, ConflictError, InvalidFieldError, NotFoundError, NotIssuedError
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.email_addresses import is_masked, to_ascii
from invoicing.domain.documents.summary import Pdf
from invoicing.domain.mails.attempt import MailAttempt, Why, queued
from invoicing.domain.mails.story import REASONS
from invoicing.domain.problems.catalogue.seller import SENDER_NOT_CONFIRMED
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.issued_pdf import issued_pdf
from invoicing.services.documents.ports import Documents, Mails, Sellers, Stored
from invoicing.services.issuing.prepare import message_for


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRequestDeps:
    """Dependencies of requesting a mail."""

    documents: Documents
    mails: Mails
    sellers: Sellers
    clock: Callable[[], datetime]


def sendable(stored: Stored) -> tuple[str, Pdf]:
    """Return the number and the PDF of a document that can be mailed.

    Raises: NotIssuedError, PdfNotReadyError.
    """
    if stored.document.number is None:
        raise NotIssuedError
    return stored.document.number, issued_pdf(stored)


def request_mail(
    seller_id: str,
    document_id: str,
    attempt_id: str,
    *,
    to: str | None,
    message: Message | None,
    by: str,
    deps: MailRequestDeps,
) -> MailAttempt:
    """Store and return the attempt, which triggers sending; a deliberate repetition is a new mail with its own id.

    Raises: ConflictError, InvalidFieldError, NotFoundError, NotIssuedError, PdfNotReadyError, TryLaterError.
    """
    try:
        return deps.mails.get(seller_id, document_id, attempt_id)
    except NotFoundError:
        stored = deps.documents.get(seller_id, document_id)
    attempt = addressed(stored, attempt_id, deps.sellers.get(seller_id), to=to, message=message, at=deps.clock())
    attempt = replace(attempt, why=Why.ASKED, by=by, nth=stored.summary.email.nth + 1)
    deps.mails.queue(seller_id, attempt)
    return attempt


def addressed(
    stored: Stored, attempt_id: str, settings: SellerSettings, *, to: str | None, message: Message | None, at: datetime
) -> MailAttempt:
    """Return the attempt to mail a document; a missing or unusable address and an unconfirmed sender are refused.

    Raises: ConflictError, InvalidFieldError, NotIssuedError, PdfNotReadyError.
    """
    sendable(stored)
    document = stored.document
    recipient = to or document.buyer.email
    if not recipient:
        raise InvalidFieldError("to", "nabywca nie ma adresu e-mail – podaj adres.")
    if to_ascii(recipient) is None:
        raise InvalidFieldError("to", f"adresu {recipient} nie da się użyć – podaj inny.")
    if is_masked(recipient) and not settings.may_write_to_masked:
        raise ConflictError(Conflict.SENDER_NOT_CONFIRMED, f"Wstrzymano: {REASONS[SENDER_NOT_CONFIRMED.code]}.")
    text = message_for(document, settings, message)
    return queued(attempt_id, document.id, to=recipient, message=text, at=at, kind=document.kind)
