"""Show a message as the buyer will read it, before anything is sent."""

from dataclasses import dataclass, replace

from invoicing.domain.documents.document import Document, Message
from invoicing.domain.mails.templates import empty_in, filled, html_of, signed, unknown_in
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.issuing.prepare import message_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A filled message; `unknown` variables do not exist, `empty` ones have no value on this document."""

    subject: str
    body: str
    html: str
    unknown: tuple[str, ...]
    empty: tuple[str, ...]


def preview(document: Document, settings: SellerSettings, requested: Message | None) -> Preview:
    """Return the message that would be sent: the one given, else the document's, the seller's or ours."""
    shown = document if document.seller else replace(document, seller=settings.printed(document.currency))
    message = message_for(document, settings, requested)
    text = signed(filled(message, shown), settings.mail.signature)
    return Preview(
        subject=text.subject,
        body=text.body,
        html=html_of(text.body),
        unknown=unknown_in(message),
        empty=empty_in(message, shown),
    )
