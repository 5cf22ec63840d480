"""Handles SQS batches message by message and reports only the failures, so that only they come back.

Powertools' batch processor would report the same, for Kinesis and Kafka as well, but importing it costs more than the
rest of powertools.
"""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import with_metrics

Message = dict[str, Any]
Act = Callable[[Message, LambdaContext], None]


def each_message(act: Act) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
    """Return a handler that acts on each message and returns the ids of those that failed, as Lambda expects."""

    @with_metrics
    def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        with logger.append_context_keys(request_id=context.aws_request_id):
            failed = [record["messageId"] for record in event["Records"] if not _is_done(record, act, context)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}

    return lambda_handler


def _is_done(record: dict[str, Any], act: Act, context: LambdaContext) -> bool:
    try:
        act(json.loads(record["body"]), context)
    except Exception as error:
        logger.exception("message failed", message_id=record["messageId"], error_type=type(error).__name__)
        return False
    return True
