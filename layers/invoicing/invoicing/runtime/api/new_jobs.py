"""A job of the API's caller: begun, and answered once it is stored."""

from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response

from invoicing.domain.jobs.job import Job, JobKind
from invoicing.runtime.api.resolver import answer
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now


def new_job(job_id: str, seller_id: str, kind: JobKind, by: str) -> Job:
    """Return a job that asks for nothing yet; `by` is who asked for it."""
    return Job(id=job_id, seller_id=seller_id, kind=kind, by=by, created_at=now())


def accepted(job: Job) -> Response[str]:
    """Store the job, which is what starts it; for one that was asked for before the answer is the same."""
    adapters.jobs().create(job)
    return answer({"job_id": job.id, "status": "waiting"}, status=HTTPStatus.ACCEPTED)
