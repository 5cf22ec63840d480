"""Step Functions, one step of a job that issues -> {"more": is there more to do?}. Repeating a step is harmless."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.runtime import wiring
from invoicing.runtime.observability import logger
from invoicing.services.issuing_many import issue_step
from invoicing.services.job_failures import noting_failure

LONGEST_STEP_MS = 45_000
TIME_FOR_A_TRANSACTION_MS = 10_000


def lambda_handler(event: dict[str, str], context: LambdaContext) -> dict[str, Any]:
    """Go on for as long as a step may take."""
    leave_at_ms = max(context.get_remaining_time_in_millis() - LONGEST_STEP_MS, TIME_FOR_A_TRANSACTION_MS)
    outside = wiring.issuing_many(lambda: context.get_remaining_time_in_millis() > leave_at_ms)
    more = False
    with noting_failure(event["seller_id"], event["job_id"], wiring.jobs(), outside.clock):
        more = issue_step(event["seller_id"], event["job_id"], outside)
    logger.info("job step", job_id=event["job_id"], more=more)
    return {**event, "more": more}
