"""Answers of handlers compared with the specification; what was seen is kept, so that the reverse can be told too."""

import re
from functools import cache
from typing import Any

import jsonschema_rs

from infra.openapi.document import document

SEEN: set[tuple[str, int, str | None]] = set()
"""Route, status and code of every answer."""
PROBLEM = "application/problem+json"


@cache
def specification() -> dict[str, Any]:
    return document()


@cache
def _paths() -> list[tuple[re.Pattern[str], str]]:
    """Return the told paths, literal ones before those with parameters."""
    paths = sorted(specification()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in paths]


def told_route(method: str, path: str) -> str | None:
    """Return the route of a request; None where the specification has none."""
    for pattern, told in _paths():
        if pattern.fullmatch(path) and method.lower() in specification()["paths"][told]:
            return f"{method} {told}"
    return None


def response_of(route: str, status: int) -> dict[str, Any] | None:
    """Return what the specification says of a status of a route."""
    method, path = route.split(" ")
    response = specification()["paths"][path][method.lower()]["responses"].get(str(status))
    if response and "$ref" in response:
        return dict(specification()["components"]["responses"][response["$ref"].rpartition("/")[2]])
    return response


@cache
def _validator(route: str, status: int, media: str) -> Any:
    response = response_of(route, status) or {}
    schema = response["content"][media]["schema"]
    return jsonschema_rs.validator_for({**schema, "components": specification()["components"]}, validate_formats=True)


def check(method: str, path: str, status: int, headers: dict[str, str], body: Any) -> None:
    """Fail where an answer is not what the specification tells of its route."""
    route = told_route(method, path)
    if route is None:
        return
    media = headers.get("content-type", "").partition(";")[0]
    SEEN.add((route, int(status), body["code"] if media == PROBLEM else None))
    response = response_of(route, status)
    assert response is not None, f"{route} does not tell of {status} {body}"
    for name, header in response.get("headers", {}).items():
        assert name.lower() in headers or not header["required"], f"{route} {status} lacks {name}"
    if body is None:
        assert "content" not in response, f"{route} {status} has no body"
        return
    assert {media, "*/*"} & response["content"].keys(), f"{route} {status} answers {media}"
    if "json" not in media or media not in response["content"]:
        return
    errors = [f"{list(e.instance_path)}: {e.message}"[:400] for e in _validator(route, status, media).iter_errors(body)]
    assert not errors, f"{route} {status}: {errors[:5]}"


def told_outcomes() -> set[tuple[str, int, str | None]]:
    """Return every route, status and code that the specification tells of and our code answers."""
    found: set[tuple[str, int, str | None]] = set()
    for path, methods in specification()["paths"].items():
        for method, operation in methods.items():
            route = f"{method.upper()} {path}"
            for status in operation["responses"]:
                response = response_of(route, int(status)) or {}
                problem = response.get("content", {}).get(PROBLEM)
                if problem:
                    codes = problem["schema"]["allOf"][1]["properties"]["code"]["enum"]
                    found |= {(route, int(status), code) for code in codes}
                elif "API Gateway" not in response["description"]:
                    found.add((route, int(status), None))
    return found
