"""Import queue ("Object Created" of the uploads bucket, or the next slice of a long file) -> drafts and a report."""

import time
from typing import Any

import msgspec
from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters import aws
from invoicing.adapters.allegro import open_sales
from invoicing.adapters.table.drafts import fingerprint
from invoicing.domain.imports.upload_keys import UploadKey, parse_upload_key
from invoicing.runtime.telemetry.counts import count_import
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring import use_cases
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.settings import settings
from invoicing.runtime.workers.queues import each_message
from invoicing.services.drafts_table.write import write_waiting_sheet
from invoicing.services.imports.ports import Uploaded
from invoicing.services.imports.read_file import Importing, Resume, import_slice

TIME_FOR_A_PART_MS = 60_000


def read_upload(message: dict[str, Any], context: LambdaContext) -> None:
    """Read a slice of the object that the event is about; folders and other prefixes are none of ours."""
    named = message["detail"]["object"]
    place = parse_upload_key(named["key"])
    if place is None:
        logger.info("not an upload")
        return
    with wiring.uploads().fetched(named["key"], named["etag"], named.get("version-id")) as uploaded:
        if uploaded is None:
            logger.info("upload is gone or read already")
        else:
            read_slice(place, uploaded, message, context)


def read_slice(place: UploadKey, uploaded: Uploaded, message: dict[str, Any], context: LambdaContext) -> None:
    """Read as far as there is time, then list what waits and archive the file, or leave the rest to a next message."""
    resume = import_slice(place, uploaded, msgspec.convert(message.get("resume", {}), Resume), outside(context))
    if resume is None:
        write_waiting_sheet(place.seller_id, use_cases.waiting())
        wiring.uploads().archive(uploaded)
        logger.info("import finished")
    else:
        go_on(message, resume)
        logger.info("slice done", after=resume.after)


def go_on(message: dict[str, Any], resume: Resume) -> None:
    """Put the next slice on the queue; twice is harmless."""
    body = msgspec.json.encode({**message, "resume": msgspec.to_builtins(resume)}).decode()
    aws.sqs().send_message(QueueUrl=settings().import_queue_url, MessageBody=body)


def outside(context: LambdaContext) -> Importing:
    return Importing(
        sellers=wiring.sellers(),
        rules=wiring.rules(),
        drafts=wiring.drafts(),
        imports=wiring.imports(),
        reports=wiring.reports(),
        open_sales=open_sales,
        making=use_cases.making(),
        fingerprint=fingerprint,
        clock=now,
        wait=time.sleep,
        told=count_import,
        may_go_on=lambda: context.get_remaining_time_in_millis() > TIME_FOR_A_PART_MS,
    )


lambda_handler = each_message(read_upload)
