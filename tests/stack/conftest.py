"""The stack is deployed once; its tests are one seller's."""

import pytest

from infra.local import stack
from tests.stack.shop import Shop


@pytest.fixture(scope="session")
def outputs(aws):
    return stack.outputs(aws)


@pytest.fixture(scope="session")
def shop(outputs):
    return Shop(outputs)
