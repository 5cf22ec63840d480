"""Erasing a buyer's personal data where the law allows it (art. 17 GDPR).

Issued documents must be kept (art. 112 of the VAT act), and open drafts are about to become one. Erased are discarded
drafts, and the addresses and texts of finished mails.
"""

from dataclasses import replace
from datetime import datetime

from invoicing.domain.documents.document import Document, Message
from invoicing.domain.documents.history import Change, What
from invoicing.domain.documents.parties import Address, Buyer
from invoicing.domain.mails.attempt import OPEN, MailAttempt

KEPT_ISSUED = "dokument wystawiony: przepisy o VAT każą go przechowywać"
KEPT_DRAFT = "szkic czeka na wystawienie: wystaw go albo odrzuć, a potem powtórz usunięcie danych"
ERASED_TEXT = "usunięto dane nabywcy"
_NOTHING = Message(subject="", body="")


def without_buyer(document: Document) -> Document:
    """Return a discarded draft without anything that identifies the buyer; goods, amounts and the country stay."""
    order = replace(document.order, buyer_login=None) if document.order else None
    return replace(
        document,
        version=document.version + 1,
        buyer=Buyer(name="", address=Address(country=document.buyer.address.country)),
        order=order,
        notes="",
        internal_notes="",
        message=None,
    )


def is_without_buyer(document: Document) -> bool:
    """True if this draft's buyer has been erased."""
    return not document.buyer.name and not document.buyer.email and not (document.order and document.order.buyer_login)


def erasure(document: Document, by: str, at: datetime) -> Change:
    """Return the history entry for an erasure."""
    return Change(version=document.version, what=What.ERASED, by=by, at=at, text=f"{by}: {ERASED_TEXT}")


def without_values(change: Change) -> Change:
    """Return a history entry without the values that it changed."""
    return replace(change, text=f"{change.by}: {ERASED_TEXT}", changes=())


def without_recipient(attempt: MailAttempt) -> MailAttempt:
    """Return a finished mail without its address and text; an open one is returned unchanged."""
    if attempt.status in OPEN or not attempt.to:
        return attempt
    events = tuple(replace(event, reason=None) for event in attempt.events)
    return replace(attempt, to="", message=_NOTHING, reason=None, events=events, revision=attempt.revision + 1)
