"""One month of a seller in small, through the real handlers against the embedded AWS, with everything counted.

A file of sales is imported, one job issues them all, each gets its PDF and its mail, and SES tells what became of it.
"""

import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3

from functions.email_document import app as email_document
from functions.forward_changes import app as forward_changes
from functions.import_sales import app as import_sales
from functions.manage_jobs import app as manage_jobs
from functions.reconcile import app as reconcile
from functions.record_email_event import app as record_email_event
from functions.render_document import app as render_document
from functions.run_job import app as run_job
from infra.local import processes
from infra.local.deployment import Aws
from infra.local.packaging import load_template
from invoicing.adapters.table.engine.codec import from_attributes
from invoicing.adapters.table.engine.table import Table
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring.clock import now
from tests.allegro_files import Order, as_xml, many_orders
from tests.bench.meter import Meter
from tests.bench.units import Wire, indexes_of
from tests.builders import a_seller
from tests.functions.calls import Context, call, messages, object_created
from tests.functions.conftest import forget
from tests.tables import make_table

ROOT = Path(__file__).parents[2]
SELLER = "lipa"
WARM_UP = 12
"""Sales of a first run, not counted: afterwards clients are made and caches are full, as in a warm Lambda."""
TITLE = "Kubek ceramiczny „Żółć” 330 ml, prezent na urodziny, ręcznie malowany"
"""A title as sellers write them: Allegro takes 75 letters, and they use them."""
LINES = (1, 2, 3)
LINE_OVERHEAD = 26
"""CloudWatch counts so many bytes around each line of a log."""
PLATFORM_LINES = (84, 55, 190)
"""Bytes of START, END and REPORT, which Lambda writes around each invocation."""
QUEUES = ("IMPORT_QUEUE_URL", "CHANGES_QUEUE_URL", "RENDER_QUEUE_URL", "MAIL_QUEUE_URL")
TOLD = {"send": "Send", "delivery": "Delivery"}
"""Events of a mail that arrives, in the words of the template and of SES."""


class LongContext(Context):
    """A context with all the time of an import."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 240_000


@dataclass(frozen=True)
class Deployed:
    """What the templates say of queues and functions."""

    template: dict[str, Any]
    events_of_mails: tuple[str, ...]
    table: dict[str, Any]

    @classmethod
    def read(cls) -> "Deployed":
        mail = load_template(ROOT / "infra/mail.yaml")["Resources"]["Events"]["Properties"]["EventDestination"]
        return cls(
            template=load_template(ROOT / "template.yaml"),
            events_of_mails=tuple(mail["MatchingEventTypes"]),
            table=load_template(ROOT / "infra/storage.yaml")["Resources"]["Table"]["Properties"],
        )

    def function(self, folder: str) -> dict[str, Any]:
        """Return the properties of a function, with the defaults of all."""
        everywhere = self.template["Globals"]["Function"]
        found = self.template["Resources"].values()
        own = next(r["Properties"] for r in found if r.get("Properties", {}).get("CodeUri") == f"functions/{folder}")
        return {**everywhere, **own}

    def batch_size(self, folder: str) -> int:
        (event,) = (e for e in self.function(folder)["Events"].values() if "BatchSize" in e["Properties"])
        return int(event["Properties"]["BatchSize"])


class Flow:
    """The handlers, one after the other, as the events call them."""

    def __init__(self, deployed: Deployed, meter: Meter, bucket: str) -> None:
        self._deployed, self._meter, self._bucket = deployed, meter, bucket
        self._forwarded = 0
        self.events_published = self.transitions = self.api_requests = 0

    def run(self, orders: Sequence[Order], name: str) -> None:
        """Take a file of sales from its upload to the last event of its mails."""
        self.upload(as_xml(orders), f"uploads/{SELLER}/{name}.xml")
        self.forward()
        self.issue()
        self.forward()
        self.render()
        self.forward()
        self.mail()
        self.forward()

    def upload(self, content: bytes, key: str) -> None:
        etag = boto3.client("s3").put_object(Bucket=self._bucket, Key=key, Body=content)["ETag"]
        self.events_published += 1
        event = messages(object_created(self._bucket, key, etag))
        self._run("import_sales", lambda: import_sales.lambda_handler(event, LongContext()))

    def issue(self) -> None:
        """Ask for all that is ready; the machine repeats its step until there is no more."""
        self.api_requests += 1
        body = {"filter": {"ready": True}}
        answer = self._run("manage_jobs", lambda: call(manage_jobs, "POST", "/documents/issue", body))
        self.forward()
        event = {"seller_id": SELLER, "job_id": answer.body["job_id"], "what": "issue", "more": True}
        self.transitions += 4  # start, Asked, What, Done
        while event["more"]:
            event = self._run("run_job", lambda: run_job.lambda_handler(event, LongContext()))  # noqa: B023
            self.transitions += 2

    def forward(self) -> None:
        """Pass the stream on as its mapping does: it reads so many records, and calls if any passes the filter."""
        size = self._deployed.batch_size("forward_changes")
        changes = self._meter.changes[self._forwarded :]
        self._forwarded += len(changes)
        for batch in _batches(changes, size):
            records = [
                {"eventName": "INSERT", "dynamodb": {"NewImage": change.image}}
                for change in batch
                if change.is_new and change.kind in ("number", "mail", "job")
            ]
            if records:
                event = {"Records": records}
                self._run("forward_changes", lambda: forward_changes.lambda_handler(event, LongContext()))  # noqa: B023

    def render(self) -> None:
        self._queued("RENDER_QUEUE_URL", "render_document", render_document.lambda_handler)

    def mail(self) -> None:
        self._queued("MAIL_QUEUE_URL", "email_document", email_document.lambda_handler)
        told = list(_events(self._meter.items.values(), self._deployed.events_of_mails))
        self.events_published += len(told)
        self._batched(told, "record_email_event", record_email_event.lambda_handler)
        self._meter.usage("record_email_event").queue_requests += len(told)  # EventBridge puts each on the queue

    def look_after(self) -> None:
        """Look for what is overdue, where nothing is."""
        self._run("reconcile", lambda: reconcile.lambda_handler({}, LongContext()))

    def _queued(self, queue: str, function: str, handler: Callable[[Any, Any], Any]) -> None:
        waiting = [json.loads(body) for body in self._meter.messages.pop(queue, [])]
        self._batched(waiting, function, handler)

    def _batched(self, waiting: Sequence[Any], function: str, handler: Callable[[Any, Any], Any]) -> None:
        for batch in _batches(waiting, self._deployed.batch_size(function)):
            answer = self._run(function, lambda: handler(messages(*batch), LongContext()))  # noqa: B023
            assert answer == {"batchItemFailures": []}, (function, answer)
            self._meter.usage(function).queue_requests += 2  # the batch is received, and deleted

    def _run(self, function: str, work: Callable[[], Any]) -> Any:
        """Run a handler and count what it writes to its log."""
        log = io.StringIO()
        (handler,) = logger.handlers
        before = handler.setStream(log)  # type: ignore[attr-defined]
        try:
            with redirect_stdout(log):
                return self._meter.run(function, work)
        finally:
            handler.setStream(before)  # type: ignore[attr-defined]
            lines = [len(line.encode()) for line in log.getvalue().splitlines() if line]
            self._meter.usage(function).log_bytes += sum(n + LINE_OVERHEAD for n in (*lines, *PLATFORM_LINES))


def _batches(all_of_them: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (all_of_them[start : start + size] for start in range(0, len(all_of_them), size))


def _events(items: Iterable[Wire], wanted: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what SES publishes of each mail that was handed over and of which nothing was told yet."""
    for item in [from_attributes(item) for item in items if item["type"]["S"] == "mail"]:
        if item["status"] != "accepted":
            continue
        tags = {"seller": [item["seller_id"]], "document": [item["document_id"]], "attempt": [item["id"]]}
        for kind in (kind for kind in TOLD if kind in wanted):
            mail = {"timestamp": item["queued_at"], "messageId": item["provider_id"], "tags": tags}
            at = (now() + timedelta(seconds=3)).isoformat()
            about = {kind: {"timestamp": at} if kind == "delivery" else {}}
            yield {"detail-type": f"Email {TOLD[kind]}", "detail": {"eventType": TOLD[kind], "mail": mail, **about}}


