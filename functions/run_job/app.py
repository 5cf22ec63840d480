"""Step Functions, one step of a job that issues, mails or erases -> {"more": whether more is left}, repeatable."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.jobs.job import JobKind
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, count, with_metrics
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.issuing import issue_many_deps
from invoicing.runtime.wiring.jobs import erase_deps
from invoicing.runtime.wiring.mails import mail_many_deps
from invoicing.runtime.workers.remaining_time import has_time
from invoicing.services.issuing.issue_many import issue_step
from invoicing.services.jobs.erase import erase_step
from invoicing.services.jobs.failures import noting_failure
from invoicing.services.mails.request_many import mail_step

LONGEST_STEP_MS = 45_000
TIME_FOR_A_TRANSACTION_MS = 10_000


STEPS = {
    JobKind.ISSUE: lambda seller, job, may_go_on: issue_step(seller, job, issue_many_deps(may_go_on)),
    JobKind.MAIL: lambda seller, job, may_go_on: mail_step(seller, job, mail_many_deps(may_go_on)),
    JobKind.ERASE: lambda seller, job, may_go_on: erase_step(seller, job, erase_deps(may_go_on)),
}


@with_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Work on the job for as long as a step may take."""
    leave_at_ms = max(context.get_remaining_time_in_millis() - LONGEST_STEP_MS, TIME_FOR_A_TRANSACTION_MS)

    more = False
    with noting_failure(event["seller_id"], event["job_id"], adapters.jobs(), now) as refusals:
        more = STEPS[JobKind(event["what"])](event["seller_id"], event["job_id"], has_time(context, leave_at_ms))
    if not more:
        count(Metric.JOBS_FAILED if refusals else Metric.JOBS_FINISHED)
    logger.info("job step", job_id=event["job_id"], more=more)
    return {**event, "more": more}
