"""Queues and the state machine of jobs. Their clients are created with the first message, not before."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Literal

from invoicing.adapters import aws

MESSAGES_PER_CALL = 10
WAITING: Literal["ApproximateNumberOfMessages"] = "ApproximateNumberOfMessages"


class SqsQueue:
    """A queue of messages."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, message: Mapping[str, Any]) -> None:
        """Put one message on the queue."""
        aws.sqs().send_message(QueueUrl=self._url, MessageBody=json.dumps(message))

    def put(self, messages: Sequence[Mapping[str, Any]]) -> int:
        """Put the messages on the queue and return how many it did not accept.

        Each is in its seller's message group, so that a seller with many does not starve the others.
        """
        failed = 0
        for start in range(0, len(messages), MESSAGES_PER_CALL):
            some = messages[start : start + MESSAGES_PER_CALL]
            entries = [_entry(index, message) for index, message in enumerate(some)]
            failed += len(aws.sqs().send_message_batch(QueueUrl=self._url, Entries=entries).get("Failed", ()))
        return failed

    def waiting(self) -> int:
        """Return the approximate number of messages that are not being processed yet."""
        answer = aws.sqs().get_queue_attributes(QueueUrl=self._url, AttributeNames=[WAITING])
        return int(answer["Attributes"][WAITING])


class JobMachine:
    """The state machine that runs jobs."""

    def __init__(self, arn: str) -> None:
        self._arn = arn

    def start(self, seller_id: str, job_id: str, what: str) -> None:
        """Start a job; its id is the execution's name, so a second start does nothing."""
        work = {"seller_id": seller_id, "job_id": job_id, "what": what}
        machines = aws.stepfunctions()
        with suppress(machines.exceptions.ExecutionAlreadyExists):
            machines.start_execution(stateMachineArn=self._arn, name=job_id, input=json.dumps(work))


def _entry(index: int, message: Mapping[str, Any]) -> dict[str, str]:
    group = {"MessageGroupId": message["seller_id"]} if "seller_id" in message else {}
    return {"Id": str(index), "MessageBody": json.dumps(message), **group}
