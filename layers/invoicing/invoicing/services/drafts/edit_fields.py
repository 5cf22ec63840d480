"""Edit a draft; VAT rates that a person sets are remembered for the offer."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from invoicing.domain.documents.document import Document, ensure_draft
from invoicing.domain.documents.edit import edited
from invoicing.domain.documents.history import What
from invoicing.domain.sales.drafting import rate_by_default
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.memory import NO_RULES, RateBook, learned
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.change import ChangeDeps, Step, ensure_version, settled, store_change


def edit_draft(
    seller_id: str, document_id: str, changes: Mapping[str, Any], *, version: int, deps: ChangeDeps
) -> Stored:
    """Return the draft with these fields of `Document` changed; `version` is the one the caller saw.

    Raises: AlreadyIssuedError, InvalidFieldError, NotADraftError, NotFoundError, StaleVersionError, TryLaterError.
    """
    stored = deps.documents.get(seller_id, document_id)
    ensure_draft(stored.document)
    ensure_version(stored, version)
    settings = deps.sellers.get(seller_id)

    def change(before: Document) -> Document:
        return entered(before, changes, settings)

    step = Step(What.EDITED, change, learns=partial(rates_set, stored.document))
    return store_change(stored, step, settings, deps)


def entered(before: Document, changes: Mapping[str, Any], settings: SellerSettings) -> Document:
    """Return the draft with these fields changed and the rest recalculated.

    Raises: InvalidFieldError.
    """
    about = replace(before, **{name: changes[name] for name in ("buyer", "currency") if name in changes})
    return settled(before, edited(before, changes, rate_by_default(about, settings)), settings)


def rates_set(before: Document, after: Document) -> RateBook:
    """Return the rates that an edit set, to remember for their offers; corrections, about the past, give none."""
    new = [line for line in after.lines if line not in before.lines]
    return learned(new) if after.correction is None else NO_RULES
