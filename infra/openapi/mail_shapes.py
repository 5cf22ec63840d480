"""What answers about mails and about the seller's settings look like."""

from typing import Literal

from infra.openapi.shapes import like, shape
from invoicing.domain.documents.summary import Email
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.mails.story import MailStep
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sellers.checklist import ChecklistItem
from invoicing.domain.sellers.settings import SellerSettings

Mail = like(
    "Mail",
    MailAttempt,
    "One mail of a document: to whom, why, what became of it. `text`, `why_text`, `way_out` and `timeline` are Polish.",
    without=("is_withheld_by_allegro", "despite_brake", "revision", "events"),
    text=str,
    why_text=str,
    way_out=str | None,
    timeline=list[MailStep],
)
MailNow = like("MailNow", Email, "The newest mail, as lists show it.", text=str)
Mails = shape(
    "Mails",
    "The mails of a document, the first one first, and whether the seller's automatic mails wait.",
    email=MailNow,
    items=list[Mail],  # type: ignore[valid-type]
    is_braked=bool,
    reputation=str,
)
Settings = like(
    "SellerSettings",
    SellerSettings,
    "The seller's settings; `warnings` say what will go wrong with mails, `sender_state` what SES says of the sender.",
    warnings=list[Problem],
    sender_state=Literal["verified", "pending", "missing", "unknown"] | None,
)
ChecklistQuestion = like("ChecklistQuestion", ChecklistItem, "A question before the first document.", is_answered=bool)
Checklist = shape(
    "Checklist",
    "What a seller is asked; `missing` are the codes of what must be answered before the first document.",
    items=list[ChecklistQuestion],  # type: ignore[valid-type]
    missing=list[str],
    ready=bool,
)
