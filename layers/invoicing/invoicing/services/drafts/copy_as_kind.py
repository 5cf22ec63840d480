"""A draft of another kind for the same sale: an invoice from a proforma or from a confirmation of sale."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import Conflict, ConflictError, InvalidFieldError, NotIssuedError
from invoicing.domain.basics.ids import derived_id
from invoicing.domain.basics.money import ZERO, round_to_grosz
from invoicing.domain.documents.document import PAID_LABEL, TAKEN_BY_COPIES, Document, Status, fields_of, reference_to
from invoicing.domain.documents.edit import asked_about_nip
from invoicing.domain.documents.kind import KINDS, KINDS_OF_SALES, Kind
from invoicing.domain.documents.parties import Buyer
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.problems.preflight import Checks, listed_summary
from invoicing.domain.sales.drafting import sale_date_of
from invoicing.services.documents.ports import Documents, Sellers, Stored
from invoicing.services.documents.sale_facts import sale_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraftDeps:
    """Dependencies of making drafts from documents."""

    documents: Documents
    sellers: Sellers
    checks: Checks
    clock: Callable[[], datetime]


def copy_document(seller_id: str, document_id: str, kind: Kind, deps: NewDraftDeps) -> Stored:
    """Return the draft of another kind; a repetition returns the same one.

    Refused are a source that is not issued, a kind that it cannot become, and a source that was already replaced.

    Raises: ConflictError, InvalidFieldError, NotFoundError, NotIssuedError, TryLaterError.
    """
    source = deps.documents.get(seller_id, document_id)
    original = source.document
    if original.status is not Status.ISSUED:
        raise NotIssuedError(
            "Rodzaj szkicu zmienia się w szkicu (PATCH kind); kopię robi się z wystawionego dokumentu."
        )
    if kind not in KINDS[original.kind].may_become:
        raise InvalidFieldError("kind", "z proformy albo potwierdzenia sprzedaży można zrobić fakturę lub rachunek.")
    new_id = derived_id(seller_id, document_id, "copy", kind)
    if by := source.summary.replaced_by:
        if by.id == new_id:
            return deps.documents.get(seller_id, new_id)
        raise ConflictError(Conflict.ALREADY_REPLACED, f"Ten dokument zastąpił już {by.number}.")
    others = [other for other in source.summary.related if other.kind in KINDS_OF_SALES and other.id != new_id]
    if others:
        raise ConflictError(Conflict.ALREADY_REPLACED, f"Z tego dokumentu wystawiono już {others[-1].number}.")
    draft = replace(
        _as_corrected(as_draft(original, new_id, deps.clock()), seller_id, source, deps),
        kind=kind,
        from_document=reference_to(original),
        replaces=reference_to(original) if KINDS[original.kind].is_evidence else None,
    )
    return added(seller_id, _with_payments(seller_id, draft, source, deps), deps)


def _as_corrected(draft: Document, seller_id: str, source: Stored, deps: NewDraftDeps) -> Document:
    """Return the draft as the corrections of its source leave it."""
    if source.summary.corrected_by is None:
        return draft
    last = as_it_stands(seller_id, source, deps)
    lines = tuple(line for line in last.lines if line.quantity)
    return replace(draft, lines=lines, charges=last.charges, buyer=last.buyer)


def as_it_stands(seller_id: str, stored: Stored, deps: NewDraftDeps) -> Document:
    """Return the document with the current state: the last correction of an issued one, else itself.

    Raises: NotFoundError.
    """
    by = stored.summary.corrected_by
    return deps.documents.get(seller_id, by.id).document if by else stored.document


def as_draft(document: Document, document_id: str, at: datetime) -> Document:
    """Return a new draft of the document's sale, without anything that its issue fixed.

    Raises: InvalidFieldError.
    """
    return recalculated(Document(**fields_of(document, TAKEN_BY_COPIES), id=document_id, created_at=at))


def for_buyer(document: Document, buyer: Buyer, document_id: str, at: datetime) -> Document:
    """Return a draft that replaces the document, with the right buyer.

    Raises: InvalidFieldError.
    """
    draft = replace(as_draft(document, document_id, at), buyer=buyer, replaces=reference_to(document))
    return asked_about_nip(document, draft)


def _with_payments(seller_id: str, draft: Document, source: Stored, deps: NewDraftDeps) -> Document:
    """Return the draft with what was paid so far, by the newest file or by recorded payments."""
    sale = sale_of(seller_id, source, deps.documents)
    noted = deps.documents.payments(seller_id, source.document.id)
    paid = source.document.paid + sum((payment.amount for payment in noted), ZERO)
    paid_at = max((payment.date for payment in noted), default=source.document.paid_at)
    sale_date = draft.sale_date
    if sale and sale.paid is not None and sale.paid >= paid:
        paid = round_to_grosz(sale.paid)
        paid_at = warsaw_date(sale.paid_at) if sale.paid_at else paid_at
        sale_date = sale_date or sale_date_of(sale)
    if paid > source.document.paid and paid_at:
        sale_date = paid_at
    label = PAID_LABEL if sale_date and sale_date == paid_at else draft.sale_date_label
    order = replace(draft.order, paid=paid) if draft.order else None
    return recalculated(
        replace(draft, paid=paid, paid_at=paid_at, sale_date=sale_date, sale_date_label=label, order=order)
    )


def added(seller_id: str, draft: Document, deps: NewDraftDeps) -> Stored:
    """Store a new draft and return it, or return the existing one with its id.

    Raises: InvalidFieldError, NotFoundError, TryLaterError.
    """
    settings = deps.sellers.get(seller_id)
    summary = listed_summary(draft, settings, deps.checks, warsaw_date(deps.clock()))
    stored = Stored(draft, replace(summary, is_edited=True))
    if deps.documents.add_draft(seller_id, stored):
        return stored
    return deps.documents.get(seller_id, draft.id)
