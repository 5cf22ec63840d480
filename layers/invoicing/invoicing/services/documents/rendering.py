"""Render the PDF of an issued document, once, and queue its mail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from invoicing.domain.basics.errors import NotIssuedError
from invoicing.domain.basics.file_names import pdf_key
from invoicing.domain.documents.document import Document, Status
from invoicing.domain.documents.summary import EmailStatus, Pdf
from invoicing.domain.mails.attempt import AT_ISSUE, MailAttempt, queued
from invoicing.services.documents.ports import Documents, Pdfs, Stored


class HalfReadError(Exception):
    """Only half of the issue's transaction was visible (reads of several items are not atomic); retry shortly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderDeps:
    """Dependencies of rendering."""

    documents: Documents
    pdfs: Pdfs
    render: Callable[[Document], bytes]
    clock: Callable[[], datetime]


def render_issued(seller_id: str, document_id: str, deps: RenderDeps) -> Pdf:
    """Store the PDF of an issued document and record it; a repetition returns the stored one.

    The bucket is written before the table: after a crash between the two, the stored bytes are authoritative.

    Raises: HalfReadError, NotFoundError, NotIssuedError, TryLaterError.
    """
    stored = deps.documents.get(seller_id, document_id)
    if stored.summary.pdf is not None:
        return stored.summary.pdf
    document = stored.document
    if document.number is None or Status.ISSUED not in (document.status, stored.summary.status):
        raise NotIssuedError
    if document.status is not stored.summary.status:
        raise HalfReadError
    pdf = deps.pdfs.put_once(pdf_key(seller_id, document_id, document.number), deps.render(document))
    deps.documents.record_pdf(seller_id, document_id, pdf, _mail_at_issue(stored, deps.clock()))
    return pdf


def _mail_at_issue(stored: Stored, now: datetime) -> MailAttempt | None:
    email, message = stored.summary.email, stored.document.message
    if email.status is not EmailStatus.QUEUED or email.to is None or message is None:
        return None
    return queued(AT_ISSUE, stored.document.id, to=email.to, message=message, at=now, kind=stored.document.kind)
