"""Handlers run in this process, against a fresh table and fresh buckets."""

from pathlib import Path

import pytest
from botocore.client import BaseClient

from invoicing.adapters import aws
from invoicing.adapters.table.engine.table import Table, TransactionRefusedError
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.runtime.wiring import adapters, settings
from tests import rights
from tests.builders import a_seller

KEPT = [part for module in (settings, aws, adapters) for part in vars(module).values() if hasattr(part, "cache_clear")]


def forget() -> None:
    """Drop what a process keeps for its life."""
    for part in KEPT:
        part.cache_clear()


@pytest.fixture
def office(table, bucket, monkeypatch):
    """Return the wiring of a process whose seller is set up."""
    monkeypatch.setenv("TABLE", table.name)
    for name in ("UPLOADS_BUCKET", "REPORTS_BUCKET", "DOCUMENTS_BUCKET"):
        monkeypatch.setenv(name, bucket)
    monkeypatch.setenv("CONFIGURATION_SET", "invoicing")
    monkeypatch.setenv("DEFAULT_SENDER", "faktury@example.com")
    forget()
    DynamoDbSellers(table).save(a_seller(), instead_of=0)
    yield adapters
    forget()


@pytest.fixture
def crowd(monkeypatch):
    """Return what makes others be in the way of each transaction, each time that it is tried."""

    def busy(*_):
        raise TransactionRefusedError([None, None, "TransactionConflict"])

    return lambda: monkeypatch.setattr(Table, "transact_once", busy)


def pytest_collection_modifyitems(items):
    """Run the comparison with what is told after all tests that call routes; without them it says nothing."""
    last = [item for item in items if item.path.name == "test_told.py"]
    callers = {file.name for file in Path(__file__).parent.rglob("test_*.py")} - {"test_told.py"}
    if callers - {item.path.name for item in items}:
        items[:] = [item for item in items if item not in last]
    else:
        items[:] = [*(item for item in items if item not in last), *last]


@pytest.fixture(autouse=True)
def handlers_call_only_what_their_rights_allow(monkeypatch):
    """The embedded AWS lets everybody do everything; here a call without a right in the template fails its test."""
    beyond = []
    call = BaseClient._make_api_call  # type: ignore[attr-defined]

    def watched(client, operation, params):
        function = rights.calling_function()
        if function is not None:
            asked = rights.needed(client.meta.service_model.service_name, operation, params)
            beyond.extend((function, *right) for right in asked - rights.allowed(function))
        return call(client, operation, params)

    monkeypatch.setattr(BaseClient, "_make_api_call", watched)
    yield
    assert not beyond
