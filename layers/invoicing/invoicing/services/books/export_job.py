"""A job that makes a file: a month for the accountant, or a printout. Repeating it makes the same file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from invoicing.domain.basics.months import Month
from invoicing.domain.jobs.job import Job, JobKind, JobStatus
from invoicing.services.books.export import ExportDeps, Exported, export_month, export_print
from invoicing.services.documents.ports import SummaryFilter
from invoicing.services.jobs.ports import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportJobDeps(ExportDeps):
    """Dependencies of export jobs; `filter_of` parses a filter as jobs store it."""

    jobs: Jobs
    filter_of: Callable[[Mapping[str, Any]], SummaryFilter]
    clock: Callable[[], datetime]


def run_export(job: Job, deps: ExportJobDeps) -> None:
    """Make the file of a job and store its key on the job.

    Raises: ConflictError, NotFoundError.
    """
    deps.jobs.update(replace(job, status=JobStatus.RUNNING, error=None, updated_at=deps.clock()))
    exported = _exported(job, deps)
    at = deps.clock()
    done = replace(
        job,
        status=JobStatus.DONE,
        error=None,
        key=exported.key,
        documents=exported.documents,
        without_pdf=exported.without_pdf,
        updated_at=at,
        finished_at=at,
    )
    deps.jobs.update(done)


def _exported(job: Job, deps: ExportJobDeps) -> Exported:
    if job.kind is JobKind.MONTH:
        return export_month(job.seller_id, job.id, Month.parse(job.month or ""), deps)
    return export_print(job.seller_id, job.id, deps.filter_of(job.wanted or {}), deps)
