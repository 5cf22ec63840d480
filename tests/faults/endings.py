"""What is left in the table, in the buckets and at SES when all is quiet, so that two endings can be compared."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from invoicing.adapters.table.engine.codec import from_attributes
from tests.faults.world import World, client

_INSTANT = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?")
_MADE_ID = re.compile(r"20\d{6}-\d{6}-[0-9a-f]{8}")
_OF_TIMES = {"expires_at", "sha256", "size", "etag", "revision", "provider_id", "made_id"}
"""Told by the time of the work, by what was printed then, or by how often something was tried."""
_MAIL_STORY = {"events", "reason", "status", "updated_at", "at", "due_at"}
ONCE = "pdf/"
"""Written once and never again; other objects may be written in place of themselves."""


@dataclass(frozen=True)
class Ending:
    """Items by their keys, objects with the number of their versions, what those say that are text, mails by attempt,
    what became of each and what is shown of it, how many are counted as sent, and what is not at rest.
    """

    items: dict[str, list[Any]]
    objects: dict[str, int]
    contents: dict[str, list[Any]]
    mails: Counter[str]
    statuses: dict[str, str]
    counted: int
    unfinished: tuple[str, ...]


def ending(world: World) -> Ending:
    """Read all that is there."""
    raw = client("dynamodb").get_paginator("scan").paginate(TableName=world.aws.table, ConsistentRead=True)
    found = [from_attributes(item) for page in raw for item in page["Items"]]
    items: dict[str, list[Any]] = defaultdict(list)
    for item in found:
        if item["type"] != "reputation":
            items[_plain(f"{item['pk']} {item['sk']}")].append(_normal(item))
    counted = sum(int(item["sent"]) for item in found if item["type"] == "reputation")
    return Ending(
        items={key: sorted(there, key=repr) for key, there in items.items()},
        objects=_objects(world.aws.bucket),
        contents=_contents(world.aws.bucket),
        mails=_mails(world),
        statuses=dict(_statuses(found)),
        counted=counted,
        unfinished=tuple(_unfinished(found)),
    )


def _statuses(found: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield what became of each mail, and what its document shows of the newest."""
    for item in found:
        if item["type"] == "mail":
            yield f"{item['document_id']} {item['id']}", item["status"]
        elif item["type"] == "summary":
            yield f"{item['pk']} shown", item["email"]["status"]


def _unfinished(found: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what somebody should still look at, by the work index, and jobs that have not ended."""
    for item in found:
        is_open_job = item["type"] == "job" and item["status"] in ("waiting", "running")
        if "work_pk" in item or is_open_job:
            yield f"{item['pk']} {item['sk']}"


def _objects(bucket: str) -> dict[str, int]:
    pages = client("s3").get_paginator("list_object_versions").paginate(Bucket=bucket)
    keys = Counter(_plain(item["Key"]) for page in pages for item in page.get("Versions", ()))
    return {key: number if key.startswith(ONCE) else 1 for key, number in keys.items()}


def _contents(bucket: str) -> dict[str, list[Any]]:
    """Return what reports, tables and lists of jobs say, by their keys without ids that differ."""
    said: dict[str, list[Any]] = defaultdict(list)
    for page in client("s3").get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for item in page.get("Contents", ()):
            if item["Key"].endswith((".json", ".csv")):
                text = client("s3").get_object(Bucket=bucket, Key=item["Key"])["Body"].read().decode()
                value = json.loads(text) if item["Key"].endswith(".json") else text.splitlines()
                said[_plain(item["Key"])].append(_normal(value))
    return {key: sorted(there, key=repr) for key, there in said.items()}


def _mails(world: World) -> Counter[str]:
    tags = ({tag["Name"]: tag["Value"] for tag in asked["EmailTags"]} for asked, _ in world.calls.mails)
    return Counter(f"{tag['document']} {tag['attempt']}" for tag in tags)


def _normal(value: Any, name: str = "") -> Any:
    """Leave out what must differ: times, and what follows from them."""
    if isinstance(value, dict):
        is_mail = name == "email" or value.get("type") == "mail"
        left_out = _OF_TIMES | (_MAIL_STORY if is_mail else set())
        return {key: _normal(part, key) for key, part in value.items() if key not in left_out}
    if isinstance(value, list):
        return [_normal(part) for part in value]
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return _MADE_ID.sub("<id>", _INSTANT.sub("<instant>", text))


def differences(whole: Ending, other: Ending, *, may_doubt: bool) -> list[str]:
    """Say in what an ending is not the other; where a mail may be in doubt, that is told to a person and is right."""
    told = [f"not at rest: {what}" for what in other.unfinished]
    told += [f"item {key}" for key in sorted(whole.items.keys() ^ other.items.keys())]
    for key in whole.items.keys() & other.items.keys():
        if whole.items[key] != other.items[key]:
            told.append(f"{key}: {_first_difference(whole.items[key], other.items[key])}")
    told += [
        f"{key} says: {_first_difference(whole.contents[key], other.contents[key])}"
        for key in sorted(whole.contents.keys() & other.contents.keys())
        if whole.contents[key] != other.contents[key]
    ]
    told += [
        f"object {key}: {whole.objects.get(key, 0)} became {other.objects.get(key, 0)}"
        for key in sorted(whole.objects.keys() | other.objects.keys())
        if whole.objects.get(key) != other.objects.get(key)
    ]
    for attempt in sorted(whole.statuses.keys() | other.statuses.keys()):
        status, sent = other.statuses.get(attempt), other.mails[attempt]
        is_told = may_doubt and status == "in_doubt" and sent == 0
        if sent > 1 or (status != whole.statuses.get(attempt) and not is_told):
            told.append(f"mail {attempt}: {status}, sent {sent} times")
    if abs(other.counted - other.mails.total()) > 1:  # the brake can bear one that a crash left out
        told.append(f"{other.mails.total()} mails were sent, {other.counted} are counted")
    return told


def _first_difference(one: Any, other: Any) -> str:
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return next(_first_difference(a, b) for a, b in zip(one, other, strict=True) if a != b)
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            if one.get(key) != other.get(key):
                return f"{key} {_first_difference(one.get(key), other.get(key))}"
    return f"{one!r} became {other!r}"
