"""A later file contains an order whose document is issued: store what is new, draft corrections of returned goods."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from invoicing.domain.basics.errors import InvoicingError, TryLaterError
from invoicing.domain.basics.ids import derived_id
from invoicing.domain.documents.correction import CorrectionRequest, returned_lines
from invoicing.domain.documents.document import Document, Status
from invoicing.domain.documents.kind import KINDS
from invoicing.domain.problems.catalogue.sale import REDUCE, RETURNED
from invoicing.domain.sales.merging import merged, undominated
from invoicing.domain.sales.sale import RETURNED as RETURNED_STATUS
from invoicing.domain.sales.sale import Sale
from invoicing.services.basics.backoff import LostRaceError, until_stored
from invoicing.services.documents.ports import DraftChangedError, Stored
from invoicing.services.documents.sale_facts import versions_of
from invoicing.services.drafts.copy_as_kind import added, as_it_stands
from invoicing.services.drafts.correct import correction_draft
from invoicing.services.imports.desk import Desk

REASON = "zwrot towaru (odstąpienie od umowy)"
NONE = Decimal(0)


def note_after_issue(sale: Sale, desk: Desk) -> Stored | None:
    """Store what the file says; return the draft of the correction that a return needs, or None.

    The draft comes first: once the sale is stored, no draft is made for it.

    Raises: InvalidFieldError, NotFoundError, TryLaterError.
    """
    return until_stored(partial(_noted, sale, desk), desk.wait)


def _noted(sale: Sale, desk: Desk) -> Stored | None:
    stored = desk.drafts.load(desk.seller_id, [desk.id_of(sale)])[desk.id_of(sale)]
    versions = undominated((*versions_of(desk.seller_id, stored, desk.making.documents), sale))
    prints = tuple(dict.fromkeys((*stored.summary.fingerprints, desk.fingerprint(sale))))
    correction = _correction(stored, merged(versions), desk)
    noted = replace(stored, summary=replace(stored.summary, fingerprints=prints))
    if not desk.drafts.remember_sale(desk.seller_id, noted, versions):
        raise LostRaceError
    return correction


def prepared_before(sale: Sale, desk: Desk) -> Stored | None:
    """Return the correction draft that this known version of a sale led to, if it still waits.

    Raises: NotFoundError.
    """
    if sale.status != RETURNED_STATUS and not any(line.returned for line in sale.lines):
        return None
    document_id = desk.id_of(sale)
    stored = _that_counts(desk.drafts.load(desk.seller_id, [document_id])[document_id], desk)
    draft_id = _id_of_draft(stored, desk)
    existing = desk.drafts.load(desk.seller_id, [draft_id]).get(draft_id)
    return existing if existing and existing.document.status is Status.DRAFT else None


def _id_of_draft(stored: Stored, desk: Desk) -> str:
    """Return the id of the correction draft for goods returned since the last correction."""
    last = stored.summary.corrected_by
    return derived_id(desk.seller_id, stored.document.id, "return", last.id if last else "")


def _that_counts(stored: Stored, desk: Desk) -> Stored:
    """Return the document that currently documents the sale: the invoice after a proforma, or a replacement."""
    summary = stored.summary
    after_proforma = [other for other in summary.related if not KINDS[summary.kind].is_evidence]
    by = summary.replaced_by or (after_proforma[-1] if after_proforma else None)
    return _that_counts(desk.making.documents.get(desk.seller_id, by.id), desk) if by else stored


def _correction(first: Stored, sale: Sale, desk: Desk) -> Stored | None:
    """Return the correction draft for returned goods, if there are any and the draft was not discarded."""
    stored = _that_counts(first, desk)
    if not KINDS[stored.document.kind].is_evidence:
        return None
    try:
        draft = _draft(stored, sale, _reduced_by(first), desk)
        if draft is None:
            return None
        existing = added(desk.seller_id, draft, desk.making)
    except TryLaterError:
        raise
    except (InvoicingError, ArithmeticError, ValueError):
        return None  # too large, for example: the report's row still says that goods came back
    return _brought_up_to_date(existing, draft, desk) if existing.document.status is Status.DRAFT else None


def _brought_up_to_date(existing: Stored, draft: Document, desk: Desk) -> Stored:
    """Return the draft updated from the newest file, unless a person edited it or nothing more was returned."""
    is_touched = bool(desk.making.documents.history(desk.seller_id, existing.document.id))
    if existing.document.lines == draft.lines or is_touched:
        return existing
    newer = desk.changed(existing, draft)
    try:
        desk.making.documents.save(desk.seller_id, newer, instead_of=existing.document.version)
    except DraftChangedError:
        return existing
    return newer


def _draft(stored: Stored, sale: Sale, reduced_by: Mapping[str, Decimal], desk: Desk) -> Document | None:
    document = stored.document
    returned = {line.id: line.returned for line in sale.lines if line.returned and line.returned > 0}
    if not returned and sale.status != RETURNED_STATUS:
        return None
    new_id = _id_of_draft(stored, desk)
    if not returned:
        request = CorrectionRequest(reason=REASON, whole=True)
    else:
        before = as_it_stands(desk.seller_id, stored, desk.making).state
        handed_over = {line_id: pieces - reduced_by.get(line_id, NONE) for line_id, pieces in returned.items()}
        lines = returned_lines(document.lines, before, handed_over)
        if not lines:
            return None
        request = CorrectionRequest(reason=REASON, lines=lines)
    return correction_draft(desk.seller_id, stored, request, new_id, desk.making)


def _reduced_by(first: Stored) -> Mapping[str, Decimal]:
    """Return the pieces by line id that were already deducted from the draft: they were returned before its issue."""
    if not _is_reduced(first.document) or not first.versions:
        return {}
    return {line.id: line.returned for line in merged(first.versions).lines if line.returned}


def _is_reduced(document: Document) -> bool:
    return any((decision.code, decision.choice) == (RETURNED.code, REDUCE) for decision in document.decisions)
