"""Requests about many documents at once."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from invoicing.runtime.api.bodies.fields import Body, Day, Id, MessageBody, MonthText
from invoicing.runtime.api.bodies.lists import DocumentFilter

MOST_IDS = 1_000


class ManyBody(Body):
    """Many documents: some by id, or all that match a filter."""

    ids: Annotated[list[Id], Field(max_length=MOST_IDS)] | None = None
    filter: DocumentFilter | None = None

    @model_validator(mode="after")
    def one_way(self) -> Self:
        """Require either `ids` or `filter`."""
        if (self.ids is None) == (self.filter is None):
            raise ValueError("podaj albo ids, albo filter.")
        return self

    @property
    def plain_filter(self) -> dict[str, Any] | None:
        """The filter as plain values."""
        return self.filter.plain() if self.filter else None


class IssueManyBody(ManyBody):
    """Body of `POST /documents/issue`: some drafts by id, or all that match a filter."""

    dry_run: bool = False
    issue_date: Day | None = None
    send_email: bool | None = None
    message: MessageBody | None = None


class ErasureBody(Body):
    """Body of `POST /erasures`: the login of the buyer whose personal data are to be erased."""

    buyer: Annotated[str, Field(min_length=1, max_length=100)]


class ExportBody(Body):
    """Body of `POST /exports`: a month for the accountant, or the PDFs that match a filter for the printer."""

    what: Literal["month", "print"]
    month: MonthText | None = None
    filter: DocumentFilter | None = None

    @model_validator(mode="after")
    def has_its_field(self) -> "ExportBody":
        """Require `month` for the export of a month."""
        if self.what == "month" and self.month is None:
            raise ValueError("podaj month, np. 2026-11.")
        return self

    @property
    def plain_filter(self) -> dict[str, Any] | None:
        """The filter as plain values; printing without one prints everything."""
        return self.filter.plain() if self.filter else {} if self.what == "print" else None
