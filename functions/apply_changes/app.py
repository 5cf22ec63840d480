"""Changes queue ("Object Created" of an edited table of waiting drafts) -> changed drafts, a report, the table anew."""

import json
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters import aws
from invoicing.adapters.files.drafts_table import MOST_BYTES, open_table
from invoicing.domain.imports.upload_keys import parse_changes_key
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring import use_cases
from invoicing.runtime.wiring.settings import settings
from invoicing.runtime.workers.queues import each_message
from invoicing.services.drafts_table.apply import ApplyDeps, apply_changes

TIME_FOR_A_PART_MS = 60_000


def read_changes(message: dict[str, Any], context: LambdaContext) -> None:
    """Apply the table that the event is about, then archive it, or leave the rest to the same message once more."""
    named = message["detail"]["object"]
    place = parse_changes_key(named["key"])
    if place is None:
        logger.info("no changes")
        return
    uploads = wiring.uploads()
    with uploads.fetched(named["key"], named["etag"], named.get("version-id"), MOST_BYTES) as uploaded:
        if uploaded is None:
            logger.info("changes are gone or applied already")
        elif apply_changes(place, uploaded, deps(context)):
            uploads.archive(uploaded)
            logger.info("changes applied")
        else:
            aws.sqs().send_message(QueueUrl=settings().changes_queue_url, MessageBody=json.dumps(message))
            logger.info("slice of changes done")


def deps(context: LambdaContext) -> ApplyDeps:
    return ApplyDeps(
        changing=use_cases.changing(by=""),
        drafts=wiring.drafts(),
        waiting=use_cases.waiting(),
        reports=wiring.change_reports(),
        open_table=open_table,
        may_go_on=lambda: context.get_remaining_time_in_millis() > TIME_FOR_A_PART_MS,
    )


lambda_handler = each_message(read_changes)
