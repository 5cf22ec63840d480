"""What answers about documents look like."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from infra.openapi.shape import like, one_of, shape
from invoicing.domain.documents.document import Document, KsefChannel, Reference
from invoicing.domain.documents.parties import Buyer
from invoicing.domain.documents.sale_state import LineChange
from invoicing.domain.documents.summary import Email, Pdf, Summary
from invoicing.domain.problems.list_sums import Sums
from invoicing.domain.problems.problem import Problem
from invoicing.domain.vat.line import Line
from invoicing.domain.vat.totals import Totals
from invoicing.runtime.api.views.documents import NOT_IN_ROWS, NUMBERS

numbers_of_others: dict[str, Any] = dict.fromkeys(NUMBERS, str | None)

DocumentKsef = shape(
    "DocumentKsef",
    "Whether the document belongs in KSeF, and its number there. The channel is null for what is no invoice.",
    channel=KsefChannel | None,
    number=str | None,
)
Balance = shape("Balance", "What is paid and due now, later payments counted.", paid=Decimal, amount_due=Decimal)
DocumentView = like(
    "Document",
    Document,
    "A document as it is now. The lines of a correction show before, after and difference.",
    without=("correction", *NUMBERS),
    not_always=("ready", "before", "after", "difference", "refund", "reason", "buyer_before", "correction"),
    ksef=DocumentKsef | None,
    lines=list[one_of("DocumentLine", Line, LineChange)],  # type: ignore[misc]
    problems=list[Problem],
    title=str,
    balance=Balance,
    pdf=Pdf | None,
    email=Email,
    references=dict[str, Reference],
    related=list[Reference],
    ready=bool,
    before=Totals,
    after=Totals,
    difference=Totals,
    refund=Decimal,
    reason=str | None,
    buyer_before=Buyer,
    correction=None,
    **numbers_of_others,
)
Row = like(
    "DocumentRow",
    Summary,
    "A document in a list. `problems` are the codes that hold a draft now.",
    without=NOT_IN_ROWS,
    title=str,
    ksef=KsefChannel | None,
    problems=list[str],
    ready=bool,
    **numbers_of_others,
)
Page = shape(
    "DocumentPage",
    "A page of documents. `summary` is that of the whole list, null where it is long or on later pages.",
    items=list[Row],  # type: ignore[valid-type]
    cursor=str | None,
    summary=Sums | None,
)
Reissued = shape(
    "Reissued",
    "A correction to zero and the new draft.",
    correction=DocumentView,
    document=DocumentView,
)


class What(StrEnum):
    """What happened to a document."""

    CREATED = "created"
    EDITED = "edited"
    DECIDED = "decided"
    DISCARDED = "discarded"
    RESTORED = "restored"
    ERASED = "erased"
    ISSUED = "issued"
    PAID = "paid"


@dataclass(frozen=True)
class ChangedField:
    """A field before and after, shortened to what a person reads."""

    field: str
    before: str
    after: str


Event = shape(
    "HistoryEvent",
    "One thing that happened to a document; edits have the changed fields, payments their amount.",
    not_always=("version", "changes", "id", "amount", "date", "method"),
    what=What,
    at=datetime,
    by=str | None,
    text=str,
    version=int,
    changes=list[ChangedField],
    id=str,
    amount=Decimal,
    date=date,
    method=str,
)
History = shape("History", "What happened to a document, the oldest first.", items=list[Event])  # type: ignore[valid-type]
