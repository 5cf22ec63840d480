"""What is asked of mails: send one, send many, settle a doubt, show a text."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from invoicing.runtime.requests.fields import Body, EmailAddress, MessageBody
from invoicing.runtime.requests.jobs import MOST_IDS, DocumentId, FilterBody


class EmailBody(Body):
    """Body of `POST /documents/{id}/email`."""

    to: EmailAddress | None = None
    message: MessageBody | None = None


class EmailManyBody(Body):
    """Body of `POST /documents/email`: issued documents by their ids, or all of a filter."""

    ids: Annotated[list[DocumentId], Field(max_length=MOST_IDS)] | None = None
    filter: FilterBody | None = None
    message: MessageBody | None = None
    despite_bounces: bool = False

    @model_validator(mode="after")
    def one_way(self) -> "EmailManyBody":
        """Name the documents in one way."""
        if (self.ids is None) == (self.filter is None):
            raise ValueError("podaj albo ids, albo filter.")
        return self

    @property
    def wanted(self) -> dict[str, Any] | None:
        """The filter as plain values."""
        return self.filter.wanted() if self.filter else None


class SettleBody(Body):
    """Body of `POST /documents/{id}/emails/{attempt_id}/settle`: what a person found out."""

    outcome: Literal["sent", "not_sent"]


class PreviewBody(Body):
    """Body of `POST /messages/preview`; without a message, the one that would be sent is shown."""

    document_id: DocumentId
    message: MessageBody | None = None
