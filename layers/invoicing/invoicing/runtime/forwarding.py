"""Put work on its queue: what the table's stream tells, and what is found overdue later."""

import json
from collections.abc import Mapping, Sequence

from invoicing.adapters import aws

MESSAGES_PER_CALL = 10


class ForwardingError(Exception):
    """A queue did not take a message; whoever asked tries again, which is harmless."""


def forward(queue_url: str, messages: Sequence[Mapping[str, str]]) -> None:
    """Put the messages on the queue, in the seller's own group so that a big one does not starve the others."""
    for start in range(0, len(messages), MESSAGES_PER_CALL):
        entries = [
            {"Id": str(index), "MessageBody": json.dumps(message), "MessageGroupId": message["seller_id"]}
            for index, message in enumerate(messages[start : start + MESSAGES_PER_CALL])
        ]
        answer = aws.sqs().send_message_batch(QueueUrl=queue_url, Entries=entries)
        if failed := answer.get("Failed"):
            raise ForwardingError(f"{len(failed)} of {len(entries)} messages were not taken")
