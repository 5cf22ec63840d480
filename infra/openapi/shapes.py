"""What answers look like: our own types, without what is not told and with what the views put beside them.

Nothing of this runs on AWS. The functions' tests compare every answer that they see with its shape, so that a view that
changes fails there until this file tells it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, get_type_hints

import msgspec

from invoicing.domain.documents.document import Document, KsefChannel, Reference
from invoicing.domain.documents.number_register import NumberEntry
from invoicing.domain.documents.parties import Buyer
from invoicing.domain.documents.sale_state import LineChange
from invoicing.domain.documents.summary import Email, Pdf, Summary
from invoicing.domain.imports.record import Import, TransactionOutcome
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobOutcome
from invoicing.domain.problems.list_sums import Sums
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sales.drafting import ImportChoices
from invoicing.domain.vat.line import Line
from invoicing.domain.vat.memory import VatRule
from invoicing.domain.vat.totals import Totals
from invoicing.runtime.api.views.documents import NOT_IN_ROWS, NUMBERS
from invoicing.runtime.api.views.jobs import HIDDEN
from invoicing.services.books.ports import TakenSeries

NOT_ALWAYS: dict[str, frozenset[str]] = {}
"""Fields that an answer may lack, by the name of its shape; all others are always there, null if there is nothing."""
ONE_OF: dict[str, tuple[type, ...]] = {}
"""Shapes that stand for one of several."""


def shape(name: str, told: str, /, *, not_always: Iterable[str] = (), **parts: Any) -> type:
    """Return a shape with these fields."""
    NOT_ALWAYS[name] = frozenset(not_always)
    return msgspec.defstruct(name, list(parts.items()), namespace={"__doc__": told})


def like(
    name: str,
    base: type,
    told: str,
    /,
    *,
    without: Iterable[str] = (),
    not_always: Iterable[str] = (),
    **more: Any,
) -> type:
    """Return a shape with the fields of one of our types, but for some, and with others."""
    hints = get_type_hints(base)
    hidden = {*without, *more}
    kept = {field.name: hints[field.name] for field in fields(base) if field.name not in hidden}
    return shape(name, told, not_always=not_always, **kept, **more)


def one_of(name: str, *shapes: type) -> type:
    """Return a shape that stands for one of these."""
    ONE_OF[name] = shapes
    return shape(name, "")


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

ImportView = like(
    "Import",
    Import,
    "An import without its rows.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    **get_type_hints(ImportChoices),
)
ImportPage = shape("ImportPage", "Imports, the newest first.", items=list[ImportView], cursor=str | None)  # type: ignore[valid-type]
Upload = shape(
    "Upload",
    "Send `fields` and then the file as `file` in one multipart form to `url` within a quarter of an hour.",
    url=str,
    fields=dict[str, str],
)
ImportMade = like(
    "ImportMade",
    Import,
    "A new import and the grant to upload its file.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    upload=Upload,
    **get_type_hints(ImportChoices),
)
ImportReport = like(
    "ImportReport",
    Import,
    "An import with its first 1 000 rows; the links to the whole report work for some minutes.",
    without=("id", "choices", "seller_id", "etag", "digest"),
    import_id=str,
    transactions=list[TransactionOutcome],
    report_url=str | None,
    report_page_url=str | None,
    **get_type_hints(ImportChoices),
)

Progress = shape(
    "Progress", "Documents that are done, of how many; null until that is known.", done=int, total=int | None
)
_JOB: Mapping[str, Any] = {
    "job_id": str,
    "what": JobKind,
    "progress": Progress,
    "filter": dict[str, Any] | None,
}
Outcome = like(
    "JobOutcome",
    JobOutcome,
    "What became of a document; `waiting` and `stopped` ones were not looked at.",
    without=("place",),
    not_always=("number", "gross", "currency", "reasons"),
    outcome=Literal[(*(str(outcome) for outcome in Issued), "waiting", "stopped", "would_be_issued")],
)
JobView = like("Job", Job, "A job without its outcomes.", without=(*HIDDEN, "wanted"), **_JOB)
JobPage = shape("JobPage", "Jobs, the newest first.", items=list[JobView], cursor=str | None)  # type: ignore[valid-type]
JobReport = like(
    "JobReport",
    Job,
    "A job with its outcomes in the order of the request (`issue`), or the link to what it made (`month`, `print`).",
    without=(*HIDDEN, "wanted"),
    not_always=("outcomes", "cursor", "link"),
    outcomes=list[Outcome],  # type: ignore[valid-type]
    cursor=str | None,
    link=str | None,
    **_JOB,
)
JobMade = shape("JobMade", "A job that goes on by itself: `GET /jobs/{job_id}`.", job_id=str, status=Literal["waiting"])
Plan = shape(
    "Plan",
    "What a job would do now. Numbers are provisional: others may take them first.",
    provisional=bool,
    to_issue=list[Outcome],  # type: ignore[valid-type]
    held=list[Outcome],  # type: ignore[valid-type]
    others=list[Outcome],  # type: ignore[valid-type]
    counts=dict[str, int],
    sums=dict[str, Decimal],
    is_cut=bool,
)
Gap = shape("Gap", "Numbers that are missing; there should be none.", first=int, last=int)
Numbers = shape(
    "Numbers",
    "The series that have numbers; with `series` and `period` also the numbers of that one.",
    not_always=("items", "gaps", "cursor"),
    series=list[TakenSeries],
    items=list[NumberEntry],
    gaps=list[Gap],  # type: ignore[valid-type]
    cursor=str | None,
)
VatRules = dict[str, VatRule]
Remembered = shape(
    "Remembered",
    "How many rules are remembered and how many drafts took them on; incomplete: send it again to go on.",
    remembered=int,
    drafts_changed=int,
    is_complete=bool,
)
FieldProblem = shape("FieldProblem", "A field that cannot be taken, and why.", field=str, reason=str)
Refusal = shape(
    "Refusal",
    "A refusal (RFC 9457). Rely on `code`; `title` and `detail` are Polish sentences for people.",
    not_always=("field", "errors", "problems"),
    type=str,
    status=int,
    code=str,
    title=str,
    detail=str,
    request_id=str,
    field=str,
    errors=list[FieldProblem],  # type: ignore[valid-type]
    problems=list[Problem],
)
GatewayRefusal = shape("GatewayRefusal", "What API Gateway answers before our code runs.", message=str | None)
