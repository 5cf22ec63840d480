"""Query parameters of lists; jobs over many documents take the same filter in their body."""

from datetime import date
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from invoicing.domain.documents.document import KsefChannel, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.problems.catalogue.lookup import HOLDING
from invoicing.runtime.api.bodies.fields import Body, Day, Id

LONGEST_CURSOR = 600
Cursor = Annotated[
    str | None,
    Query(max_length=LONGEST_CURSOR, description="where the list continues: `cursor` of the previous page, unchanged"),
]
Limit = Annotated[int, Query(ge=1, le=200, description="most rows of a page; it may have fewer")]
LongLimit = Annotated[int, Query(ge=1, le=1_000, description="most rows of a page")]


def _holding(code: str) -> str:
    if code not in HOLDING:
        raise ValueError(f"Input should be one of: {', '.join(sorted(HOLDING))}")
    return code


ProblemCode = Annotated[str, Field(json_schema_extra={"enum": [*sorted(HOLDING)]}), AfterValidator(_holding)]


class DocumentFilter(Body):
    """The filter of lists, jobs and exports; each of these decides itself which statuses it covers."""

    ready: bool | None = None
    kind: Kind | None = None
    import_id: Id | None = None
    order_id: Annotated[str, Field(max_length=100)] | None = None
    problem: ProblemCode | None = None
    email_status: EmailStatus | None = None
    ksef: KsefChannel | None = None
    until: Annotated[Day | None, Field(alias="to")] = None
    since: Annotated[Day | None, Field(alias="from")] = None
    q: Annotated[str, Field(max_length=100)] | None = None

    @field_validator("since")
    @classmethod
    def begins_before_its_end(cls, since: date | None, info: ValidationInfo) -> date | None:
        """Refuse a `from` after `to`, naming `from`; `to` is already known, as it is declared first."""
        until = info.data.get("until")
        if since and until and since > until:
            raise ValueError("dzień późniejszy niż „to”.")
        return since

    def plain(self) -> dict[str, Any]:
        """Return the given fields as they are stored with jobs."""
        return self.model_dump(mode="json", exclude_none=True, exclude={"status"})


class DocumentQuery(DocumentFilter):
    """The query of `GET /documents`."""

    status: Status | None = None

    def plain(self) -> dict[str, Any]:
        """Return the given fields, with the status, if given, as the filter's only one."""
        return super().plain() | ({"statuses": [self.status]} if self.status else {})
