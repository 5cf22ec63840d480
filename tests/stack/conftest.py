"""The stack is deployed once; its tests are one seller's."""

import os

import pytest

from infra.local import stack
from invoicing.runtime.wiring.audit import audit_deps
from invoicing.services.books.audit import audit
from tests.functions.conftest import forget
from tests.stack.shop import Shop


@pytest.fixture(scope="session")
def outputs(aws):
    return stack.outputs(aws)


@pytest.fixture(scope="session")
def shop(outputs):
    """Return the first seller; after all tests, whatever they did, the books must be clean."""
    yield Shop(outputs)
    for name in ("table", "documents_bucket", "reports_bucket"):
        os.environ[name.upper()] = outputs[name]
    forget()
    for seller_id in outputs["users"]:
        assert audit(seller_id, audit_deps()).findings == []
