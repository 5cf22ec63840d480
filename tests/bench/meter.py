"""Counts every request that a handler makes to AWS, and what DynamoDB, S3 and SQS charge for it.

It stands at botocore's last step before the network, where PynamoDB's calls and bulk writes pass as well, with the
bodies that are really sent. What the embedded AWS need not do is answered here: queues keep their messages, and
executions start.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import boto3
from botocore.client import BaseClient

from tests.bench.units import Index, Wire, read_units, size_of, steps, write_units

QUEUE_CHUNK = 64 * 1024
S3_PUTS = ("PutObject", "CopyObject", "ListObjectsV2", "ListObjectVersions", "CreateMultipartUpload", "UploadPart")
FREE = ("DeleteObject",)
Key = tuple[str, str]


@dataclass
class Usage:
    """What one function has used."""

    invocations: int = 0
    cpu_s: float = 0.0
    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    writes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Write units by kind of item and by where: the table or one of its indexes."""
    written: Counter[str] = field(default_factory=Counter)
    """Writes of the table by kind of item."""
    reads: Decimal = Decimal(0)
    s3_puts: int = 0
    s3_gets: int = 0
    s3_bytes: int = 0
    queue_requests: int = 0
    mail_bytes: int = 0
    log_bytes: int = 0

    @property
    def write_units(self) -> int:
        return self.writes.total()


@dataclass(frozen=True)
class Change:
    """A record of the table's stream."""

    kind: str
    is_new: bool
    image: Wire


