"""The id of what a request creates: a new one, or the same one when a request repeats its `Idempotency-Key`."""

import uuid
from hashlib import sha256

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from invoicing.domain.basics.ids import time_ordered_id
from invoicing.runtime.api.resolver import idempotency_key, seller_id
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now


def ensure_same_request(app: APIGatewayHttpResolver) -> None:
    """Refuse the `Idempotency-Key` of another request, in routes whose results derive their own ids.

    Raises: InvalidFieldError, NotFoundError, ReusedKeyError.
    """
    if idempotency_key(app) is not None:
        made_id(app)


def made_id(app: APIGatewayHttpResolver) -> str:
    """Return the id; the same `Idempotency-Key` with another body is refused.

    Raises: InvalidFieldError, NotFoundError, ReusedKeyError.
    """
    seller, key, at = seller_id(app), idempotency_key(app), now()
    new = time_ordered_id(at, seller, uuid.uuid4().hex)
    if key is None:
        return new
    event = app.current_event
    request = "\n".join((event.http_method, event.path, event.body or ""))
    return adapters.requests().remembered(seller, key, sha256(request.encode()).hexdigest(), new, at)
