"""Table stream -> a message per issued document and per queued mail, an execution per job; nothing else.

Work that can fail is done behind the queues: a record that cannot be processed must never block the stream.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters.table.engine.codec import from_attributes
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, count, with_metrics
from invoicing.runtime.wiring import queues
from invoicing.services.basics.forwarding import forward


@with_metrics
def lambda_handler(event: dict[str, Any], _: LambdaContext) -> None:
    """Forward inserted items; the event source's filter lets only inserts through."""
    items = [from_attributes(record["dynamodb"]["NewImage"]) for record in event["Records"]]
    issued = [item for item in items if item["type"] == "number" and "document_id" in item]
    queued = [item for item in items if item["type"] == "mail"]
    forward(queues.render_queue(), [_message(item) for item in issued])
    forward(queues.mail_queue(), [{**_message(item), "attempt_id": item["id"]} for item in queued])
    jobs = [
        item for item in items if item["type"] == "job" and "execution" not in item
    ]  # else the execution made its job
    for job in jobs:
        queues.job_machine().start(job["seller_id"], job["id"], job["kind"])
    count(Metric.DOCUMENTS_ISSUED, len(issued))
    logger.info("forwarded", issued=len(issued), mails=len(queued), jobs=len(jobs))


def _message(item: dict[str, Any]) -> dict[str, str]:
    return {"seller_id": item["seller_id"], "document_id": item["document_id"]}
