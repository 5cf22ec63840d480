"""The embedded AWS, started once per run on free ports with a data folder of its own."""

import os
from collections.abc import Iterator
from uuid import uuid4

import boto3
import pytest

from infra.local import processes, stack
from infra.local.deployment import Aws
from invoicing.adapters.table.table import Table
from tests.tables import make_table


def pytest_addoption(parser):
    parser.addoption("--every-fault", action="store_true", help="hit each call with each fault (some 20 minutes)")


@pytest.fixture(scope="session")
def servers(tmp_path_factory) -> Iterator[processes.Servers]:
    """Return the running servers, with nothing deployed yet."""
    data = tmp_path_factory.mktemp("aws")
    started = processes.start(data)
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