def typical_orders(count: int, run: str) -> Iterator[Order]:
    """Yield sales of one to three lines, every fourth one to a company."""
    for number, order in enumerate(many_orders(count, lines=max(LINES))):
        lines = tuple(
            replace(line, id=f"{run}{line.id[1:]}", name=TITLE, sku=f"KUB-330-{line.id[-4:]}")
            for line in order.lines[: LINES[number % len(LINES)]]
        )
        yield replace(order, id=f"{run}{order.id[1:]}", lines=lines)


@dataclass(frozen=True)
class Counted:
    """A flow that was run, and what it used."""

    documents: int
    flow: Flow
    meter: Meter
    deployed: Deployed
    grown_by: int


def counted(count: int, data: Path) -> Counted:
    """Run a flow on an embedded AWS of its own, first a short one that warms up."""
    Aws.of(processes.start(data))
    try:
        return _counted(count)
    finally:
        processes.stop(data)


def _counted(count: int) -> Counted:
    deployed, name = Deployed.read(), f"bench-{uuid4().hex[:8]}"
    make_table(boto3.client("dynamodb"), name)
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    os.environ.update({"TABLE": name, "CONFIGURATION_SET": "invoicing", "DEFAULT_SENDER": "faktury@example.com"})
    os.environ.update({"POWERTOOLS_SERVICE_NAME": "invoicing", "JOB_MACHINE_ARN": "arn:machine"})
    os.environ.update({bucket: name for bucket in ("UPLOADS_BUCKET", "REPORTS_BUCKET", "DOCUMENTS_BUCKET")})
    os.environ.update({queue: queue for queue in QUEUES})
    forget()
    DynamoDbSellers(Table(name)).save(a_seller(), instead_of=0)
    meter = Meter(name, indexes_of(deployed.table))
    with meter.on():
        Flow(deployed, meter, name).run(list(typical_orders(WARM_UP, "0")), "first")
        before = meter.stored_bytes()
        meter.used.clear()
        meter.changes.clear()
        flow = Flow(deployed, meter, name)
        flow.run(list(typical_orders(count, "1")), "second")
        grown_by = meter.stored_bytes() - before
        flow.look_after()
    return Counted(documents=count, flow=flow, meter=meter, deployed=deployed, grown_by=grown_by)
