"""The requested job, whether requested by HTTP or by an execution started in the console."""

from dataclasses import replace

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.issue import issue_date
from invoicing.domain.jobs.job import Job, JobKind
from invoicing.runtime.api.bodies.jobs import ExportBody, IssueManyBody
from invoicing.runtime.api.bodies.mails import EmailManyBody
from invoicing.runtime.wiring import adapters


def issue_job(job: Job, body: IssueManyBody) -> Job:
    """Return the job with what is to be issued; its issue date is fixed now.

    Raises: FutureIssueDateError.
    """
    return replace(
        job,
        kind=JobKind.ISSUE,
        issue_date=issue_date(body.issue_date, job.created_at),
        send_email=body.send_email,
        message=body.message.value() if body.message else None,
        ids=tuple(body.ids or ()),
        wanted=body.plain_filter,
    )


def mail_job(job: Job, body: EmailManyBody) -> Job:
    """Return the job with what is to be mailed; refused after too many bounces, unless `despite_bounces`.

    Raises: ConflictError.
    """
    from invoicing.services.mails.request_many import ensure_not_braked

    if not body.despite_bounces:
        ensure_not_braked(adapters.mails().reputation(job.seller_id, warsaw_date(job.created_at)))
    return replace(
        job,
        kind=JobKind.MAIL,
        message=body.message.value() if body.message else None,
        ids=tuple(body.ids or ()),
        wanted=body.plain_filter,
        despite_brake=body.despite_bounces,
    )


def export_job(job: Job, body: ExportBody) -> Job:
    """Return the job with the month or the documents to export."""
    return replace(job, kind=JobKind(body.what), month=body.month, wanted=body.plain_filter)
