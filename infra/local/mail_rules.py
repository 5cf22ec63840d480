"""Bring an event of SES where EventBridge's rules want it.

Nobody but AWS may put events with an `aws.` source on a bus, neither there nor here, so the rules of the deployed
stack are read and their queues written to.
"""

import json
from typing import Any

import boto3


def publish(event: dict[str, Any]) -> None:
    """Put the event on the queues of every rule whose pattern it fits."""
    events, sqs = boto3.client("events"), boto3.client("sqs")
    text = json.dumps(event)
    for rule in events.list_rules()["Rules"]:
        pattern = rule.get("EventPattern")
        if not pattern or not events.test_event_pattern(EventPattern=pattern, Event=text)["Result"]:
            continue
        for target in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]:
            url = sqs.get_queue_url(QueueName=target["Arn"].rpartition(":")[2])["QueueUrl"]
            sqs.send_message(QueueUrl=url, MessageBody=text)
