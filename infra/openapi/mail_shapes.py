"""The shapes of answers about mails."""

from infra.openapi.shape import like, shape
from invoicing.domain.documents.summary import Email
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.mails.story import MailStep

Mail = like(
    "Mail",
    MailAttempt,
    "A mail of a document: recipient, reason, outcome. `text`, `why_text`, `way_out` and `timeline` are Polish.",
    without=("is_withheld_by_allegro", "despite_brake", "revision", "events"),
    text=str,
    why_text=str,
    way_out=str | None,
    timeline=list[MailStep],
)
MailNow = like("MailNow", Email, "The newest mail, as lists show it.", text=str)
Mails = shape(
    "Mails",
    "The mails of a document, oldest first, and whether the seller's automatic mails are paused.",
    email=MailNow,
    items=list[Mail],  # type: ignore[valid-type]
    is_braked=bool,
    reputation=str,
)
