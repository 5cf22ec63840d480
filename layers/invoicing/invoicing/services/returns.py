"""A file tells of an order whose document is issued: what is new is kept, and goods that came back are corrected."""

from dataclasses import replace
from decimal import Decimal

from invoicing.domain.corrections import CorrectionRequest, returned_lines
from invoicing.domain.documents import Document, Status
from invoicing.domain.errors import InvoicingError
from invoicing.domain.identity import derived_id
from invoicing.domain.kinds import Kind
from invoicing.domain.merging import merged, undominated
from invoicing.domain.sales import RETURNED, Sale
from invoicing.domain.states import State
from invoicing.services.copying import added
from invoicing.services.correcting import correction_draft
from invoicing.services.import_desk import Desk
from invoicing.services.ports import DraftChangedError, Stored

REASON = "zwrot towaru (odstąpienie od umowy)"
TRIES = 5


def note_after_issue(sale: Sale, desk: Desk) -> Stored | None:
    """Keep what the file tells; return the draft of the correction that a return needs, if it needs one."""
    for _ in range(TRIES):
        stored = desk.drafts.load(desk.seller_id, [desk.id_of(sale)])[desk.id_of(sale)]
        there = desk.making.documents.latest_sale(desk.seller_id, stored.document.id) or stored.versions
        versions = undominated((*there, sale))
        prints = tuple(dict.fromkeys((*stored.summary.fingerprints, desk.fingerprint(sale))))
        noted = replace(stored, summary=replace(stored.summary, fingerprints=prints))
        if desk.drafts.remember_sale(desk.seller_id, noted, versions):
            return _correction(stored, merged(versions), desk)
    return None


def _correction(stored: Stored, sale: Sale, desk: Desk) -> Stored | None:
    """Return the draft for what came back; one that nobody has touched is made anew when more comes back."""
    document = stored.document
    if document.kind is Kind.PROFORMA:
        return None
    try:
        draft = _draft(stored, sale, desk)
    except InvoicingError:
        return None
    if draft is None:
        return None
    there = added(desk.seller_id, draft, desk.making)
    is_untouched = there.document.status is Status.DRAFT and there.document.decisions == ()
    if there.document.lines == draft.lines or not is_untouched:
        return there
    newer = desk.changed(there, draft)
    try:
        desk.making.documents.save(desk.seller_id, newer, instead_of=there.document.version)
    except DraftChangedError:
        return there
    return newer


def _draft(stored: Stored, sale: Sale, desk: Desk) -> Document | None:
    document = stored.document
    returned = {line.id: line.returned for line in sale.lines if line.returned}
    if not returned and sale.status != RETURNED:
        return None
    last = stored.summary.corrected_by
    new_id = derived_id(desk.seller_id, document.id, "return", last.id if last else "")
    if not returned:
        request = CorrectionRequest(reason=REASON, whole=True)
    else:
        before = _state(stored, desk)
        lines = returned_lines(document.lines, before, _pieces(returned))
        if not lines:
            return None
        request = CorrectionRequest(reason=REASON, lines=lines)
    return correction_draft(desk.seller_id, stored, request, new_id, desk.making)


def _pieces(returned: dict[str, Decimal]) -> dict[str, Decimal]:
    return {line_id: pieces for line_id, pieces in returned.items() if pieces > 0}


def _state(stored: Stored, desk: Desk) -> State:
    by = stored.summary.corrected_by
    last = desk.making.documents.get(desk.seller_id, by.id).document if by else stored.document
    return last.state
