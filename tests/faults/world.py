"""A seller on the embedded AWS, and AWS around the handlers: what is delivered to whom, again, late or out of order.

Handlers run in this process with the events that AWS would send. Table, buckets, queues and executions are the
embedded ones; who takes a message, and what comes back to its queue when a handler fails, is played here.
"""

import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import count
from types import ModuleType
from typing import Any

import boto3

from functions.apply_changes import app as apply_changes
from functions.email_document import app as email_document
from functions.forward_changes import app as forward_changes
from functions.import_sales import app as import_sales
from functions.reconcile import app as reconcile
from functions.record_email_event import app as record_email_event
from functions.render_document import app as render_document
from functions.run_export import app as run_export
from functions.run_job import app as run_job
from infra.local.mail_events import events_of
from tests.faults.aws_calls import AwsCalls, CrashError
from tests.functions.calls import Answer, Context, call, messages, object_created

CONSUMERS: dict[str, tuple[ModuleType, int, int]] = {
    "import": (import_sales, 1, 5),
    "changes": (apply_changes, 1, 5),
    "render": (render_document, 10, 8),
    "mail": (email_document, 1, 20),
    "events": (record_email_event, 10, 8),
}
"""Who takes the messages of each queue, how many at once, and how often before they are given up (template.yaml)."""
FORWARDED = ("number", "mail", "job")
"""What the stream's filter lets through."""
EXPORTS = ("month", "print")
ROUNDS = 100
"""More than any story takes; what comes back for ever ends here."""

STARTS = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)

Body = dict[str, Any]


@cache
def client(service: str) -> Any:
    """Return a client of the test's own."""
    made: Any = boto3.client(service)  # type: ignore[call-overload]
    return made


class InvocationError(Exception):
    """A handler raised, or its process died."""


@dataclass
class Resources:
    """What the embedded AWS keeps for the world."""

    table: str
    bucket: str
    urls: dict[str, str]
    machine: str


