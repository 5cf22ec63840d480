"""Step Functions, an execution that a person started with a small JSON -> its job, or the plan of a dry run.

The job's id is derived from the execution's name and start, so a retry or a redrive finds the job made before.
"""

from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import ValidationError

from invoicing.domain.basics.errors import InvoicingError
from invoicing.runtime.api.console_jobs import begun
from invoicing.runtime.telemetry.cold_start import started


@started
def lambda_handler(event: dict[str, Any], _: LambdaContext) -> dict[str, Any]:
    """Make the requested job and return what the state machine's next states need.

    A refusal is a result, not an error: retrying would not help, and nothing is broken.
    """
    try:
        return begun(event["input"], event["execution"], datetime.fromisoformat(event["started_at"]))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return {"refused": f"{'.'.join(map(str, first['loc'])) or 'input'}: {first['msg']}"}
    except InvoicingError as refusal:
        return {"refused": f"{refusal.code}: {refusal.detail}"}
