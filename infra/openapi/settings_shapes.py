"""The shapes of answers about the seller's settings, numbers and VAT rules."""

from typing import Literal

from infra.openapi.shape import like, shape
from invoicing.domain.documents.number_register import NumberEntry
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sellers.checklist import ChecklistItem
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.books.ports import TakenSeries

Settings = like(
    "SellerSettings",
    SellerSettings,
    "The seller's settings; `warnings` are future problems with mails, `sender_state` is the sender's status in SES.",
    warnings=list[Problem],
    sender_state=Literal["verified", "pending", "missing", "unknown"] | None,
)
ChecklistQuestion = like("ChecklistQuestion", ChecklistItem, "A question before the first document.", is_answered=bool)
Checklist = shape(
    "Checklist",
    "The questions to a seller; `missing` are the codes to answer before the first document.",
    items=list[ChecklistQuestion],  # type: ignore[valid-type]
    missing=list[str],
    ready=bool,
)
Gap = shape("Gap", "A range of missing numbers; there should be none.", first=int, last=int)
Numbers = shape(
    "Numbers",
    "The series that have numbers; with `series` and `period`, also the numbers of that one.",
    not_always=("items", "gaps", "cursor"),
    series=list[TakenSeries],
    items=list[NumberEntry],
    gaps=list[Gap],  # type: ignore[valid-type]
    cursor=str | None,
)
Remembered = shape(
    "Remembered",
    "How many rules are remembered and how many drafts they changed; if incomplete, send the request again.",
    remembered=int,
    drafts_changed=int,
    is_complete=bool,
)
