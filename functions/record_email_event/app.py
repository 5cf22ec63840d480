"""Mail-event queue -> what became of a mail, on its attempt. Any order and any repetition end the same."""

import time
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters.ses.mailer import event_of
from invoicing.runtime.telemetry.counts import count_mail_event
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.workers.queues import each_message
from invoicing.services.mails.record_events import record_event


def record_message(message: dict[str, Any], _: LambdaContext) -> None:
    """Record one event of SES; those of other senders in this account are none of ours."""
    told = event_of(message.get("detail", {}))
    if told is None:
        logger.info("mail event ignored")
        return
    mails, wait = wiring.mails(), time.sleep
    status = record_event(told.seller_id, told.document_id, told.attempt_id, told.event, mails, wait)
    count_mail_event(told.event.kind)
    logger.info("mail event", document_id=told.document_id, kind=told.event.kind, status=status)


lambda_handler = each_message(record_message)
