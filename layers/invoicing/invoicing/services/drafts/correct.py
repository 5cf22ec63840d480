"""Prepare the correction of an issued document, or its correction to zero plus a new document."""

from collections.abc import Iterator
from dataclasses import replace

from invoicing.domain.basics.errors import Conflict, ConflictError
from invoicing.domain.basics.ids import derived_id
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.correction import CorrectionRequest, correction_of
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.parties import Buyer
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.copy_as_kind import NewDraftDeps, added, for_buyer

WRONG_BUYER = "błędne dane nabywcy – wystawiono nową fakturę"


def correct(seller_id: str, document_id: str, request: CorrectionRequest, nonce: str, deps: NewDraftDeps) -> Stored:
    """Return the draft of a correction; the same `nonce` returns the same draft.

    Raises: InvalidFieldError, NotFoundError, NotIssuedError, NothingLeftError, TryLaterError.
    """
    original = deps.documents.get(seller_id, document_id)
    new_id = derived_id(seller_id, document_id, "correction", nonce)
    return added(seller_id, correction_draft(seller_id, original, request, new_id, deps), deps)


def correction_draft(
    seller_id: str, original: Stored, request: CorrectionRequest, new_id: str, deps: NewDraftDeps
) -> Document:
    """Return the correction of the document's current state, after any earlier corrections.

    Raises: InvalidFieldError, NotFoundError, NotIssuedError, NothingLeftError.
    """
    chain = tuple(_corrections(seller_id, original, deps))
    paid = original.document.paid - sum((correction.refund for correction in chain), ZERO)
    for document in (original.document, *chain):
        paid += sum((payment.amount for payment in deps.documents.payments(seller_id, document.id)), ZERO)
    last = chain[0] if chain else None
    return correction_of(original.document, last, request, document_id=new_id, at=deps.clock(), paid=paid)


def _corrections(seller_id: str, original: Stored, deps: NewDraftDeps) -> Iterator[Document]:
    """Yield the issued corrections of a document, newest first."""
    following = original.summary.corrected_by.id if original.summary.corrected_by else None
    while following:
        document = deps.documents.get(seller_id, following).document
        yield document
        following = document.correction.follows if document.correction else None


def reissue(seller_id: str, document_id: str, buyer: Buyer, deps: NewDraftDeps) -> tuple[Stored, Stored]:
    """Return two drafts, the correction to zero and the new document, as a wrong tax number needs both.

    Raises: ConflictError, InvalidFieldError, NotFoundError, NotIssuedError, NothingLeftError, TryLaterError.
    """
    original = deps.documents.get(seller_id, document_id)
    if by := original.summary.replaced_by:
        raise ConflictError(Conflict.ALREADY_REPLACED, f"Ten dokument zastąpił już {by.number}.")
    last = original.summary.corrected_by.id if original.summary.corrected_by else ""
    request = CorrectionRequest(reason=WRONG_BUYER, whole=True)
    correction_id = derived_id(seller_id, document_id, "reissue", last)
    correction = correction_draft(seller_id, original, request, correction_id, deps)
    new_id = derived_id(correction_id, buyer.nip or buyer.tax_id or buyer.name)
    new = for_buyer(original.document, buyer, new_id, deps.clock())
    return added(seller_id, correction, deps), added(seller_id, replace(new, kind=original.document.kind), deps)
