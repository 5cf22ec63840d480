"""The shapes of refusals, ours and API Gateway's."""

from infra.openapi.shape import shape
from invoicing.domain.problems.problem import Problem

FieldProblem = shape("FieldProblem", "A field that is refused, and why.", field=str, reason=str)
Refusal = shape(
    "Refusal",
    "A refusal (RFC 9457). Rely on `code`; `title` and `detail` are Polish sentences for people.",
    not_always=("field", "errors", "problems"),
    type=str,
    status=int,
    code=str,
    title=str,
    detail=str,
    request_id=str,
    field=str,
    errors=list[FieldProblem],  # type: ignore[valid-type]
    problems=list[Problem],
)
GatewayRefusal = shape("GatewayRefusal", "A refusal by API Gateway, before our code runs.", message=str | None)
