"""Import queue ("Object Created" of the uploads bucket, or the next slice of a long file) -> drafts and a report."""

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.imports.upload_keys import UploadKey, parse_upload_key
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters, queues
from invoicing.runtime.wiring.drafts_table import waiting_sheet_deps
from invoicing.runtime.wiring.imports import import_deps
from invoicing.runtime.workers.queues import each_message
from invoicing.runtime.workers.remaining_time import has_time
from invoicing.services.drafts_table.write import write_waiting_sheet
from invoicing.services.imports.ports import Uploaded
from invoicing.services.imports.read_file import import_slice, resume_from

TIME_FOR_A_PART_MS = 60_000


def read_upload(message: dict[str, Any], context: LambdaContext) -> None:
    """Read a slice of the object that the event is about; folders and other prefixes are ignored."""
    uploaded_object = message["detail"]["object"]
    place = parse_upload_key(uploaded_object["key"])
    if place is None:
        logger.info("not an upload")
        return
    with adapters.uploads().fetched(
        uploaded_object["key"], uploaded_object["etag"], uploaded_object.get("version-id")
    ) as uploaded:
        if uploaded is None:
            logger.info("upload is gone or read already")
        else:
            read_slice(place, uploaded, message, context)


def read_slice(place: UploadKey, uploaded: Uploaded, message: dict[str, Any], context: LambdaContext) -> None:
    """Read what there is time for; at the end rewrite the waiting table and archive the file, else send a message."""
    deps = import_deps(has_time(context, TIME_FOR_A_PART_MS))
    resume = import_slice(place, uploaded, resume_from(message.get("resume")), deps)
    if resume is None:
        write_waiting_sheet(place.seller_id, waiting_sheet_deps())
        adapters.uploads().archive(uploaded)
        logger.info("import finished")
    else:
        queues.import_queue().send({**message, "resume": asdict(resume)})  # twice is harmless
        logger.info("slice done", after=resume.after)


lambda_handler = each_message(read_upload)
