"""A message that was given up, after what broke it is mended: redriven, it is worked off, and nothing is done twice.

The embedded SQS moves a message to its dead letters as AWS does, but has no task that moves it back: that is done here
as the task does it, by receiving, sending and only then deleting.
"""

from uuid import uuid4

import boto3
import pytest

from functions.render_document import app as render_document
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import a_draft, stored
from tests.functions.calls import Context, messages

TRIES = 2


@pytest.fixture
def queues(servers):
    """Return a queue that gives a message up after two tries, and its dead letters."""
    sqs = boto3.client("sqs")
    names = [f"test-{uuid4().hex[:8]}", f"test-{uuid4().hex[:8]}-dead"]
    queue, dead = (sqs.create_queue(QueueName=name)["QueueUrl"] for name in names)
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    policy = f'{{"deadLetterTargetArn": "{arn}", "maxReceiveCount": {TRIES}}}'
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedrivePolicy": policy, "VisibilityTimeout": "0"})
    return queue, dead


def worked_off(queue):
    """Do with one message what Lambda's mapping does; return whether there was one."""
    sqs = boto3.client("sqs")
    for message in sqs.receive_message(QueueUrl=queue).get("Messages", []):
        event = messages({})
        event["Records"][0]["body"] = message["Body"]
        if not render_document.lambda_handler(event, Context())["batchItemFailures"]:
            sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
        return True
    return False


def redriven(dead, queue):
    sqs = boto3.client("sqs")
    moved = sqs.receive_message(QueueUrl=dead, MaxNumberOfMessages=10).get("Messages", [])
    for message in moved:
        sqs.send_message(QueueUrl=queue, MessageBody=message["Body"])
        sqs.delete_message(QueueUrl=dead, ReceiptHandle=message["ReceiptHandle"])
    return len(moved)


def test_a_dead_letter_is_worked_off_after_the_repair_and_once_more_does_nothing(office, bucket, queues, monkeypatch):
    queue, dead = queues
    office.drafts().add("lipa", [stored(a_draft())])
    issue_document("lipa", "draft-1", IssueRequest(), issue_deps())
    body = '{"seller_id": "lipa", "document_id": "draft-1"}'
    boto3.client("sqs").send_message(QueueUrl=queue, MessageBody=body)

    with monkeypatch.context() as broken:
        broken.setattr(adapters, "pdfs", lambda: None)
        tries = 0
        while worked_off(queue):
            tries += 1
    assert tries == TRIES
    assert office.documents().get("lipa", "draft-1").summary.pdf is None

    assert redriven(dead, queue) == 1
    assert worked_off(queue)
    assert office.documents().get("lipa", "draft-1").summary.pdf is not None
    assert not worked_off(queue)
    assert redriven(dead, queue) == 0

    boto3.client("sqs").send_message(QueueUrl=queue, MessageBody=body)
    assert worked_off(queue)
    versions = boto3.client("s3").list_object_versions(Bucket=bucket, Prefix="pdf/")["Versions"]
    assert len(versions) == 1
