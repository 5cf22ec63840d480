"""Step Functions, one step of a job that issues or mails -> {"more": is there more to do?}. Steps may be repeated."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.jobs import JobKind
from invoicing.runtime import wiring
from invoicing.runtime.clock import now
from invoicing.runtime.metrics import Metric, count, with_metrics
from invoicing.runtime.observability import logger
from invoicing.services.issuing_many import issue_step
from invoicing.services.job_failures import noting_failure
from invoicing.services.mailing_many import mail_step

LONGEST_STEP_MS = 45_000
TIME_FOR_A_TRANSACTION_MS = 10_000


@with_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Go on for as long as a step may take."""
    leave_at_ms = max(context.get_remaining_time_in_millis() - LONGEST_STEP_MS, TIME_FOR_A_TRANSACTION_MS)

    def may_go_on() -> bool:
        return context.get_remaining_time_in_millis() > leave_at_ms

    more = False
    with noting_failure(event["seller_id"], event["job_id"], wiring.jobs(), now) as refusals:
        if event["what"] == JobKind.MAIL:
            more = mail_step(event["seller_id"], event["job_id"], wiring.mailing_many(may_go_on))
        else:
            more = issue_step(event["seller_id"], event["job_id"], wiring.issuing_many(may_go_on))
    if not more:
        count(Metric.JOBS_FAILED if refusals else Metric.JOBS_FINISHED)
    logger.info("job step", job_id=event["job_id"], more=more)
    return {**event, "more": more}
