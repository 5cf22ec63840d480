"""Jobs that a person starts in the console: the input is the body of the job's route plus the seller and the job."""

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


def begun(given: dict[str, Any], execution: str, at: datetime) -> dict[str, Any]:
    """Store the job unless it exists already, or plan it; return what the state machine's next state needs.

    Raises: pydantic's ValidationError, and ConflictError, FutureIssueDateError, NotFoundError.
    """
    target = BeginBody.model_validate({name: given[name] for name in BeginBody.model_fields if name in given})
    rest = {name: value for name, value in given.items() if name not in BeginBody.model_fields}
    adapters.sellers().get(target.seller_id)
    job_id = time_ordered_id(at, target.seller_id, execution)
    job = Job(id=job_id, seller_id=target.seller_id, kind=target.what, by=BY, created_at=at, execution=execution)
    if target.what is JobKind.ISSUE:
        body = IssueManyBody.model_validate(rest)
        job = issue_job(job, body)
        if body.dry_run:
            from invoicing.services.issuing.dry_run import plan

            return {"plan": short_plan(plan(job, issue_many_deps(lambda: True)))}
    elif target.what is JobKind.MAIL:
        job = mail_job(job, EmailManyBody.model_validate(rest))
    else:
        job = export_job(job, ExportBody.model_validate({**rest, "what": target.what}))
    is_new = adapters.jobs().create(job)
    logger.info("job begun", job_id=job.id, kind=job.kind, is_new=is_new)
    return {"seller_id": job.seller_id, "job_id": job.id, "what": job.kind}
