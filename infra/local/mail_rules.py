"""Deliver an event of SES to the targets of EventBridge's rules.

Only AWS may put events with an `aws.` source on a bus, on the embedded AWS too. So the rules of the deployed stack are
read, and the event is sent to their queues.
"""

import json
import time
from functools import cache, lru_cache
from typing import Any

import boto3

RULES_ARE_KEPT_S = 5
"""A mass mailing need not read the rules for each mail, and a new deployment is noticed soon."""


def publish(event: dict[str, Any]) -> None:
    """Send the event to the queues of every rule whose pattern matches it."""
    events, sqs = client("events"), client("sqs")
    text = json.dumps(event)
    for pattern, urls in rules(int(time.monotonic()) // RULES_ARE_KEPT_S):
        if events.test_event_pattern(EventPattern=pattern, Event=text)["Result"]:
            for url in urls:
                sqs.send_message(QueueUrl=url, MessageBody=text)


@cache
def client(service: str) -> Any:
    created: Any = boto3.client(service)  # type: ignore[call-overload]
    return created


@lru_cache(maxsize=1)
def rules(_: int) -> list[tuple[str, list[str]]]:
    """Return the pattern of each rule about SES, with the URLs of its queues."""
    rules_of_ses = []
    for rule in client("events").list_rules()["Rules"]:
        pattern = rule.get("EventPattern", "")
        if "aws.ses" in pattern:
            targets = client("events").list_targets_by_rule(Rule=rule["Name"])["Targets"]
            names = [target["Arn"].rpartition(":")[2] for target in targets]
            rules_of_ses.append((pattern, [client("sqs").get_queue_url(QueueName=name)["QueueUrl"] for name in names]))
    return rules_of_ses
