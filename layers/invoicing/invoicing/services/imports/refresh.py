"""A later file contains an order that already has a document: an unedited draft takes over what is new."""

from dataclasses import replace
from functools import partial

from invoicing.domain.documents.document import Document, Status
from invoicing.domain.documents.summary import Summary
from invoicing.domain.imports.record import Outcome, TransactionOutcome
from invoicing.domain.sales.drafting import refreshed
from invoicing.domain.sales.merging import merged, undominated
from invoicing.domain.sales.sale import CANCELLED, RETURNED, STATUS_ORDER, Sale
from invoicing.services.basics.backoff import LostRaceError, until_stored
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.ports import Replacement
from invoicing.services.imports.desk import Desk
from invoicing.services.imports.returns import note_after_issue, prepared_before
from invoicing.services.imports.rows import draft_row, issued_row, known_row


def known_again(sale: Sale, summary: Summary, desk: Desk) -> TransactionOutcome:
    """Return the outcome of another version of a known order.

    Raises: InvalidFieldError, NotFoundError, TryLaterError.
    """
    is_new = desk.fingerprint(sale) not in summary.fingerprints
    if summary.status is Status.ISSUED:
        correction = note_after_issue(sale, desk) if is_new else prepared_before(sale, desk)
        return issued_row(sale, summary, correction)
    if summary.status is Status.DRAFT and is_new:
        return until_stored(partial(_merged_in, sale, desk), desk.wait)
    return known_row(sale, summary, desk)


def _merged_in(sale: Sale, desk: Desk) -> TransactionOutcome:
    """Merge this version into the draft, unless the draft changes concurrently."""
    document_id = desk.id_of(sale)
    stored = desk.drafts.load(desk.seller_id, [document_id])[document_id]
    if stored.document.status is not Status.DRAFT:
        return known_row(sale, stored.summary, desk)
    new = _only_status(stored, sale, desk) if stored.summary.is_edited else _merged(stored, sale, desk)
    if new is None:
        return known_row(sale, stored.summary, desk)
    if not desk.drafts.refresh(desk.seller_id, Replacement(new, instead_of=stored.document.version)):
        raise LostRaceError
    return _row_of(sale, stored, new, desk)


def _row_of(sale: Sale, before: Stored, after: Stored, desk: Desk) -> TransactionOutcome:
    if _without_version(before.document) == _without_version(after.document):
        return known_row(sale, after.summary, desk)
    return draft_row(sale, Outcome.UPDATED, after, desk)


def _without_version(document: Document) -> Document:
    return replace(document, version=0)


def _merged(stored: Stored, sale: Sale, desk: Desk) -> Stored | None:
    """Return the draft made from all versions, or None if this one adds nothing."""
    versions = undominated((*stored.versions, sale))
    if versions == stored.versions:
        return None
    document = refreshed(stored.document, merged(versions), desk.drafting)
    is_changed = _without_version(document) != _without_version(stored.document)
    prints = tuple(map(desk.fingerprint, versions))
    by = desk.row(sale) if is_changed else stored.summary.refreshed_by
    return replace(desk.changed(stored, document, fingerprints=prints, refreshed_by=by), versions=versions)


def _only_status(stored: Stored, sale: Sale, desk: Desk) -> Stored | None:
    """Return an edited draft with only its order's status changed to cancelled or returned (F-27); None if not new."""
    order = stored.document.order
    if order is None or sale.status not in (CANCELLED, RETURNED):
        return None
    known_rank = STATUS_ORDER.index(order.status) if order.status in STATUS_ORDER else -1
    if known_rank >= STATUS_ORDER.index(sale.status):
        return None
    document = replace(stored.document, order=replace(order, status=sale.status))
    return desk.changed(stored, document, refreshed_by=desk.row(sale))