class Meter:
    """What all functions use, while it is `on`."""

    def __init__(self, table: str, indexes: Sequence[Index]) -> None:
        self.used: dict[str, Usage] = {}
        self.changes: list[Change] = []
        self.items: dict[Key, Wire] = {}
        self.messages: dict[str, list[str]] = {}
        self._table, self._indexes = table, indexes
        self._function, self._own_s, self._is_own = "", 0.0, False
        self._client = boto3.client("dynamodb")
        self._make_request: Callable[..., Any] = BaseClient._make_request  # type: ignore[attr-defined]

    @contextmanager
    def on(self) -> Iterator["Meter"]:
        """Count from now on, and put botocore back at the end."""

        def counted(client: Any, operation: Any, request: dict[str, Any], context: Any) -> Any:
            if self._is_own or not self._function:
                return self._make_request(client, operation, request, context)
            return self._counted(client, operation, request, context)

        BaseClient._make_request = counted  # type: ignore[attr-defined]
        try:
            yield self
        finally:
            BaseClient._make_request = self._make_request  # type: ignore[attr-defined]

    def usage(self, function: str) -> Usage:
        return self.used.setdefault(function, Usage())

    def run(self, function: str, work: Callable[[], Any]) -> Any:
        """Run a handler as this function; its CPU time is counted without the meter's own."""
        self._function, self._own_s = function, 0.0
        started = time.process_time()
        try:
            return work()
        finally:
            used = self.usage(function)
            used.cpu_s += time.process_time() - started - self._own_s
            used.invocations += 1
            self._function = ""

    def _counted(self, client: Any, operation: Any, request: dict[str, Any], context: Any) -> Any:
        service, used = client.meta.service_model.service_name, self.usage(self._function)
        used.calls[service, operation.name] += 1
        if service in ("sqs", "stepfunctions"):
            with self._own_time():
                return SimpleNamespace(status_code=200), self._played(service, json.loads(request["body"]), used)
        size = _length(request.get("body"))
        http, answer = self._make_request(client, operation, request, context)
        with self._own_time():
            if service == "dynamodb":
                self._on_table(operation.name, json.loads(request["body"]), answer, http.status_code, used)
            elif service == "s3" and operation.name not in FREE:
                is_put = operation.name in S3_PUTS
                used.s3_puts += is_put
                used.s3_gets += not is_put
                used.s3_bytes += size if operation.name == "PutObject" and http.status_code < 300 else 0
            elif service == "sesv2":
                used.mail_bytes += len(json.loads(request["body"])["Content"]["Raw"]["Data"]) * 3 // 4
        return http, answer

    @contextmanager
    def _own_time(self) -> Iterator[None]:
        started, self._is_own = time.process_time(), True
        try:
            yield
        finally:
            self._is_own = False
            self._own_s += time.process_time() - started

    def _played(self, service: str, body: Mapping[str, Any], used: Usage) -> dict[str, Any]:
        if service == "stepfunctions":
            return {"executionArn": "arn", "startDate": time.time()}
        entries = body.get("Entries") or [{"Id": "0", "MessageBody": body["MessageBody"]}]
        self.messages.setdefault(body["QueueUrl"], []).extend(entry["MessageBody"] for entry in entries)
        used.queue_requests += steps(sum(len(entry["MessageBody"]) for entry in entries), QUEUE_CHUNK)
        return {"Successful": [{"Id": entry["Id"]} for entry in entries], "Failed": []}

    def _on_table(self, operation: str, body: dict[str, Any], answer: dict[str, Any], status: int, used: Usage) -> None:
        if operation in ("PutItem", "UpdateItem"):
            self._write([_key_of(body)], used, in_transaction=False)
        elif operation == "TransactWriteItems":
            self._write([_key_of(*action.values()) for action in body["TransactItems"]], used, in_transaction=True)
        elif operation == "GetItem":
            sizes = [size_of(answer.get("Item", {}))]
            used.reads += read_units(sizes, consistent=body.get("ConsistentRead", False))
        elif operation == "BatchGetItem" and status < 300:
            asked = body["RequestItems"][self._table]
            found = [size_of(item) for item in answer["Responses"].get(self._table, ())]
            sizes = found + [0] * (len(asked["Keys"]) - len(found))
            used.reads += read_units(sizes, consistent=asked.get("ConsistentRead", False))
        elif operation == "Query" and status < 300:
            size = sum(size_of(item) for item in answer.get("Items", ()))
            used.reads += read_units([size], consistent=body.get("ConsistentRead", False))

    def _write(self, keys: Sequence[Key], used: Usage, *, in_transaction: bool) -> None:
        """Charge for a write by what is there after it; one that was refused is charged for what it looked at."""
        for key, new in zip(keys, self._now(keys), strict=True):
            old = self.items.get(key)
            kind = (new or {"type": {"S": "?"}})["type"]["S"]
            used.written[kind] += 1
            used.writes[kind, "table"] += write_units(old, new, in_transaction=in_transaction)
            if new is None or new == old:
                continue
            for index in self._indexes:
                used.writes[kind, index.name] += index.write_units(old, new)
            self.items[key] = new
            self.changes.append(Change(kind, old is None, new))

    def _now(self, keys: Sequence[Key]) -> list[Wire | None]:
        """Read the items as they are now, outside all counts."""
        wanted = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys]
        answer = self._client.batch_get_item(RequestItems={self._table: {"Keys": wanted, "ConsistentRead": True}})
        found = {(item["pk"]["S"], item["sk"]["S"]): item for item in answer["Responses"].get(self._table, ())}
        return [found.get(key) for key in keys]

    def stored_bytes(self) -> int:
        """Return the size of the table and of its indexes."""
        entries = (index.entry(item) for index in self._indexes for item in self.items.values())
        return sum(map(size_of, self.items.values())) + sum(size_of(entry) for entry in entries if entry)


def _key_of(write: Mapping[str, Any]) -> Key:
    where = write.get("Item") or write["Key"]
    return where["pk"]["S"], where["sk"]["S"]


def _length(body: Any) -> int:
    if body is None:
        return 0
    if isinstance(body, bytes | str):
        return len(body)
    place = body.tell()
    length = body.seek(0, 2) - place
    body.seek(place)
    return int(length)
