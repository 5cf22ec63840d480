"""What is asked of many documents at once."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from invoicing.domain.documents.document import KsefChannel
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.runtime.api.bodies.fields import Body, MessageBody, Text

MOST_IDS = 1_000
DocumentId = Annotated[str, Field(min_length=1, max_length=64, pattern="^[A-Za-z0-9-]+$")]


class FilterBody(Body):
    """The filter of `GET /documents`, as a body."""

    ready: bool | None = None
    kind: Kind | None = None
    import_id: Text | None = None
    order_id: Text | None = None
    problem: Text | None = None
    email_status: EmailStatus | None = None
    ksef: KsefChannel | None = None
    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None
    q: Text | None = None

    def wanted(self) -> dict[str, Any]:
        """Return the fields that are given, as plain values."""
        return self.model_dump(mode="json", exclude_none=True)


class ManyBody(Body):
    """Many documents: some by their ids, or all of a filter."""

    ids: Annotated[list[DocumentId], Field(max_length=MOST_IDS)] | None = None
    filter: FilterBody | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        """Name the documents in one way."""
        if (self.ids is None) == (self.filter is None):
            raise ValueError("podaj albo ids, albo filter.")
        return self

    @property
    def wanted(self) -> dict[str, Any] | None:
        """The filter as plain values."""
        return self.filter.wanted() if self.filter else None


class IssueManyBody(ManyBody):
    """Body of `POST /documents/issue`: some drafts by their ids, or all of a filter."""

    dry_run: bool = False
    issue_date: date | None = None
    send_email: bool | None = None
    message: MessageBody | None = None


class ErasureBody(Body):
    """Body of `POST /erasures`: the login of the buyer whose personal data are to be erased."""

    buyer: Annotated[str, Field(min_length=1, max_length=100)]


class ExportBody(Body):
    """Body of `POST /exports`: a month for the accountant, or the PDFs of a filter for the printer."""

    what: Literal["month", "print"]
    month: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")] | None = None
    filter: FilterBody | None = None

    @model_validator(mode="after")
    def has_its_field(self) -> "ExportBody":
        """A month needs its month."""
        if self.what == "month" and self.month is None:
            raise ValueError("podaj month, np. 2026-11.")
        return self

    @property
    def wanted(self) -> dict[str, Any] | None:
        """The filter as plain values; printing without one prints everything."""
        return self.filter.wanted() if self.filter else {} if self.what == "print" else None
