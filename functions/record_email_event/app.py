"""Mail-event queue -> the outcome of a mail, on its attempt. Order and repetition of events do not matter."""

import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters.ses.mailer import event_of
from invoicing.runtime.telemetry.counts import count_mail_event
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters
from invoicing.runtime.workers.queues import each_message
from invoicing.services.mails.record_events import record_event


def record_message(message: dict[str, Any], _: LambdaContext) -> None:
    """Record one SES event; those of other senders in this account are ignored."""
    event = event_of(message.get("detail", {}))
    if event is None:
        logger.info("mail event ignored")
        return
    status = record_event(
        event.seller_id, event.document_id, event.attempt_id, event.event, adapters.mails(), time.sleep
    )
    count_mail_event(event.event.kind)
    logger.info("mail event", document_id=event.document_id, kind=event.event.kind, status=status)


lambda_handler = each_message(record_message)
