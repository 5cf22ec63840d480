"""Events in the shapes that AWS sends, and calls of handlers with them."""

import base64
import gzip
import json
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from tests.functions import told


class Context(LambdaContext):
    """A Lambda context for calls in this process."""

    def __init__(self) -> None:
        self._function_name = "test"
        self._memory_limit_in_mb = 512
        self._invoked_function_arn = "arn:aws:lambda:eu-central-1:000000000000:function:test"
        self._aws_request_id = "request-1"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 30_000


@dataclass(frozen=True)
class Answer:
    """Status, headers and body of an API answer."""

    status: int
    headers: dict[str, str]
    body: Any


def call(app: ModuleType, method: str, path: str, body: Any = None, *, seller: str = "lipa", **headers: str) -> Answer:
    """Call an API function as API Gateway does (payload 2.0), signed in for a seller."""
    raw_path, _, query = path.partition("?")
    parameters = dict(pair.split("=", 1) for pair in query.split("&")) if query else None
    event = {
        "version": "2.0",
        "routeKey": f"{method} {raw_path}",
        "rawPath": raw_path,
        "rawQueryString": query,
        "queryStringParameters": parameters,
        "headers": {"content-type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}},
        "requestContext": {
            "requestId": "gateway-1",
            "stage": "$default",
            "http": {"method": method, "path": raw_path},
            "authorizer": {
                "jwt": {"claims": {"seller_id": seller, "username": "anna"} if seller else {}, "scopes": None}
            },
        },
        "body": body if isinstance(body, str) or body is None else json.dumps(body),
        "isBase64Encoded": False,
    }
    result = app.lambda_handler(event, Context())
    text = result.get("body") or ""
    if result.get("isBase64Encoded"):
        text = gzip.decompress(base64.b64decode(text)).decode()
    sent = {name.lower(): value for name, value in result.get("headers", {}).items()}
    answer = Answer(
        result["statusCode"], sent, json.loads(text) if "json" in sent.get("content-type", "") else text or None
    )
    told.check(method, raw_path, answer.status, sent, answer.body)
    return answer


def messages(*bodies: Any) -> dict[str, Any]:
    """Return an SQS event."""
    return {
        "Records": [
            {
                "messageId": f"m-{number}",
                "receiptHandle": "r",
                "body": json.dumps(body),
                "attributes": {},
                "messageAttributes": {},
                "md5OfBody": "",
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-central-1:000000000000:queue",
                "awsRegion": "eu-central-1",
            }
            for number, body in enumerate(bodies)
        ]
    }


def object_created(bucket: str, key: str, etag: str, time: str = "2026-11-24T16:30:00Z") -> dict[str, Any]:
    """Return EventBridge's event of an upload; keys in it are not URL-encoded."""
    return {
        "version": "0",
        "id": "event-1",
        "detail-type": "Object Created",
        "source": "aws.s3",
        "account": "000000000000",
        "time": time,
        "region": "eu-central-1",
        "resources": [f"arn:aws:s3:::{bucket}"],
        "detail": {
            "version": "0",
            "bucket": {"name": bucket},
            "object": {"key": key, "size": 1, "etag": etag.strip('"'), "sequencer": "0"},
            "request-id": "r",
            "requester": "000000000000",
            "reason": "PutObject",
        },
    }
