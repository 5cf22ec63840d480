"""Record a step's failure on its job; the state machine retries, and a person can redrive it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from invoicing.domain.basics.errors import InvoicingError, TryLaterError
from invoicing.domain.jobs.job import JobFailure, JobStatus
from invoicing.services.jobs.ports import Jobs

UNFORESEEN = "Zadanie przerwał błąd. To, co wystawiono, jest wystawione; reszta czeka na wznowienie."


@contextmanager
def noting_failure(
    seller_id: str, job_id: str, jobs: Jobs, clock: Callable[[], datetime]
) -> Iterator[list[JobFailure]]:
    """Record a failure and re-raise it, so that the state machine retries; swallow refusals that a retry cannot change.

    TryLaterError is re-raised. The yielded list holds the swallowed refusal, if there was one.
    """
    refusals: list[JobFailure] = []
    try:
        yield refusals
    except Exception as error:
        if isinstance(error, InvoicingError) and not isinstance(error, TryLaterError):
            refusals.append(JobFailure(code=error.code, message=error.detail))
            _note(seller_id, job_id, refusals[0], jobs, clock)
            return
        _note(seller_id, job_id, JobFailure(code="internal", message=UNFORESEEN), jobs, clock)
        raise


def _note(seller_id: str, job_id: str, failure: JobFailure, jobs: Jobs, clock: Callable[[], datetime]) -> None:
    job = jobs.get(seller_id, job_id)
    jobs.update(replace(job, status=JobStatus.FAILED, error=failure, updated_at=clock()))
