"""The shapes of answers about documents."""

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
    "Whether the document belongs in KSeF, and its number there. The channel is null unless it is an invoice.",
    channel=KsefChannel | None,
    number=str | None,
)
Balance = shape("Balance", "Amounts paid and due now, including later payments.", paid=Decimal, amount_due=Decimal)
DocumentView = like(
    "Document",
    Document,
    "The current document. The lines of a correction show before, after and difference.",
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
    "A document in a list. `problems` are the codes that currently hold a draft.",
    without=NOT_IN_ROWS,
    title=str,
    ksef=KsefChannel | None,
    problems=list[str],
    ready=bool,
    **numbers_of_others,
)
Page = shape(
    "DocumentPage",
    "A page of documents. `summary` covers the whole list; null for long lists and on later pages.",
    items=list[Row],  # type: ignore[valid-type]
    cursor=str | None,
    summary=Sums | None,
)
Reissued = shape(
    "Reissued",
    "A correction to zero, and the new draft.",
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
    """A field before and after, shortened for people."""

    field: str
    before: str
    after: str


Event = shape(
    "HistoryEvent",
    "An event in a document's history; edits have the changed fields, payments their amount.",
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
History = shape("History", "The history of a document, oldest event first.", items=list[Event])  # type: ignore[valid-type]
