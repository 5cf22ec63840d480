"""Step Functions, a job that makes a file -> the file, and its place on the job. Repeating it makes it anew."""

from dataclasses import replace
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters.table.engine.codec import value_of
from invoicing.domain.basics.months import Month
from invoicing.domain.jobs.job import ENDED, Job, JobKind, JobStatus
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, count, with_metrics
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.clock import now
from invoicing.services.books.export import ExportDeps, Exported, export_month, export_print
from invoicing.services.documents.ports import SummaryFilter
from invoicing.services.jobs.failures import noting_failure


@with_metrics
def lambda_handler(event: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    """Make the file unless it is made."""
    job = wiring.jobs().get(event["seller_id"], event["job_id"])
    if job.status not in ENDED:
        with noting_failure(job.seller_id, job.id, wiring.jobs(), now) as refusals:
            wiring.jobs().update(replace(job, status=JobStatus.RUNNING, error=None, updated_at=now()))
            finish(job, made(job))
        count(Metric.JOBS_FAILED if refusals else Metric.JOBS_FINISHED)
    logger.info("export", job_id=job.id)
    return {**event, "more": False}


def made(job: Job) -> Exported:
    """Return the stored file of a job."""
    deps = ExportDeps(
        lists=wiring.lists(),
        drafts=wiring.drafts(),
        numbers=wiring.numbers(),
        pdfs=wiring.pdfs(),
        sellers=wiring.sellers(),
        exports=wiring.exports(),
    )
    if job.kind is JobKind.MONTH:
        return export_month(job.seller_id, job.id, Month.parse(job.month or ""), deps)
    return export_print(job.seller_id, job.id, value_of(dict(job.wanted or {}), SummaryFilter), deps)


def finish(job: Job, exported: Exported) -> None:
    """Say on the job where the file is."""
    at = now()
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
    wiring.jobs().update(done)
