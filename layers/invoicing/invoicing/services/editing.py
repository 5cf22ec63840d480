"""Edit a draft; rates that a person sets are remembered for the offer."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from invoicing.domain.documents import Document, ensure_draft
from invoicing.domain.drafting import rate_by_default
from invoicing.domain.editing import edited
from invoicing.domain.errors import StaleVersionError
from invoicing.domain.history import What
from invoicing.domain.rates import learned
from invoicing.services.changing import Changing, Step, settled, store_change
from invoicing.services.ports import Stored


def edit_draft(
    seller_id: str, document_id: str, changes: Mapping[str, Any], *, version: int, outside: Changing
) -> Stored:
    """Return the draft with these fields of `Document` changed; `version` is the one that the caller saw."""
    stored = outside.documents.get(seller_id, document_id)
    ensure_draft(stored.document)
    if stored.document.version != version:
        raise StaleVersionError
    settings = outside.sellers.get(seller_id)

    def change(before: Document) -> Document:
        entered = replace(before, **{name: changes[name] for name in ("buyer", "currency") if name in changes})
        return settled(before, edited(before, changes, rate_by_default(entered, settings)), settings)

    result = store_change(stored, Step(What.EDITED, change), settings, outside)
    new = [line for line in result.document.lines if line not in stored.document.lines]
    if result.document.correction is None:
        outside.rules.remember(seller_id, learned(new))
    return result