@dataclass
class World:
    """One seller, `lipa`, and all that AWS does for him. `named` are ids that a story needs again."""

    calls: AwsCalls
    aws: Resources
    at: datetime = STARTS
    seconds: int = 900
    falls_by: int = 0
    asked: str = ""
    named: dict[str, str] = field(default_factory=dict)
    queues: dict[str, list[Body]] = field(default_factory=lambda: {name: [] for name in CONSUMERS})
    executions: list[Body] = field(default_factory=list)
    dead: dict[str, list[Body]] = field(default_factory=lambda: {name: [] for name in CONSUMERS})
    taken: list[Body] = field(default_factory=list)
    running: list[Body] = field(default_factory=list)
    _received: Counter[str] = field(default_factory=Counter)
    _forwarded: set[tuple[str, str]] = field(default_factory=set)
    _told: int = 0

    def now(self) -> datetime:
        """Return the time; it goes on by a millisecond with each look."""
        self.at += timedelta(milliseconds=1)
        return self.at

    def time_of_objects(self) -> datetime:
        """Return the time as the bucket tells it: objects have the real one."""
        return datetime.now(UTC) + (self.at - STARTS)

    def made_id(self, *_: Any) -> str:
        """Return the id of what a request makes, the same one in each telling of a story."""
        return f"{STARTS:%Y%m%d-%H%M%S}-{self.asked}"

    def later(self, **much: float) -> None:
        self.at += timedelta(**much)

    # ------------------------------------------------------------------ what the seller does

    def upload(self, name: str, content: bytes, prefix: str = "uploads/lipa/") -> None:
        """Put a file in the bucket; EventBridge tells its queue."""
        key = f"{prefix}{name}"
        etag = client("s3").put_object(Bucket=self.aws.bucket, Key=key, Body=content)["ETag"]
        queue = "import" if key.startswith("uploads/") else "changes"
        self.queues[queue].append(object_created(self.aws.bucket, key, etag))

    def ask(self, app: ModuleType, method: str, path: str, body: Any = None, **headers: str) -> Answer | None:
        """Send a request under a name of its own, as careful clients do; None where no answer came."""
        if method == "POST":
            headers["idempotency_key"] = f"{method}-{path}".replace("/", "-")
        self.asked = sha256(f"{method} {path}".encode()).hexdigest()[:8]
        try:
            with self.calls.process():
                return call(app, method, path, body, **headers)
        except CrashError:
            return None

    # ------------------------------------------------------------------ what AWS does

    def invoke(self, app: ModuleType, event: Body) -> Any:
        """Run a handler as Lambda does."""
        context = Context()
        left = count(self.seconds * 1000, -self.falls_by * 1000)
        context.get_remaining_time_in_millis = lambda: next(left)  # type: ignore[method-assign]
        try:
            with self.calls.process():
                return app.lambda_handler(event, context)
        except (CrashError, Exception) as error:
            raise InvocationError from error

    def deliver(self, queue: str) -> None:
        """Give a consumer its messages; what it does not do comes back, or is given up after too many times."""
        self.take()
        app, most, tries = CONSUMERS[queue]
        batch, self.queues[queue] = self.queues[queue][:most], self.queues[queue][most:]
        self.taken = batch
        if not batch:
            return
        try:
            failed = {item["itemIdentifier"] for item in self.invoke(app, messages(*batch))["batchItemFailures"]}
        except InvocationError:
            failed = {f"m-{number}" for number in range(len(batch))}
        for body in (body for number, body in enumerate(batch) if f"m-{number}" in failed):
            name = json.dumps(body)
            self._received[name] += 1
            (self.queues if self._received[name] < tries else self.dead)[queue].append(body)

    def redrive(self) -> None:
        """Put all that was given up back on its queue, as a person does after mending a bug."""
        self._received.clear()
        for queue, bodies in self.dead.items():
            self.queues[queue] += bodies
            bodies.clear()

    def take(self) -> None:
        """Bring what handlers put on queues here, and the executions that they started."""
        names = {url: name for name, url in self.aws.urls.items()}
        for url, body in self.calls.messages:
            self.queues[names[url]].append(json.loads(body))
        self.executions += map(json.loads, self.calls.executions)
        self.calls.messages.clear()
        self.calls.executions.clear()

    def forward(self, *, again: bool = False, lost: bool = False, chance: random.Random | None = None) -> bool:
        """Give the stream's function what was inserted since (or ever); what fails comes again, what is lost never.

        Return whether there was anything.
        """
        items = client("dynamodb").scan(TableName=self.aws.table, ConsistentRead=True)["Items"]
        wanted = {(item["pk"]["S"], item["sk"]["S"]): item for item in items if item["type"]["S"] in FORWARDED}
        new = [key for key in wanted if again or key not in self._forwarded]
        if chance:
            chance.shuffle(new)
        if new and not lost:
            records = [{"eventName": "INSERT", "dynamodb": {"NewImage": wanted[key]}} for key in new]
            try:
                self.invoke(forward_changes, {"Records": records})
            except InvocationError:
                return True
        self._forwarded.update(new)
        return bool(new)

    def step(self) -> None:
        """Run one step of one execution; one that fails is tried again, as the machine says."""
        self.take()
        if self.executions:
            work = self.executions.pop(0)
            self.running = [work]
            try:
                more = self.invoke(run_export if work["what"] in EXPORTS else run_job, work)["more"]
            except InvocationError:
                more = True
            if more:
                self.executions.append(work)

    def tell(self) -> None:
        """Let SES tell what became of the mails that it took since."""
        for asked, message_id in self.calls.mails[self._told :]:
            self.queues["events"] += events_of(message_id, asked, self.at)
        self._told = len(self.calls.mails)

    def reconcile(self) -> None:
        try:
            self.invoke(reconcile, {})
        except InvocationError:
            self.invoke(reconcile, {})

    def run(self) -> None:
        """Deliver until nothing is on its way."""
        for _ in range(ROUNDS):
            is_new = self.forward()
            self.step()
            self.tell()
            for queue in CONSUMERS:
                self.deliver(queue)
            self.take()
            if not is_new and not self.executions and not any(self.queues.values()):
                return
        raise AssertionError(f"something comes back for ever: {self.queues} {self.executions}")

    def settle(self) -> None:
        """Deliver everything, and let the five-minute schedule find what was left and is overdue."""
        self.run()
        self.later(minutes=31)
        self.reconcile()
        self.run()
