"""Import queue ("Object Created" of the uploads bucket, by EventBridge) -> drafts and a report."""

from datetime import datetime
from typing import Any

from invoicing.adapters.allegro.xml import read_sales
from invoicing.adapters.tax_numbers import is_nip
from invoicing.domain.errors import NotFoundError
from invoicing.domain.upload_keys import parse_upload_key
from invoicing.runtime import wiring
from invoicing.runtime.clock import now
from invoicing.runtime.observability import logger
from invoicing.runtime.queues import each_message
from invoicing.services.importing import Importing, UploadedFile, import_file


def read_upload(message: dict[str, Any]) -> None:
    """Import the object that the event is about; folders and other prefixes are none of ours."""
    uploaded = message["detail"]["object"]
    place = parse_upload_key(uploaded["key"])
    if place is None:
        logger.info("not an upload")
        return
    file = UploadedFile(
        key=uploaded["key"],
        place=place,
        etag=uploaded["etag"],
        uploaded_at=datetime.fromisoformat(message["time"]),
    )
    try:
        report = import_file(file, outside())
    except NotFoundError:
        logger.warning("upload for an unknown seller")
        return
    wiring.uploads().archive(file.key, place.seller_id)
    logger.info("imported", import_id=report.record.id, status=report.record.status, counts=report.record.counts)


def outside() -> Importing:
    return Importing(
        uploads=wiring.uploads(),
        sellers=wiring.sellers(),
        documents=wiring.documents(),
        imports=wiring.imports(),
        reports=wiring.reports(),
        read_sales=read_sales,
        is_nip=is_nip,
        clock=now,
    )


lambda_handler = each_message(read_upload)
