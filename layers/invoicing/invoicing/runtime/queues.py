"""Messages of queues, one at a time: one that fails comes back alone, the others are done."""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.runtime.metrics import with_metrics
from invoicing.runtime.observability import logger

Message = dict[str, Any]


class ComeBackError(Exception):
    """The message is not done and must be delivered again."""


def each_message(
    act: Callable[[Message, LambdaContext], None],
) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
    """Return a handler that acts on each message and reports those that failed."""

    def act_on(record: SQSRecord, lambda_context: LambdaContext) -> None:
        try:
            act(json.loads(record.body), lambda_context)
        except ComeBackError:
            raise
        except Exception as error:
            logger.exception("message failed", message_id=record.message_id, error_type=type(error).__name__)
            raise

    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)

    @with_metrics
    def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        with logger.append_context_keys(request_id=context.aws_request_id):
            return dict(process_partial_response(event, act_on, processor, context))

    return lambda_handler
