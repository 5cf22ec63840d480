"""Files that lie in an inbox for long: nobody has reported on them yet."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from invoicing.adapters import aws
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.settings import settings

OVERDUE = timedelta(minutes=30)
EVERY, AGAIN_EVERY = timedelta(minutes=5), timedelta(hours=1)


def is_due(age: timedelta) -> bool:
    """Is it time to ask again for a file of this age? Once an hour: one that can never be finished must not flood."""
    return age >= OVERDUE and (age - OVERDUE) % AGAIN_EVERY < EVERY


def overdue_files(prefix: str, parse: Callable[[str], object]) -> Iterator[dict[str, Any]]:
    """Yield an event for each file that waits for too long, as EventBridge would have sent it."""
    at, bucket = now(), settings().uploads_bucket
    for page in aws.s3().get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=f"{prefix}/"):
        for item in page.get("Contents", ()):
            if is_due(at - item["LastModified"]) and parse(item["Key"]):
                yield {"detail": {"object": {"key": item["Key"], "etag": item["ETag"].strip('"')}}}
