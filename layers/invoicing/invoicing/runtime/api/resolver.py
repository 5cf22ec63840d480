"""The API's edge: the caller, refusals, one log line per request. Routes belong in the functions."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as RouteNotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestUnsupportedContentType, RequestValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.basics import errors
from invoicing.domain.basics.errors import InvoicingError
from invoicing.runtime.api.body_checks import json_object, not_json, only_what_is_known
from invoicing.runtime.api.problem_json import INTERNAL, JSON, NO_SUCH_ROUTE, PROBLEM, edge_problem, problem, refusal
from invoicing.runtime.api.validation_words import reason_of
from invoicing.runtime.telemetry.cold_start import started
from invoicing.runtime.telemetry.logs import logger

MOST_NAMED = 5
"""Errors named in `detail`; the list has all of them."""
LONGEST_VERSION = 9
KEY_PATTERN = "^[!-~]{1,255}$"
"""Printable ASCII without blanks, which headers carry unchanged."""


def answer(body: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    """Return a JSON response; money and dates are strings."""
    text = msgspec.json.encode(body).decode()
    return Response(status_code=status, content_type=JSON, body=text, headers=dict(headers or {}))


def redirect(link: str) -> Response[str]:
    """Return a redirect to a short-lived link."""
    return Response(status_code=HTTPStatus.FOUND, body="", headers={"Location": link, "Cache-Control": "no-store"})


def invalid_request(error: RequestValidationError) -> Response[str]:
    """Return the refusal of an invalid request: `field` is the first invalid field, `errors` lists all."""
    invalid = [{"field": _field(item), "reason": reason_of(item)} for item in error.errors()]
    named = "; ".join(f"{item['field']} – {item['reason'].rstrip('.')}" for item in invalid[:MOST_NAMED])
    title = errors.InvalidFieldError.title
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        errors.InvalidFieldError.code,
        title,
        f"Popraw: {named}.",
        field=invalid[0]["field"],
        errors=invalid,
    )


def _field(item: dict[str, Any]) -> str:
    """Return the name of a field as the caller wrote it; `body` if the body is not JSON."""
    if item.get("type") == "json_invalid":
        return "body"
    if item["loc"][0] == "query":
        return str(item["loc"][-1])
    return ".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0])


def api() -> APIGatewayHttpResolver:
    """Return a resolver that turns every error into a response, including unforeseen ones."""
    app = APIGatewayHttpResolver(enable_validation=True, json_body_deserializer=json_object)
    app.use([only_what_is_known])
    app.exception_handler(InvoicingError)(refusal)
    app.exception_handler(RequestValidationError)(invalid_request)
    app.exception_handler(RequestUnsupportedContentType)(not_json)
    app.exception_handler(UnicodeDecodeError)(not_json)

    @app.not_found
    def no_such_route(_: RouteNotFoundError) -> Response[str]:
        return edge_problem(NO_SUCH_ROUTE, "Sprawdź adres i metodę.")

    @app.exception_handler(Exception)  # type: ignore[untyped-decorator]
    def unforeseen(error: Exception) -> Response[str]:
        logger.exception("unforeseen error", error_type=type(error).__name__)
        return edge_problem(INTERNAL, "Spróbuj ponownie; błąd zapisano.")

    return app


def seller_id(app: APIGatewayHttpResolver) -> str:
    """Return the seller of the token; nothing in the request can change it.

    Raises: NotFoundError.
    """
    claims = app.current_event.request_context.authorizer.jwt_claim or {}
    seller = claims.get("seller_id")
    if not seller:
        raise errors.NotFoundError
    return str(seller)


def caller(app: APIGatewayHttpResolver) -> str:
    """Return the caller as the history of documents names them: a user's name or a program's client id."""
    claims = app.current_event.request_context.authorizer.jwt_claim or {}
    return str(claims.get("name") or claims.get("username") or claims.get("client_id") or claims.get("sub") or "?")


def expected_version(app: APIGatewayHttpResolver) -> int:
    """Return the version in `If-Match`; an edit without one is refused.

    Raises: StaleVersionError, VersionRequiredError.
    """
    value = app.current_event.headers.get("if-match", "")
    digits = value.removeprefix("W/").strip('"')
    if not digits:
        raise errors.VersionRequiredError
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > LONGEST_VERSION:
        raise errors.StaleVersionError
    return int(digits)


def idempotency_key(app: APIGatewayHttpResolver) -> str | None:
    """Return the caller's key of this request; repeated with the same key, it creates nothing new.

    Raises: InvalidFieldError.
    """
    key = app.current_event.headers.get("idempotency-key")
    if key is not None and not re.fullmatch(KEY_PATTERN, key):
        raise errors.InvalidFieldError("Idempotency-Key", "od 1 do 255 znaków ASCII bez odstępów.")
    return key


def etag(version: int) -> dict[str, str]:
    """Return the ETag header of a version."""
    return {"ETag": f'"{version}"'}


def entry(app: APIGatewayHttpResolver) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
    """Return the Lambda's handler: resolve, and log the route and the status, without any content.

    Every response and every log line has the request's id.
    """

    @started
    def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        request_id = str(event.get("requestContext", {}).get("requestId") or context.aws_request_id)
        logger.append_keys(request_id=request_id)
        result = _named(app.resolve(event, context), request_id)
        logger.info("request", route=event.get("routeKey"), status=result["statusCode"])
        return result

    return lambda_handler


def _named(result: dict[str, Any], request_id: str) -> dict[str, Any]:
    """Return the response with the request's id, in the header and in a refusal's body."""
    headers = {**result.get("headers", {}), "X-Request-Id": request_id}
    if headers.get("Content-Type") == PROBLEM:
        body = {**msgspec.json.decode(result["body"]), "request_id": request_id}
        return {**result, "headers": headers, "body": msgspec.json.encode(body).decode()}
    return {**result, "headers": headers}
