"""Refusals before a route sees a request: bodies that are not JSON objects, unknown parameters.

If a misspelt filter were ignored, more would be shown, or issued, than was requested.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestUnsupportedContentType, RequestValidationError
from pydantic import BaseModel

from invoicing.runtime.api.problem_json import JSON, NOT_JSON, edge_problem

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NO_ROUTE = ".*"
"""The pattern under which powertools looks up requests that match no route."""
GoOn = Callable[[APIGatewayHttpResolver], Response[Any]]


def json_object(text: str) -> Any:
    """Return the body; one that is not a JSON object is refused (of a list, powertools would take the first item).

    Raises: RequestValidationError.
    """
    try:
        body = json.loads(text)
        json.dumps(body, ensure_ascii=False).encode()  # a lone surrogate is not text
    except (ValueError, RecursionError) as error:  # also an integer of more than 4300 digits
        raise RequestValidationError([_invalid(("body",), "to nie jest JSON")]) from error
    if body is not None and not isinstance(body, dict):
        raise RequestValidationError([_invalid(("body",), "treść musi być obiektem JSON")])
    if unprintable := [*_unprintable(body, ("body",))]:
        raise RequestValidationError([_invalid(place, "znaki sterujące") for place in unprintable])
    return body


def _unprintable(part: Any, place: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the places of texts with control characters, which no document and no mail can show."""
    if isinstance(part, str) and CONTROLS.search(part):
        yield place
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, item in items:
        if isinstance(name, str) and CONTROLS.search(name):
            yield place
        yield from _unprintable(item, (*place, str(name)))


def not_json(_: Exception) -> Response[str]:
    """Return the refusal of a body of another media type."""
    return edge_problem(NOT_JSON, "Wyślij treść jako application/json.")


def only_what_is_known(app: APIGatewayHttpResolver, go_on: GoOn) -> Response[Any]:
    """Refuse unknown parameters and form bodies, then continue with the route.

    Raises: RequestValidationError.
    """
    route: Any = app.context["_route"]
    if route.rule.pattern == NO_ROUTE:
        return go_on(app)
    known = {name for parameter in route.dependant.query_params for name in _names(parameter)}
    sent = app.current_event.query_string_parameters
    if unknown := sorted(set(sent) - known):
        raise RequestValidationError([_invalid(("query", name), "nie ma takiego parametru") for name in unknown])
    kind = app.current_event.headers.get("content-type", "").partition(";")[0].strip().lower()
    if route.dependant.body_params and app.current_event.body and kind not in ("", JSON):
        return not_json(RequestUnsupportedContentType(kind, []))
    return go_on(app)


def _names(parameter: Any) -> list[str]:
    """Return the name of a parameter, or of each field if it is a model."""
    model = parameter.field_info.annotation
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [field.alias or name for name, field in model.model_fields.items()]
    return [parameter.alias]


def _invalid(place: tuple[str, ...], reason: str) -> dict[str, Any]:
    return {"type": "value_error", "loc": place, "msg": reason}
