"""DynamoDB's part, played in this process: calls are counted and answered before they reach the network."""

import io
import json
from collections import Counter
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

Wire = dict[str, Any]


class CountingDynamoDb:
    """Answers botocore's calls. It keeps what is written only if it is told to: for measuring, writing costs nothing.

    A condition on a key that it keeps fails, so that known drafts stay as they are.
    """

    def __init__(self, *, keeps: bool = False) -> None:
        self.calls: Counter[str] = Counter()
        self.bytes = 0
        self._keeps = keeps
        self._items: dict[tuple[str, str], Wire] = {}

    def attach(self, client: Any) -> None:
        """Take the calls of a client from now on."""
        client.meta.events.register("before-send.dynamodb.*", self._answer)

    def _answer(self, request: Any, **_: Any) -> AWSResponse:
        operation = str(request.headers["X-Amz-Target"], "ascii").rpartition(".")[2]
        self.calls[operation] += 1
        self.bytes += len(request.body)
        play = getattr(self, f"_{operation.lower()}", dict)
        answer = play(json.loads(request.body)) if play is not dict and self._keeps else _EMPTY.get(operation, {})
        return AWSResponse(request.url, 200, HTTPHeaders(), _Raw(answer))

    def _transactwriteitems(self, body: Wire) -> Wire:
        for put in (action["Put"] for action in body["TransactItems"]):
            self._items.setdefault(_key(put["Item"]), put["Item"])
        return {}

    def _batchgetitem(self, body: Wire) -> Wire:
        [(table, wanted)] = body["RequestItems"].items()
        found = [self._items[_key(key)] for key in wanted["Keys"] if _key(key) in self._items]
        return {"Responses": {table: found}, "UnprocessedKeys": {}}


_EMPTY: dict[str, Wire] = {
    "BatchGetItem": {"Responses": {}, "UnprocessedKeys": {}},
    "Query": {"Items": [], "Count": 0, "ScannedCount": 0},
}


def _key(item: Wire) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


class _Raw(io.BytesIO):
    """A body as urllib3 gives it to botocore."""

    def __init__(self, answer: Wire) -> None:
        super().__init__(json.dumps(answer).encode())

    def stream(self) -> Any:
        yield self.read()
