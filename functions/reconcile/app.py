"""Every five minutes: what must still happen and has not.

Uploads that lie in the inbox for long have no report: their event was lost, or their import was given up. They are put
on the import queue again, which is harmless if they are being read.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters import aws
from invoicing.domain.upload_keys import PREFIX, parse_upload_key
from invoicing.runtime.clock import now
from invoicing.runtime.observability import logger
from invoicing.runtime.settings import settings

OVERDUE = timedelta(minutes=30)
MESSAGES_PER_CALL = 10


def lambda_handler(_: dict[str, Any], __: LambdaContext) -> None:
    """Put overdue uploads on the import queue again."""
    overdue = list(overdue_uploads())
    for start in range(0, len(overdue), MESSAGES_PER_CALL):
        batch = overdue[start : start + MESSAGES_PER_CALL]
        entries = [{"Id": str(index), "MessageBody": json.dumps(message)} for index, message in enumerate(batch)]
        answer = aws.sqs().send_message_batch(QueueUrl=settings().import_queue_url, Entries=entries)
        if answer.get("Failed"):
            logger.warning("not all overdue uploads were queued", failed=len(answer["Failed"]))
    logger.info("reconciled", overdue_uploads=len(overdue))


def overdue_uploads() -> Iterator[dict[str, Any]]:
    """Yield an event for each upload that waits for too long, as EventBridge would have sent it."""
    latest = now() - OVERDUE
    bucket = settings().uploads_bucket
    for page in aws.s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{PREFIX}/"):
        for item in page.get("Contents", ()):
            if item["LastModified"] < latest and parse_upload_key(item["Key"]):
                yield {"detail": {"object": {"key": item["Key"], "etag": item["ETag"].strip('"')}}}
