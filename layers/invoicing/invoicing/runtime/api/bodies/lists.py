"""What lists are asked for; jobs over many documents take the same filter in their body."""

from datetime import date
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AfterValidator, Field

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import KsefChannel, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.problems.catalogue.lookup import HOLDING
from invoicing.runtime.api.bodies.fields import Body
from invoicing.services.documents.ports import SummaryFilter

LONGEST_CURSOR = 600
Cursor = Annotated[
    str | None,
    Query(max_length=LONGEST_CURSOR, description="where the list goes on: the `cursor` of the page before, unchanged"),
]
Limit = Annotated[int, Query(ge=1, le=200, description="most rows of a page; it may have fewer")]
LongLimit = Annotated[int, Query(ge=1, le=1_000, description="most rows of a page")]

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


def _holding(code: str) -> str:
    if code not in HOLDING:
        raise ValueError(f"Input should be one of: {', '.join(sorted(HOLDING))}")
    return code


Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY, description=f"from {FIRST_DAY} to {LAST_DAY}")]
ProblemCode = Annotated[str, Field(json_schema_extra={"enum": [*sorted(HOLDING)]}), AfterValidator(_holding)]


class DocumentFilter(Body):
    """The query of `GET /documents`."""

    status: Status | None = None
    ready: bool | None = None
    kind: Kind | None = None
    import_id: Annotated[str, Field(max_length=64)] | None = None
    order_id: Annotated[str, Field(max_length=100)] | None = None
    problem: ProblemCode | None = None
    email_status: EmailStatus | None = None
    ksef: KsefChannel | None = None
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None
    q: Annotated[str, Field(max_length=100)] | None = None

    def value(self) -> SummaryFilter:
        """Return the filter; without a status, drafts and issued documents."""
        if self.since and self.until and self.since > self.until:
            raise InvalidFieldError("from", "dzień późniejszy niż „to”.")
        statuses = SummaryFilter().statuses if self.status is None else (self.status,)
        return SummaryFilter(statuses=statuses, **self.model_dump(exclude={"status"}))
