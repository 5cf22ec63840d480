"""The job that a person starts in the console: the input of the machine has the body of the job's route, and whose."""

from datetime import datetime
from typing import Any

from invoicing.domain.basics.ids import time_ordered_id
from invoicing.domain.jobs.job import Job, JobKind
from invoicing.runtime.api.asked_jobs import export_job, issue_job, mail_job
from invoicing.runtime.api.bodies.begin import BeginBody
from invoicing.runtime.api.bodies.jobs import ExportBody, IssueManyBody
from invoicing.runtime.api.bodies.mails import EmailManyBody
from invoicing.runtime.api.views.jobs import short_plan
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.issuing import issue_many_deps

BY = "konsola AWS"


def begun(asked: dict[str, Any], execution: str, at: datetime) -> dict[str, Any]:
    """Store the job unless it is stored already, or plan it; return what the machine's next state needs.

    Raise pydantic's `ValidationError` or an `InvoicingError` for an input that asks for no job.
    """
    who = BeginBody.model_validate({name: asked[name] for name in BeginBody.model_fields if name in asked})
    rest = {name: value for name, value in asked.items() if name not in BeginBody.model_fields}
    adapters.sellers().get(who.seller_id)
    job_id = time_ordered_id(at, who.seller_id, execution)
    job = Job(id=job_id, seller_id=who.seller_id, kind=who.what, by=BY, created_at=at, execution=execution)
    if who.what is JobKind.ISSUE:
        body = IssueManyBody.model_validate(rest)
        job = issue_job(job, body)
        if body.dry_run:
            from invoicing.services.issuing.dry_run import plan

            return {"plan": short_plan(plan(job, issue_many_deps(lambda: True)))}
    elif who.what is JobKind.MAIL:
        job = mail_job(job, EmailManyBody.model_validate(rest))
    else:
        job = export_job(job, ExportBody.model_validate({**rest, "what": who.what}))
    is_new = adapters.jobs().create(job)
    logger.info("job begun", job_id=job.id, kind=job.kind, is_new=is_new)
    return {"seller_id": job.seller_id, "job_id": job.id, "what": job.kind}
