"""Apply one row of an edited table to its draft, all or nothing, by the rules of editing and deciding."""

from invoicing.domain.documents.document import Document, Resolution, ensure_draft
from invoicing.domain.documents.history import What
from invoicing.domain.drafts_table.changes import Ending, Wanted, fields_of
from invoicing.domain.vat.memory import NO_RULES, RateBook
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.change import ChangeDeps, Step, ensure_version, store_change
from invoicing.services.drafts.decide import (
    annex15_learned,
    decision_about,
    discard,
    mark_issued_elsewhere,
    mark_not_needed,
)
from invoicing.services.drafts.edit_fields import entered, rates_set


def apply_row(seller_id: str, requested: Wanted, deps: ChangeDeps) -> Stored:
    """Return the draft with a row's changes applied; a draft newer than the row's version is refused.

    Raises: AlreadyIssuedError, ConflictError, InvalidFieldError, NotADraftError, NotFoundError, StaleVersionError,
    TryLaterError.
    """
    if requested.ending is not None:
        return _end(seller_id, requested, requested.ending, deps)
    stored = deps.documents.get(seller_id, requested.document_id)
    ensure_draft(stored.document)
    ensure_version(stored, requested.version)
    settings = deps.sellers.get(seller_id)
    decisions = [decision_about(stored, *taken, settings, deps) for taken in requested.decisions]
    fields = fields_of(requested, stored.document)

    def change(before: Document) -> Document:
        after = entered(before, fields, settings) if fields else before
        for decide in decisions:
            after = decide(after)
        return after

    def learns(after: Document) -> RateBook:
        rates = rates_set(stored.document, after) if requested.rate is not None else NO_RULES
        return annex15_learned(seller_id, [code for code, _ in requested.decisions], deps, after, rates)

    note = "" if fields else ", ".join(f"{code}: {choice}" for code, choice in requested.decisions)
    return store_change(stored, Step(What.EDITED if fields else What.DECIDED, change, note, learns), settings, deps)


def _end(seller_id: str, requested: Wanted, ending: Ending, deps: ChangeDeps) -> Stored:
    document_id, version = requested.document_id, requested.version
    if ending.resolution is Resolution.ISSUED_ELSEWHERE:
        return mark_issued_elsewhere(seller_id, document_id, ending.number, ending.ksef_number, deps, version)
    if ending.resolution is Resolution.NOT_NEEDED:
        return mark_not_needed(seller_id, document_id, deps, version)
    return discard(seller_id, document_id, deps, version)
