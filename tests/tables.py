"""Tables with the keys and indexes of infra/storage.yaml, on the embedded AWS."""

from functools import cache
from pathlib import Path
from typing import Any

from infra.local.packaging import load_template

STORAGE = Path(__file__).parents[1] / "infra" / "storage.yaml"
SHAPE = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


@cache
def _shape() -> dict[str, Any]:
    properties: dict[str, Any] = load_template(STORAGE)["Resources"]["Table"]["Properties"]
    return {name: properties[name] for name in SHAPE}


def make_table(dynamodb: Any, name: str) -> None:
    """Make an empty table."""
    dynamodb.create_table(TableName=name, **_shape())
