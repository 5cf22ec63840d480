"""Put work on its queue: what the table's stream tells, and what is found overdue later."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from invoicing.adapters import aws

MESSAGES_PER_CALL = 10


class ForwardingError(Exception):
    """A queue did not take a message; whoever asked tries again, which is harmless."""


def forward(queue_url: str, messages: Sequence[Mapping[str, str]]) -> None:
    """Put the messages on the queue, each in its seller's group so that a big one does not starve the others."""
    for failed in put_in_calls(queue_url, messages):
        if failed:
            raise ForwardingError(f"{failed} messages were not taken")


def put_in_calls(queue_url: str, messages: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """Put the messages on the queue, as many as a call takes; yield after each call how many were not taken."""
    for start in range(0, len(messages), MESSAGES_PER_CALL):
        entries = [_entry(index, message) for index, message in enumerate(messages[start : start + MESSAGES_PER_CALL])]
        yield len(aws.sqs().send_message_batch(QueueUrl=queue_url, Entries=entries).get("Failed", ()))


def _entry(index: int, message: Mapping[str, Any]) -> dict[str, str]:
    group = {"MessageGroupId": message["seller_id"]} if "seller_id" in message else {}
    return {"Id": str(index), "MessageBody": json.dumps(message), **group}
