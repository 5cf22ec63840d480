"""Big transactions of imports: our own JSON in botocore's call.

botocore validates and serializes every attribute of a hundred items, which costs more than building them. Here its call
is made with one small item, and the body is replaced before it is signed; signing, retries and errors stay botocore's.
"""

import threading
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from botocore.exceptions import ClientError

from invoicing.adapters.table.engine.codec import AttributeValue, from_attributes
from invoicing.adapters.table.engine.table import CONDITION_FAILED, Item, Table, is_busy
from invoicing.adapters.table.keys import Key
from invoicing.services.basics.backoff import Backoff

MOST_BYTES = 3_500_000
"""A transaction takes 4 MB, including what surrounds the items."""
TRIES = 8


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to put if its key is free or its `owner` is the same."""

    key: Key
    attributes: dict[str, AttributeValue]
    owner: str | None = None

    def request(self, table: str) -> dict[str, Any]:
        """Return the write in DynamoDB's form."""
        put: dict[str, Any] = {
            "TableName": table,
            "Item": {"pk": {"S": self.key.pk}, "sk": {"S": self.key.sk}, **self.attributes},
            "ConditionExpression": "attribute_not_exists(pk)",
        }
        if self.owner is not None:
            put["ConditionExpression"] += " OR #owner = :owner"
            put["ExpressionAttributeNames"] = {"#owner": "owner"}
            put["ExpressionAttributeValues"] = {":owner": {"S": self.owner}}
            put["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        return {"Put": put}


class BulkRefusedError(Exception):
    """A transaction was refused; `existing` holds the items in the way, by position (None: not returned)."""

    def __init__(self, existing: dict[int, Item | None]) -> None:
        super().__init__(f"{len(existing)} conditions failed")
        self.existing = existing


class BulkWriter:
    """Writes transactions of up to a hundred new items."""

    def __init__(self, table: Table) -> None:
        self._table = table.name
        self._client = table.client
        self._body = threading.local()
        self._client.meta.events.register("before-call.dynamodb.TransactWriteItems", self._replace_body)

    def write(self, items: Sequence[NewItem]) -> None:
        """Write all of these or none; waits and tries again while the table is busy."""
        requests = [item.request(self._table) for item in items]
        backoff = Backoff(time.sleep)
        for attempt in range(TRIES):
            try:
                self._call(requests)
            except ClientError as error:
                if existing := _failed(error):
                    raise BulkRefusedError(existing) from error
                if not is_busy(reason.get("Code") for reason in _reasons(error)) or attempt == TRIES - 1:
                    raise
            else:
                return
            backoff.pause()

    def _call(self, requests: list[dict[str, Any]]) -> None:
        token = uuid.uuid4().hex
        self._body.value = msgspec.json.encode({"TransactItems": requests, "ClientRequestToken": token})
        try:
            self._client.transact_write_items(
                TransactItems=[{"Put": {"TableName": self._table, "Item": {"pk": {"S": "-"}}}}],
                ClientRequestToken=token,
            )
        finally:
            self._body.value = None

    def _replace_body(self, params: dict[str, Any], **_: Any) -> None:
        if body := getattr(self._body, "value", None):
            params["body"] = body


def _reasons(error: ClientError) -> list[dict[str, Any]]:
    return [dict(reason) for reason in error.response.get("CancellationReasons", ())]


def _failed(error: ClientError) -> dict[int, Item | None]:
    return {
        position: from_attributes(reason["Item"]) if reason.get("Item") else None
        for position, reason in enumerate(_reasons(error))
        if reason.get("Code") == CONDITION_FAILED
    }
