"""The id of what a request makes: a new one, or the same one for a request that is sent again under its name."""

import uuid
from hashlib import sha256

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from invoicing.domain.basics.ids import time_ordered_id
from invoicing.runtime.api.resolver import idempotency_key, seller_id
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now


def ensure_same_request(app: APIGatewayHttpResolver) -> None:
    """Refuse an `Idempotency-Key` that stood for another request; what is made has an id of its own derivation."""
    if idempotency_key(app) is not None:
        made_id(app)


def made_id(app: APIGatewayHttpResolver) -> str:
    """Return the id; the same `Idempotency-Key` with another body is refused."""
    seller, name, at = seller_id(app), idempotency_key(app), now()
    new = time_ordered_id(at, seller, uuid.uuid4().hex)
    if name is None:
        return new
    event = app.current_event
    asked = "\n".join((event.http_method, event.path, event.body or ""))
    return adapters.requests().remembered(seller, name, sha256(asked.encode()).hexdigest(), new, at)
