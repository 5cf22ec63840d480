"""The embedded AWS, started once per run on free ports with a data folder of its own."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
import time_machine
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from infra.local import bootstrap, processes, stack
from infra.local.deployment import Aws
from invoicing.adapters.table.engine.table import Table
from tests.tables import make_table

MOVED_CLOCK = Path(__file__).parent / "moved_clock"

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("long", max_examples=1_000, deadline=None)
settings.load_profile("fixed")  # the option --hypothesis-profile of pytest comes later and wins


collect_ignore = ["moved_clock"]
"""Imported by the programs whose clock is moved, and by nothing else."""


def pytest_addoption(parser):
    parser.addoption("--every-fault", action="store_true", help="hit each call with each fault (some 1 400)")
    parser.addoption(
        "--clock",
        metavar="INSTANT",
        help="let the run begin at this instant, 2026-12-31T22:59:30Z for example: the clocks of the tests, of the "
        "embedded AWS and of its Lambdas are moved alike, and go on",
    )


def pytest_configure(config):
    """Move the clock; each process that runs tests begins at the instant anew."""
    if text := config.getoption("--clock"):
        time_machine.travel(instant(text).timestamp()).start()  # as a datetime it would set TZ, too


def instant(text: str) -> datetime:
    """Return the instant of `--clock`, refused without an offset."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise pytest.UsageError(f"--clock {text}: {error}") from error
    if at.tzinfo is None:
        raise pytest.UsageError(f"--clock {text}: an offset is missing, Z for example")
    return at


def environment_of_servers(config) -> dict[str, str]:
    """Return the variables by which servers have the clock of this run."""
    if not config.getoption("--clock"):
        return {}
    ahead = time.time() - time_machine.escape_hatch.time.time()
    path = os.pathsep.join(map(str, (MOVED_CLOCK, bootstrap.ROOT)))
    return {"PYTHONPATH": path, "CLOCK_AHEAD_S": str(ahead)}


class SideBySide(LoadScopeScheduling):
    """Which tests run in one process: those of a file, which share what is costly, and those of functions all together,
    which see in the end whether everything that the specification tells of was answered. Those of faults share nothing.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file.startswith("tests/faults/"):
            return nodeid
        return "tests/functions" if file.startswith("tests/functions/") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return SideBySide(config, log)


def pytest_terminal_summary(terminalreporter):
    """Say how many points the fault tests walked; the processes that run tests cannot print themselves."""
    walked: Counter[str] = Counter()
    for report in (report for reports in terminalreporter.stats.values() for report in reports):
        if getattr(report, "when", None) == "call":
            walked.update({what: number for what, number in report.user_properties if isinstance(number, int)})
    for what, number in sorted(walked.items()):
        terminalreporter.write_line(f"{what}: {number}")


@pytest.fixture(scope="session")
def servers(request, tmp_path_factory) -> Iterator[processes.Servers]:
    """Return the running servers, with nothing deployed yet."""
    data = tmp_path_factory.mktemp("aws")
    started = processes.start(data, more=environment_of_servers(request.config))
    Aws.of(started)
    yield started
    processes.stop(data)


@pytest.fixture(scope="session")
def aws(servers, tmp_path_factory) -> Aws:
    """Return the whole stack of template.yaml, deployed and seeded."""
    return stack.deployed(Aws.of(servers), say=lambda _: None)


@pytest.fixture
def table(servers) -> Table:
    """Return an empty table with the keys and indexes of infra/storage.yaml."""
    name = f"test-{uuid4().hex[:8]}"
    make_table(boto3.client("dynamodb"), name)
    return Table(name)


@pytest.fixture
def bucket(servers) -> str:
    """Return an empty versioned bucket."""
    name, s3 = f"test-{uuid4().hex[:8]}", boto3.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name
