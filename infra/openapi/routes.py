"""What each route tells of itself beside its scope and what it takes, which are read off the template and the handlers.

A route that is new stands here too, or `tests/infra/test_openapi.py` says that it is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from infra.openapi import mail_shapes, shapes
from invoicing.services.books.ports import Skipped
from invoicing.services.mails.preview import Preview


@dataclass(frozen=True, slots=True)
class Told:
    """A route's summary, the shapes of its answers by status, and the codes of refusals that not every route has."""

    tag: str
    summary: str
    answers: Mapping[int, Any]
    refuses: tuple[str, ...] = ()
    headers: tuple[str, ...] = field(default=())
    media: str = "application/json"


NOTHING = None
OF_DRAFTS = ("already_issued", "stale_version", "try_later")
DOCUMENT = shapes.DocumentView

ROUTES: dict[str, Told] = {
    "POST /imports": Told("imports", "Get a grant to upload one sales file", {201: shapes.ImportMade}),
    "GET /imports": Told("imports", "List imports, newest first", {200: shapes.ImportPage}),
    "GET /imports/{import_id}": Told("imports", "Show an import and its rows", {200: shapes.ImportReport}),
    "GET /documents": Told("documents", "List documents", {200: shapes.Page}),
    "GET /documents/{document_id}": Told("documents", "Show a document", {200: DOCUMENT}, headers=("ETag",)),
    "GET /documents/{document_id}/history": Told("documents", "Who changed what, and when", {200: shapes.History}),
    "GET /documents/{document_id}/pdf": Told(
        "issuing",
        "Go to a link to the PDF that works for five minutes",
        {302: NOTHING},
        ("not_issued", "pdf_not_ready"),
        headers=("Location",),
    ),
    "PATCH /documents/{document_id}": Told(
        "documents",
        "Change a draft; fields that are not named stay",
        {200: DOCUMENT},
        (*OF_DRAFTS, "not_a_draft", "version_required"),
        headers=("ETag",),
    ),
    "DELETE /documents/{document_id}": Told(
        "documents",
        "Put a draft aside; it is kept",
        {200: DOCUMENT},
        (*OF_DRAFTS, "already_resolved"),
        headers=("ETag",),
    ),
    "POST /documents/{document_id}/restore": Told(
        "documents", "Take a discarded draft back", {200: DOCUMENT}, OF_DRAFTS, headers=("ETag",)
    ),
    "POST /documents/{document_id}/resolve": Told(
        "documents",
        "Decide about a problem, or say that the sale needs no document here",
        {200: DOCUMENT},
        (*OF_DRAFTS, "not_a_draft", "already_resolved"),
        headers=("ETag",),
    ),
    "POST /documents/{document_id}/copy": Told(
        "documents",
        "Prepare the invoice after a proforma or a confirmation of sale",
        {201: DOCUMENT},
        ("not_issued", "already_replaced", "try_later"),
        headers=("ETag",),
    ),
    "POST /documents/{document_id}/corrections": Told(
        "documents",
        "Prepare the correction of an issued document",
        {201: DOCUMENT},
        ("not_issued", "nothing_left_to_correct", "try_later"),
        headers=("ETag",),
    ),
    "POST /documents/{document_id}/reissue": Told(
        "documents",
        "Prepare a correction to zero and a new document for the right buyer",
        {201: shapes.Reissued},
        ("not_issued", "already_replaced", "nothing_left_to_correct", "try_later"),
    ),
    "POST /documents/{document_id}/payments": Told(
        "documents",
        "Note a payment of an issued document",
        {201: DOCUMENT},
        ("not_issued", "try_later"),
        headers=("ETag",),
    ),
    "POST /documents/{document_id}/issue": Told(
        "issuing",
        "Issue a draft; repeating it answers the same document",
        {200: DOCUMENT},
        ("held", "issue_date_in_future", "not_a_draft", "number_used", "try_later"),
        headers=("ETag",),
    ),
    "GET /documents/{document_id}/preview": Told(
        "documents",
        "Go to a link to a draft as it would be printed, with a watermark",
        {302: NOTHING},
        ("pdf_not_ready",),
        headers=("Location",),
    ),
    "POST /documents/{document_id}/email": Told(
        "mails",
        "Send a document, or send it again",
        {202: mail_shapes.Mail},
        ("not_issued", "pdf_not_ready", "sender_not_confirmed", "try_later"),
    ),
    "POST /documents/email": Told("mails", "Send many documents", {202: shapes.JobMade}, ("mails_braked",)),
    "GET /documents/{document_id}/emails": Told("mails", "What became of each mail", {200: mail_shapes.Mails}),
    "POST /documents/{document_id}/emails/{attempt_id}/settle": Told(
        "mails", "Say what became of a mail in doubt", {200: mail_shapes.Mail}, ("mail_not_in_doubt", "try_later")
    ),
    "POST /messages/preview": Told("mails", "Show a message as it would be sent", {200: Preview}),
    "POST /documents/issue": Told(
        "jobs",
        "Plan to issue many drafts (`dry_run`), or issue those that are ready",
        {200: shapes.Plan, 202: shapes.JobMade},
        ("issue_date_in_future",),
    ),
    "POST /exports": Told("jobs", "Make the accountant's month, or one PDF to print", {202: shapes.JobMade}),
    "POST /erasures": Told("jobs", "Erase a buyer's personal data where the law allows it", {202: shapes.JobMade}),
    "GET /jobs": Told("jobs", "List jobs, newest first", {200: shapes.JobPage}),
    "GET /jobs/{job_id}": Told("jobs", "Show a job and what became of each document", {200: shapes.JobReport}),
    "POST /jobs/{job_id}/stop": Told("jobs", "Stop a job before its next step", {200: shapes.JobView}),
    "GET /numbers": Told("settings", "Show the register of numbers", {200: shapes.Numbers}),
    "POST /numbers": Told("settings", "Move a series forward", {201: Skipped}, ("number_taken", "try_later")),
    "GET /vat-rules": Told("settings", "Show the VAT rates remembered per offer", {200: shapes.VatRules}),
    "PUT /vat-rules": Told("settings", "Remember VAT rates per offer", {200: shapes.Remembered}, ("try_later",)),
    "GET /seller": Told("settings", "Show the seller's settings", {200: mail_shapes.Settings}, headers=("ETag",)),
    "GET /seller/checklist": Told(
        "settings", "What is asked before the first document, and what is missing", {200: mail_shapes.Checklist}
    ),
    "PUT /seller": Told(
        "settings", "Replace the seller's settings", {200: mail_shapes.Settings}, ("stale_version",), headers=("ETag",)
    ),
    "GET /openapi.json": Told("documentation", "This specification", {200: dict[str, Any]}),
    "GET /docs": Told("documentation", "A page to read and to try it", {200: str}, media="text/html"),
    "GET /docs/pomoc": Told("documentation", "The help, in Polish", {200: str}, media="text/html"),
    "GET /docs/{file}": Told(
        "documentation", "A file of the pages, or a sample to upload", {200: str}, ("not_found",), media="*/*"
    ),
}
