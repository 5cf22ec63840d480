"""Mail queue -> one mail through SES, at most once."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.runtime.telemetry.counts import count_sending
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring.mails import send_deps
from invoicing.runtime.workers.queues import each_message
from invoicing.services.mails.send import send_attempt


def send_message(message: dict[str, Any], _: LambdaContext) -> None:
    """Send one queued attempt; the work index brings back one that must wait."""
    status = send_attempt(message["seller_id"], message["document_id"], message["attempt_id"], send_deps())
    count_sending(status)
    logger.info("mail", document_id=message["document_id"], attempt_id=message["attempt_id"], status=status)


lambda_handler = each_message(send_message)
