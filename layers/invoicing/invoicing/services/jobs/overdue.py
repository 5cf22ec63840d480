"""Put overdue work on its way again: PDFs, mails, jobs. Working on it twice is harmless."""

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
"""With more waiting messages than this, what is overdue is among them and has its turn; the queue would only grow."""
STARTED_WITHIN = timedelta(days=1)
"""The execution of a job that waits for longer has failed, and Step Functions forgets its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueDeps:
    """What forwarding overdue work depends on; `on_failure` gets the id of a job that could not be started."""

    work: Work
    jobs: Jobs
    renders: Queue
    mails: Queue
    machine: Machine
    on_failure: Callable[[str, Exception], None]
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class OverdueWork:
    """Messages and jobs that were overdue, and how many of these jobs could not be started."""

    pdfs: list[dict[str, str]] = field(default_factory=list)
    mails: list[dict[str, str]] = field(default_factory=list)
    jobs: list[OverdueJob] = field(default_factory=list)
    not_started: int = 0


def forward_overdue_work(deps: OverdueDeps) -> OverdueWork:
    """Forward what is overdue and return it; raise `ForwardingError` if a queue does not take its messages."""
    found = _overdue(deps)
    for queue, messages in ((deps.renders, found.pdfs), (deps.mails, found.mails)):
        if messages and queue.waiting() <= BACKLOG:
            forward(queue, messages)
    not_started = sum(not _is_started(job, deps) for job in found.jobs)
    return OverdueWork(found.pdfs, found.mails, found.jobs, not_started)


def _overdue(deps: OverdueDeps) -> OverdueWork:
    found = OverdueWork()
    for work in islice(deps.work.overdue(deps.clock()), MOST_AT_ONCE):
        if isinstance(work, OverdueJob):
            found.jobs.append(work)
            continue
        message = {"seller_id": work.seller_id, "document_id": work.document_id}
        if work.attempt_id is None:
            found.pdfs.append(message)
        else:
            found.mails.append({**message, "attempt_id": work.attempt_id})
    return found


def _is_started(overdue: OverdueJob, deps: OverdueDeps) -> bool:
    """Start a job that waits, unless it has waited for too long; return whether nothing went wrong."""
    try:
        job = deps.jobs.get(overdue.seller_id, overdue.job_id)
        if job.status is JobStatus.WAITING and deps.clock() - job.created_at < STARTED_WITHIN:
            deps.machine.start(job.seller_id, job.id, job.kind)
    except Exception as error:  # the others' turn comes
        deps.on_failure(overdue.job_id, error)
        return False
    return True
