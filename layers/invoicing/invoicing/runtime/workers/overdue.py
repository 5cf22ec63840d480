"""What the work index knows to be overdue goes on its way again: PDFs, mails, jobs."""

from datetime import timedelta
from itertools import islice

from invoicing.domain.jobs.job import JobStatus
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.settings import settings
from invoicing.runtime.workers.forwarding import forward, has_backlog, start_job
from invoicing.services.jobs.overdue import OverdueJob

MOST_AT_ONCE = 5_000
STARTED_WITHIN = timedelta(days=1)


def forward_overdue_work() -> int:
    """Put overdue PDFs and mails on their queues, start overdue jobs; working on them twice is harmless.

    A queue with a backlog is left alone: it would only grow. Return how many jobs could not be started.
    """
    pdfs: list[dict[str, str]] = []
    mails: list[dict[str, str]] = []
    jobs: list[OverdueJob] = []
    for work in islice(wiring.work().overdue(now()), MOST_AT_ONCE):
        if isinstance(work, OverdueJob):
            jobs.append(work)
            continue
        message = {"seller_id": work.seller_id, "document_id": work.document_id}
        if work.attempt_id is None:
            pdfs.append(message)
        else:
            mails.append({**message, "attempt_id": work.attempt_id})
    for queue_url, overdue in ((settings().render_queue_url, pdfs), (settings().mail_queue_url, mails)):
        if overdue and not has_backlog(queue_url):
            forward(queue_url, overdue)
    logger.info("overdue", pdfs=len(pdfs), mails=len(mails), jobs=len(jobs))
    return sum(not started(job) for job in jobs)


def started(overdue: OverdueJob) -> bool:
    """Start a job that waits, unless for long: its execution has failed then, and Step Functions forgets its name."""
    try:
        job = wiring.jobs().get(overdue.seller_id, overdue.job_id)
        if job.status is JobStatus.WAITING and now() - job.created_at < STARTED_WITHIN:
            start_job(job.seller_id, job.id, job.kind)
    except Exception as error:  # the others' turn comes
        logger.exception("job not started", job_id=overdue.job_id, error_type=type(error).__name__)
        return False
    return True
