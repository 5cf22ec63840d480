"""The stack is deployed once; its tests are one seller's."""

import os

import pytest

from infra.local import stack
from invoicing.runtime.audit_wiring import auditing
from invoicing.services.auditing import audit
from tests.functions.conftest import forget
from tests.stack.shop import Shop


@pytest.fixture(scope="session")
def outputs(aws):
    return stack.outputs(aws)


@pytest.fixture(scope="session")
def shop(outputs):
    """Return the first seller; after all tests, whatever they did, the books must be clean."""
    yield Shop(outputs)
    os.environ["TABLE"], os.environ["DOCUMENTS_BUCKET"] = outputs["table"], outputs["documents_bucket"]
    forget()
    for seller_id in outputs["users"]:
        assert audit(seller_id, auditing()).findings == ()
