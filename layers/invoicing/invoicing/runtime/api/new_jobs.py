"""Jobs requested through the API: created, and answered once stored."""

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from invoicing.domain.jobs.job import Job, JobKind
from invoicing.runtime.api.resolver import answer
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now


def new_job(job_id: str, seller_id: str, kind: JobKind, by: str) -> Job:
    """Return a job without any documents yet; `by` is who requested it."""
    return Job(id=job_id, seller_id=seller_id, kind=kind, by=by, created_at=now())


def accepted(job: Job) -> Response[str]:
    """Store the job, which starts it; a repeated request gets the same response."""
    adapters.jobs().create(job)
    return answer({"job_id": job.id, "status": "waiting"}, status=HTTPStatus.ACCEPTED)
