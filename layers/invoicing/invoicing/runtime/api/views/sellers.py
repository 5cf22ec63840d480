"""JSON views of a seller's settings."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.mails.sender_checks import sender_problems
from invoicing.domain.sellers.checklist import checklist_of, missing
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.runtime.api.resolver import answer, etag
from invoicing.runtime.wiring import adapters


def settings_answer(settings: SellerSettings) -> Response[str]:
    """Return the settings and, for a sender of their own, whether SES accepts mails from it."""
    state = adapters.sender_state(settings.sender) if settings.sender else None
    return answer(settings_view(settings, state), headers=etag(settings.version))


def settings_view(settings: SellerSettings, sender_state: str | None) -> dict[str, Any]:
    """Return the settings, with warnings about the sender."""
    warnings = [plain_of(problem) for problem in sender_problems(settings)]
    return {**plain_of(settings), "warnings": warnings, "sender_state": sender_state}


def checklist_view(settings: SellerSettings) -> dict[str, Any]:
    """Return the questions to answer before the first document, and those still missing."""
    items = [{**plain_of(item), "is_answered": item.is_answered} for item in checklist_of(settings)]
    return {"items": items, "missing": missing(settings), "ready": not missing(settings)}
