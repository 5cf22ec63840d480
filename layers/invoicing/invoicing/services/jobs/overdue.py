"""Forward overdue work again: PDFs, mails, jobs. Processing it twice is harmless."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from invoicing.domain.jobs.job import JobStatus
from invoicing.services.basics.forwarding import forward
from invoicing.services.basics.ports import Machine, Queue
from invoicing.services.jobs.ports import Jobs, OverdueJob, Work

MOST_AT_ONCE = 5_000
BACKLOG = 100
"""With more waiting messages than this, overdue work is already among them; re-enqueuing would only grow the queue."""
STARTED_WITHIN = timedelta(days=1)
"""The execution of a job that has waited longer has failed, and Step Functions forgets its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueDeps:
    """Dependencies of forwarding overdue work; `on_failure` gets the id of a job that could not be started."""

    work: Work
    jobs: Jobs
    renders: Queue
    mails: Queue
    machine: Machine
    on_failure: Callable[[str, Exception], None]
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class OverdueWork:
    """Overdue messages and jobs, and how many of the jobs could not be started."""

    pdfs: list[dict[str, str]] = field(default_factory=list)
    mails: list[dict[str, str]] = field(default_factory=list)
    jobs: list[OverdueJob] = field(default_factory=list)
    not_started: int = 0


def forward_overdue_work(deps: OverdueDeps) -> OverdueWork:
    """Forward what is overdue and return it; a queue that does not accept all of its messages is an error.

    Raises: ForwardingError.
    """
    overdue = _overdue(deps)
    for queue, messages in ((deps.renders, overdue.pdfs), (deps.mails, overdue.mails)):
        if messages and queue.waiting() <= BACKLOG:
            forward(queue, messages)
    not_started = sum(not _is_started(job, deps) for job in overdue.jobs)
    return OverdueWork(overdue.pdfs, overdue.mails, overdue.jobs, not_started)


def _overdue(deps: OverdueDeps) -> OverdueWork:
    overdue = OverdueWork()
    for work in islice(deps.work.overdue(deps.clock()), MOST_AT_ONCE):
        if isinstance(work, OverdueJob):
            overdue.jobs.append(work)
            continue
        message = {"seller_id": work.seller_id, "document_id": work.document_id}
        if work.attempt_id is None:
            overdue.pdfs.append(message)
        else:
            overdue.mails.append({**message, "attempt_id": work.attempt_id})
    return overdue


def _is_started(work: OverdueJob, deps: OverdueDeps) -> bool:
    """Start a waiting job, unless it has waited too long; return False only after an error."""
    try:
        job = deps.jobs.get(work.seller_id, work.job_id)
        if job.status is JobStatus.WAITING and deps.clock() - job.created_at < STARTED_WITHIN:
            deps.machine.start(job.seller_id, job.id, job.kind)
    except Exception as error:  # must not stop the others
        deps.on_failure(work.job_id, error)
        return False
    return True
