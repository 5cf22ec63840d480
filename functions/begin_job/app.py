"""Step Functions, an execution that a person started with a small JSON -> its job, or the plan of a dry run.

The job's id follows from the execution's name and start, so a retry or a redrive meets the job that it made before.
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
    """Make the job that the input asks for and answer what the machine's other states need.

    A refusal is an answer, too: trying again would not help, and nothing is broken.
    """
    try:
        return begun(event["input"], event["execution"], datetime.fromisoformat(event["started_at"]))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return {"refused": f"{'.'.join(map(str, first['loc'])) or 'input'}: {first['msg']}"}
    except InvoicingError as refusal:
        return {"refused": f"{refusal.code}: {refusal.detail}"}
