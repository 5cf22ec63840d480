"""The API's edge: who calls, what refusals look like, one log line per request. Routes stay in the functions."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import msgspec
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError as RouteNotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain import errors
from invoicing.domain.errors import InvoicingError
from invoicing.runtime.observability import logger

LONGEST_VERSION = 9
LONGEST_KEY = 255
PROBLEM = "application/problem+json"
JSON = "application/json"
RETRY_AFTER_S = {errors.PdfNotReadyError: 2, errors.TryLaterError: 5}
STATUSES: dict[type[InvoicingError], HTTPStatus] = {
    errors.NotFoundError: HTTPStatus.NOT_FOUND,
    errors.InvalidFieldError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.HeldError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.AlreadyIssuedError: HTTPStatus.CONFLICT,
    errors.NotADraftError: HTTPStatus.CONFLICT,
    errors.NotIssuedError: HTTPStatus.CONFLICT,
    errors.PdfNotReadyError: HTTPStatus.CONFLICT,
    errors.StaleVersionError: HTTPStatus.PRECONDITION_FAILED,
    errors.VersionRequiredError: HTTPStatus.PRECONDITION_REQUIRED,
    errors.TryLaterError: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.FutureIssueDateError: HTTPStatus.UNPROCESSABLE_ENTITY,
    errors.NothingLeftError: HTTPStatus.CONFLICT,
    errors.ConflictError: HTTPStatus.CONFLICT,
    errors.ReusedKeyError: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def answer(body: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Response[str]:
    """Return a JSON answer; money and dates are strings."""
    text = msgspec.json.encode(body).decode()
    return Response(status_code=status, content_type=JSON, body=text, headers=dict(headers or {}))


def redirect(link: str) -> Response[str]:
    """Send the caller to a short-lived link."""
    return Response(status_code=HTTPStatus.FOUND, body="", headers={"Location": link, "Cache-Control": "no-store"})


def problem(status: int, code: str, title: str, detail: str, **more: object) -> Response[str]:
    """Return a refusal (RFC 9457) with its stable code; title and detail are Polish."""
    retry_after = more.pop("retry_after", None)
    body = {"type": f"about:blank#{code}", "status": status, "code": code, "title": title, "detail": detail, **more}
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    return Response(
        status_code=status, content_type=PROBLEM, body=msgspec.json.encode(body).decode(), headers=dict(headers)
    )


def refusal(error: InvoicingError) -> Response[str]:
    """Return what the caller sees of one of our errors."""
    more: dict[str, object] = {}
    if isinstance(error, errors.InvalidFieldError):
        more["field"] = error.field
    if isinstance(error, errors.HeldError):
        more["problems"] = error.reasons
    if seconds := RETRY_AFTER_S.get(type(error)):
        more["retry_after"] = seconds
    status = STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)
    return problem(status, error.code, error.title, error.detail, **more)


def invalid_request(error: RequestValidationError) -> Response[str]:
    """Return the first invalid field of a request by its name, and all of them in `errors`."""
    found = [{"field": _field(item), "reason": item["msg"]} for item in error.errors()]
    fields = ", ".join(item["field"] for item in found)
    title = errors.InvalidFieldError.title
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "validation",
        title,
        f"Popraw: {fields}.",
        field=found[0]["field"],
        errors=found,
    )


def _field(item: dict[str, Any]) -> str:
    """Return the name of a field as the caller wrote it; a body that is no JSON has none."""
    if item.get("type") == "json_invalid":
        return "body"
    if item["loc"][0] == "query":
        return str(item["loc"][-1])
    return ".".join(str(part) for part in item["loc"][1:]) or str(item["loc"][0])


def api() -> APIGatewayHttpResolver:
    """Return a resolver that answers every error itself, ours and unforeseen ones."""
    app = APIGatewayHttpResolver(enable_validation=True)
    app.exception_handler(InvoicingError)(refusal)
    app.exception_handler(RequestValidationError)(invalid_request)

    @app.not_found
    def no_such_route(_: RouteNotFoundError) -> Response[str]:
        return problem(HTTPStatus.NOT_FOUND, "no_such_route", "Nie ma takiej ścieżki.", "Sprawdź adres i metodę.")

    @app.exception_handler(Exception)  # type: ignore[untyped-decorator]
    def unforeseen(error: Exception) -> Response[str]:
        logger.exception("unforeseen error", error_type=type(error).__name__)
        return problem(
            HTTPStatus.INTERNAL_SERVER_ERROR, "internal", "Coś poszło nie tak.", "Spróbuj ponownie; błąd zapisano."
        )

    return app


def seller_id(app: APIGatewayHttpResolver) -> str:
    """Return the seller that the token is for; nothing in the request can change it."""
    claims = app.current_event.request_context.authorizer.jwt_claim or {}
    seller = claims.get("seller_id")
    if not seller:
        raise errors.NotFoundError
    return str(seller)


def caller(app: APIGatewayHttpResolver) -> str:
    """Return who calls, as the history of documents names him: a user's name or a program's client id."""
    claims = app.current_event.request_context.authorizer.jwt_claim or {}
    return str(claims.get("name") or claims.get("username") or claims.get("client_id") or claims.get("sub") or "?")


def expected_version(app: APIGatewayHttpResolver) -> int:
    """Return the version in `If-Match`, which an edit must carry."""
    value = app.current_event.headers.get("if-match", "")
    digits = value.removeprefix("W/").strip('"')
    if not digits:
        raise errors.VersionRequiredError
    if not digits.isdecimal() or len(digits) > LONGEST_VERSION:
        raise errors.StaleVersionError
    return int(digits)


def idempotency_key(app: APIGatewayHttpResolver) -> str | None:
    """Return the caller's name for this request: repeated under the same name, it makes nothing new."""
    key = app.current_event.headers.get("idempotency-key", "").strip()
    if len(key) > LONGEST_KEY:
        raise errors.InvalidFieldError("Idempotency-Key", f"najwyżej {LONGEST_KEY} znaków.")
    return key or None


def etag(version: int) -> dict[str, str]:
    """Return the header that names a version."""
    return {"ETag": f'"{version}"'}


def entry(app: APIGatewayHttpResolver) -> Callable[[dict[str, Any], LambdaContext], dict[str, Any]]:
    """Return the Lambda's handler: resolve, and log what was asked and how it ended, without any of its content."""

    def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
        request_id = event.get("requestContext", {}).get("requestId")
        with logger.append_context_keys(request_id=request_id):
            result = app.resolve(event, context)
            logger.info("request", route=event.get("routeKey"), status=result["statusCode"])
        return result

    return lambda_handler
