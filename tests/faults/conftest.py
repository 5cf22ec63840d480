"""A world per test: the embedded AWS with an empty table, an empty bucket and empty queues, and one seller."""

import importlib
import json
import pkgutil
import sys
import time
from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

import pytest

from functions.reconcile import app as reconcile
from invoicing import runtime
from invoicing.runtime.api import idempotency as named_requests
from invoicing.runtime.wiring import adapters, reconciling, settings
from invoicing.services.jobs.inbox import InboxDeps
from tests.builders import a_seller
from tests.faults.aws_calls import AwsCalls
from tests.faults.world import Resources, World, client
from tests.functions.conftest import forget
from tests.tables import make_table

QUEUES = {
    "import": "IMPORT_QUEUE_URL",
    "changes": "CHANGES_QUEUE_URL",
    "render": "RENDER_QUEUE_URL",
    "mail": "MAIL_QUEUE_URL",
}
MACHINE = {"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}}
"""Executions are remembered, and run by the world."""


@pytest.fixture(scope="module")
def resources(servers):
    """Return the names of what all worlds of a module use in turn."""
    name = f"world-{uuid4().hex[:8]}"
    client("s3").create_bucket(
        Bucket=name, CreateBucketConfiguration={"LocationConstraint": client("s3").meta.region_name}
    )
    client("s3").put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    sqs = client("sqs")
    urls = {queue: sqs.create_queue(QueueName=f"{name}-{queue}")["QueueUrl"] for queue in QUEUES}
    return Resources(name, name, urls, "")


@pytest.fixture
def calls(monkeypatch):
    calls = AwsCalls()
    calls.install(monkeypatch)
    return calls


@pytest.fixture
def new_world(resources, calls, monkeypatch):
    """Return what makes a world, in place of the one before."""
    for name in ("UPLOADS_BUCKET", "REPORTS_BUCKET", "DOCUMENTS_BUCKET"):
        monkeypatch.setenv(name, resources.bucket)
    monkeypatch.setenv("TABLE", resources.table)
    monkeypatch.setenv("CONFIGURATION_SET", "invoicing")
    monkeypatch.setenv("DEFAULT_SENDER", "faktury@example.com")
    for queue, variable in QUEUES.items():
        monkeypatch.setenv(variable, resources.urls[queue])
    forget()

    def made() -> World:
        empty(resources)
        monkeypatch.setenv("JOB_MACHINE_ARN", resources.machine)
        settings.settings.cache_clear()
        calls.forget()
        world = World(calls, resources)
        replace_clock(monkeypatch, world)
        adapters.sellers().save(a_seller(), instead_of=0)
        return world

    yield made
    forget()


for module in pkgutil.walk_packages(runtime.__path__, "invoicing.runtime."):
    importlib.import_module(module.name)  # some are imported late; all must be there when the clock is replaced


def replace_clock(monkeypatch, world: World) -> None:
    """Let all that asks for the time ask the world."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("invoicing.runtime", "functions.")) and getattr(module, "now", None) is not None:
            monkeypatch.setattr(module, "now", world.now)
    monkeypatch.setattr(named_requests, "time_ordered_id", world.made_id)
    monkeypatch.setattr(time, "sleep", lambda seconds: world.later(seconds=seconds))
    monkeypatch.setattr(reconcile, "inboxes", lambda: _by_the_time_of_objects(world))


def _by_the_time_of_objects(world: World) -> dict[str, InboxDeps]:
    return {name: replace(deps, clock=world.time_of_objects) for name, deps in reconciling.inboxes().items()}


def empty(resources: Resources) -> None:
    """Make the table and the machine anew, and leave nothing in the bucket and the queues."""
    dynamodb, s3 = client("dynamodb"), client("s3")
    with suppress(dynamodb.exceptions.ResourceNotFoundException):
        dynamodb.delete_table(TableName=resources.table)
    make_table(dynamodb, resources.table)
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=resources.bucket):
        found = [
            {"Key": item["Key"], "VersionId": item["VersionId"]}
            for item in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))
        ]
        if found:
            s3.delete_objects(Bucket=resources.bucket, Delete={"Objects": found})
    for url in resources.urls.values():
        client("sqs").purge_queue(QueueUrl=url)
    machines = client("stepfunctions")
    if resources.machine:  # other tests look through all there are
        machines.delete_state_machine(stateMachineArn=resources.machine)
    resources.machine = machines.create_state_machine(
        name=f"jobs-{uuid4().hex[:8]}", roleArn="arn:aws:iam::000000000000:role/jobs", definition=json.dumps(MACHINE)
    )["stateMachineArn"]
