"""Responses that show documents as of now."""

from collections.abc import Iterable
from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.domain.basics.dates import warsaw_date
from invoicing.runtime.api.resolver import answer, etag
from invoicing.runtime.api.views.documents import document_view
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.services.documents.ports import Stored


def document_answer(stored: Stored, seller_id: str, *, status: int = 200) -> Response[str]:
    """Return a document with its version in the header."""
    (view,) = views_of([stored], seller_id)
    return answer(view, status=status, headers=etag(stored.document.version))


def views_of(documents: Iterable[Stored], seller_id: str) -> list[dict[str, Any]]:
    """Return views of documents by their seller's current settings, as of today."""
    settings, today = adapters.sellers().get(seller_id), warsaw_date(now())
    return [document_view(stored, settings, adapters.checks_of_shown(), today) for stored in documents]
