"""The specification (OpenAPI 3.1), from the template, the handlers, the functions' `routes.py` and our types."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from infra.openapi.answers import SHAPES
from infra.openapi.codes import Code, all_codes
from infra.openapi.refusal_shapes import GatewayRefusal, Refusal
from infra.openapi.requests import Route, routes
from infra.openapi.routes import ROUTES, Words
from infra.openapi.schemas import schemas_of
from infra.openapi.words import DESCRIPTION, TAGS
from invoicing.runtime.api.problem_json import PROBLEM
from invoicing.runtime.api.resolver import KEY_PATTERN

Schema = dict[str, Any]
VERSION = "1"
JSON = "application/json"
REFUSAL = {"$ref": "#/components/schemas/Refusal"}
GATEWAY = {"$ref": "#/components/schemas/GatewayRefusal"}
OF_GATEWAY = {
    401: "API Gateway: no valid access token.",
    403: "API Gateway: the token lacks the route's scope.",
    429: "API Gateway: too many requests, of all sellers together.",
}
HEADERS = {
    "ETag": "the version, for `If-Match`",
    "Location": "the link",
    "Retry-After": "seconds to wait",
    "X-Request-Id": "the request's id, as in the logs",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "creates it once: for 30 days, the same key with the same request returns the same thing",
    "schema": {"type": "string", "pattern": KEY_PATTERN},
}
VERSION_SEEN = {
    "name": "If-Match",
    "in": "header",
    "description": "the version that you saw: the `ETag` of the previous answer",
    "schema": {"type": "string"},
    "example": '"3"',
}


def document() -> Schema:
    """Return the whole specification; it omits a route without an entry in `routes.py`, which a test reports."""
    all_routes, taken = routes()
    documented = [(route, ROUTES[route.key]) for route in all_routes if route.key in ROUTES]
    names = sorted({name for _, words in documented for name in words.answers.values() if name is not None})
    schemas, given = schemas_of([*(SHAPES[name] for name in names), Refusal, GatewayRefusal])
    answers = dict(zip(names, schemas, strict=False))  # those of refusals come last
    paths: dict[str, Schema] = {}
    shared: dict[str, Schema] = {}
    for route, words in documented:
        bodies = {status: answers[name] for status, name in words.answers.items() if name is not None}
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, words, bodies, shared)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Invoicing for Allegro sellers", "version": VERSION, "description": _description()},
        "servers": [{"url": "."}],
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": dict(sorted((taken | given).items())),
            "responses": dict(sorted(shared.items())),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def refusals(route: Route, words: Words) -> dict[str, Code]:
    """Return the codes that a route may refuse with: its own, and those that all routes like it share."""
    codes = all_codes()
    names = ["validation", "internal", *words.refuses]
    if route.scopes:
        names.append("not_found")
    if "{" in route.path:
        names.append("no_such_route")  # an id with letters that no id has
    if "requestBody" in route.operation:
        names.append("unsupported_media_type")
    if any(parameter["name"] == "cursor" for parameter in route.operation.get("parameters", ())):
        names += ["cursor_invalid", "cursor_of_another_list"]
    if _creates(route):
        names.append("idempotency_conflict")
    return {name: codes[name] for name in names}


def _creates(route: Route) -> bool:
    return bool(route.uses & {"made_id", "ensure_same_request"})


def _operation(route: Route, words: Words, bodies: dict[int, Schema], shared: dict[str, Schema]) -> Schema:
    """Return the operation of a route; answers that other routes share are added to `shared`."""
    parameters = [*route.operation.get("parameters", ())]
    if _creates(route):
        parameters.append(KEY)
    if "expected_version" in route.uses:
        parameters.append({**VERSION_SEEN, "required": "version_required" in words.refuses})
    operation: Schema = {
        "tags": [words.tag],
        "summary": words.summary,
        "operationId": route.name,
        "description": f"Scope: `{', '.join(route.scopes)}`" if route.scopes else "Needs no token.",
        **({"parameters": parameters} if parameters else {}),
    }
    if "requestBody" in route.operation:
        body = route.operation["requestBody"]
        content = {**body["content"][JSON]}
        if words.example is not None:
            content["example"] = words.example
        operation["requestBody"] = {**body, "content": {JSON: content}}
    operation["responses"] = _responses(route, words, bodies, shared)
    operation["security"] = [{"token": list(route.scopes)}] if route.scopes else []
    return operation


def _responses(route: Route, words: Words, bodies: dict[int, Schema], shared: dict[str, Schema]) -> Schema:
    responses: Schema = {}
    for status in words.answers:
        headers = _headers(("X-Request-Id", *words.headers))
        responses[str(status)] = {"description": HTTPStatus(status).phrase, "headers": headers}
        if status in bodies:
            responses[str(status)]["content"] = {words.media: {"schema": bodies[status]}}
    by_status: dict[int, list[Code]] = {}
    for code in refusals(route, words).values():
        by_status.setdefault(code.status, []).append(code)
    for status, codes in by_status.items():
        name = ".".join(sorted(code.name for code in codes))
        shared[name] = _refusal(codes)
        responses[str(status)] = {"$ref": f"#/components/responses/{name}"}
    for status in OF_GATEWAY if route.scopes else (429,):
        shared[f"gateway_{status}"] = {"description": OF_GATEWAY[status], "content": {JSON: {"schema": GATEWAY}}}
        responses[str(status)] = {"$ref": f"#/components/responses/gateway_{status}"}
    return dict(sorted(responses.items()))


def _refusal(codes: Iterable[Code]) -> Schema:
    """Return the answer of a status, with the codes that it may have."""
    codes = sorted(codes, key=lambda code: code.name)
    names = [code.name for code in codes]
    meanings = "\n".join(f"- `{code.name}`: {code.meaning}" for code in codes)
    waits = {"pdf_not_ready", "try_later"} & set(names)
    schema = {"allOf": [REFUSAL, {"properties": {"code": {"enum": names}}}]}
    return {
        "description": meanings,
        "headers": _headers(("X-Request-Id", "Retry-After") if waits else ("X-Request-Id",), optional="Retry-After"),
        "content": {PROBLEM: {"schema": schema}},
    }


def _headers(names: Iterable[str], optional: str = "") -> Schema:
    return {
        name: {"description": HEADERS[name], "required": name != optional, "schema": {"type": "string"}}
        for name in names
    }


def _description() -> str:
    rows = "\n".join(
        f"| `{code.name}` | {code.status} | {code.meaning} | {code.title} |"
        for code in sorted(all_codes().values(), key=lambda code: code.name)
    )
    return f"{DESCRIPTION}\n**Codes**\n\n| code | status | meaning | title |\n|---|---|---|---|\n{rows}\n"
