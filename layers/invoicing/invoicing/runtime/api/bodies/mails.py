"""Requests about mails: send one, send many, settle a doubt, preview a text."""

from typing import Literal

from invoicing.domain.documents.document import Message
from invoicing.runtime.api.bodies.fields import Body, EmailAddress, Id, MessageBody
from invoicing.runtime.api.bodies.jobs import ManyBody


class EmailBody(Body):
    """Body of `POST /documents/{id}/email`."""

    to: EmailAddress | None = None
    message: MessageBody | None = None

    def text(self) -> Message | None:
        """Return the given message; None for the one that would be sent without."""
        return self.message.value() if self.message else None


class EmailManyBody(ManyBody):
    """Body of `POST /documents/email`: issued documents by id, or all that match a filter."""

    message: MessageBody | None = None
    despite_bounces: bool = False


class SettleBody(Body):
    """Body of `POST /documents/{id}/emails/{attempt_id}/settle`: the outcome that a person found out."""

    outcome: Literal["sent", "not_sent"]


class PreviewBody(Body):
    """Body of `POST /messages/preview`; without a message, the one that would be sent is shown."""

    document_id: Id
    message: MessageBody | None = None

    def text(self) -> Message | None:
        """Return the given message; None for the one that would be sent without."""
        return self.message.value() if self.message else None
