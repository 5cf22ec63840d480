"""Put work on its queue, start a job: what the table's stream tells, and what is found overdue later."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal

from invoicing.adapters import aws
from invoicing.runtime.wiring.settings import settings

MESSAGES_PER_CALL = 10
BACKLOG = 100
WAITING: Literal["ApproximateNumberOfMessages"] = "ApproximateNumberOfMessages"


class ForwardingError(Exception):
    """A queue did not take a message; whoever asked tries again, which is harmless."""


def forward(queue_url: str, messages: Sequence[Mapping[str, str]]) -> None:
    """Put the messages on the queue, each in its seller's group so that a big one does not starve the others."""
    for failed in put_in_calls(queue_url, messages):
        if failed:
            raise ForwardingError(f"{failed} messages were not taken")


def has_backlog(queue_url: str) -> bool:
    """Do so many messages stand on the queue that what is overdue stands there, too, and has its turn?"""
    told = aws.sqs().get_queue_attributes(QueueUrl=queue_url, AttributeNames=[WAITING])["Attributes"]
    return int(told[WAITING]) > BACKLOG


def start_job(seller_id: str, job_id: str, what: str) -> None:
    """Start the machine of a job; its id is the execution's name, so that a second start finds the first."""
    work = {"seller_id": seller_id, "job_id": job_id, "what": what}
    with suppress(aws.stepfunctions().exceptions.ExecutionAlreadyExists):
        aws.stepfunctions().start_execution(
            stateMachineArn=settings().job_machine_arn, name=job_id, input=json.dumps(work)
        )


def put_in_calls(queue_url: str, messages: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """Put the messages on the queue, as many as a call takes; yield after each call how many were not taken."""
    for start in range(0, len(messages), MESSAGES_PER_CALL):
        entries = [_entry(index, message) for index, message in enumerate(messages[start : start + MESSAGES_PER_CALL])]
        yield len(aws.sqs().send_message_batch(QueueUrl=queue_url, Entries=entries).get("Failed", ()))


def _entry(index: int, message: Mapping[str, Any]) -> dict[str, str]:
    group = {"MessageGroupId": message["seller_id"]} if "seller_id" in message else {}
    return {"Id": str(index), "MessageBody": json.dumps(message), **group}
