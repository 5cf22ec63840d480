"""Bring an event of SES where EventBridge's rules want it.

Nobody but AWS may put events with an `aws.` source on a bus, neither there nor here, so the rules of the deployed
stack are read and their queues written to.
"""

import json
import time
from functools import cache, lru_cache
from typing import Any

import boto3

RULES_ARE_KEPT_S = 5
"""A bulk of mails need not ask for the rules with each of them; a new deployment is heard of soon."""


def publish(event: dict[str, Any]) -> None:
    """Put the event on the queues of every rule whose pattern it fits."""
    events, sqs = client("events"), client("sqs")
    text = json.dumps(event)
    for pattern, urls in rules(int(time.monotonic()) // RULES_ARE_KEPT_S):
        if events.test_event_pattern(EventPattern=pattern, Event=text)["Result"]:
            for url in urls:
                sqs.send_message(QueueUrl=url, MessageBody=text)


@cache
def client(service: str) -> Any:
    made: Any = boto3.client(service)  # type: ignore[call-overload]
    return made


@lru_cache(maxsize=1)
def rules(_: int) -> list[tuple[str, list[str]]]:
    """Return the pattern of each rule that may hear of mails, with the addresses of its queues."""
    found = []
    for rule in client("events").list_rules()["Rules"]:
        pattern = rule.get("EventPattern", "")
        if "aws.ses" in pattern:
            targets = client("events").list_targets_by_rule(Rule=rule["Name"])["Targets"]
            names = [target["Arn"].rpartition(":")[2] for target in targets]
            found.append((pattern, [client("sqs").get_queue_url(QueueName=name)["QueueUrl"] for name in names]))
    return found
