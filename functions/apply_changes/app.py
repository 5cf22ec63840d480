"""Changes queue ("Object Created" of an edited table of waiting drafts) -> changed drafts, a report, a new table."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters.files.drafts_table import MOST_BYTES
from invoicing.domain.imports.upload_keys import parse_changes_key
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters, queues
from invoicing.runtime.wiring.drafts_table import apply_deps
from invoicing.runtime.workers.queues import each_message
from invoicing.runtime.workers.remaining_time import has_time
from invoicing.services.drafts_table.apply import apply_changes

TIME_FOR_A_PART_MS = 60_000


def read_changes(message: dict[str, Any], context: LambdaContext) -> None:
    """Apply the table that the event is about, then archive it, or send the same message again for the rest."""
    uploaded_object = message["detail"]["object"]
    place = parse_changes_key(uploaded_object["key"])
    if place is None:
        logger.info("no changes")
        return
    uploads = adapters.uploads()
    with uploads.fetched(
        uploaded_object["key"], uploaded_object["etag"], uploaded_object.get("version-id"), MOST_BYTES
    ) as uploaded:
        if uploaded is None:
            logger.info("changes are gone or applied already")
        elif apply_changes(place, uploaded, apply_deps(has_time(context, TIME_FOR_A_PART_MS))):
            uploads.archive(uploaded)
            logger.info("changes applied")
        else:
            queues.changes_queue().send(message)
            logger.info("slice of changes done")


lambda_handler = each_message(read_changes)
