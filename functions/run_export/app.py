"""Step Functions, a job that makes a file -> the file, and its key on the job. Repeating it makes the file again."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.jobs.job import ENDED
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, count, with_metrics
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.books import export_job_deps
from invoicing.runtime.wiring.clock import now
from invoicing.services.books.export_job import run_export
from invoicing.services.jobs.failures import noting_failure


@with_metrics
def lambda_handler(event: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    """Make the file unless the job is already over."""
    job = adapters.jobs().get(event["seller_id"], event["job_id"])
    if job.status not in ENDED:
        with noting_failure(job.seller_id, job.id, adapters.jobs(), now) as refusals:
            run_export(job, export_job_deps())
        count(Metric.JOBS_FAILED if refusals else Metric.JOBS_FINISHED)
    logger.info("export", job_id=job.id)
    return {**event, "more": False}
