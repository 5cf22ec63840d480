"""Refusals as problem documents (RFC 9457) with a stable code and a Polish text."""

from http import HTTPStatus
from typing import NamedTuple

import msgspec
from aws_lambda_powertools.event_handler import Response

from invoicing.domain.basics import errors
from invoicing.domain.basics.errors import InvoicingError

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
    errors.InvalidCursorError: HTTPStatus.BAD_REQUEST,
    errors.ForeignCursorError: HTTPStatus.BAD_REQUEST,
}


class EdgeRefusal(NamedTuple):
    """A refusal by the edge itself, without a domain error; `meaning` is for the specification."""

    code: str
    status: HTTPStatus
    title: str
    meaning: str


NO_SUCH_ROUTE = EdgeRefusal("no_such_route", HTTPStatus.NOT_FOUND, "Nie ma takiej ścieżki.", "There is no such path.")
NOT_JSON = EdgeRefusal(
    "unsupported_media_type",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "Przyjmuję tylko JSON.",
    "Bodies are `application/json`.",
)
INTERNAL = EdgeRefusal(
    "internal",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Coś poszło nie tak.",
    "Unforeseen; it was logged under the request's id.",
)
EDGE = (NO_SUCH_ROUTE, NOT_JSON, INTERNAL)


def problem(status: int, code: str, title: str, detail: str, **more: object) -> Response[str]:
    """Return a refusal (RFC 9457) with its stable code; title and detail are Polish."""
    retry_after = more.pop("retry_after", None)
    body = {"type": f"about:blank#{code}", "status": status, "code": code, "title": title, "detail": detail, **more}
    headers = {"Retry-After": str(retry_after)} if retry_after else {}
    return Response(
        status_code=status, content_type=PROBLEM, body=msgspec.json.encode(body).decode(), headers=dict(headers)
    )


def edge_problem(refused: EdgeRefusal, detail: str) -> Response[str]:
    """Return a refusal of the edge itself; the detail is Polish."""
    return problem(refused.status, refused.code, refused.title, detail)


def refusal(error: InvoicingError) -> Response[str]:
    """Return the response for a domain error."""
    more: dict[str, object] = {}
    if isinstance(error, errors.InvalidFieldError):
        more["field"] = error.field
    if isinstance(error, errors.HeldError):
        more["problems"] = error.reasons
    if seconds := RETRY_AFTER_S.get(type(error)):
        more["retry_after"] = seconds
    status = STATUSES.get(type(error), HTTPStatus.BAD_REQUEST)
    return problem(status, error.code, error.title, error.detail, **more)
