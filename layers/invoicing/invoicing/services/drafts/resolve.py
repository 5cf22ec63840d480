"""Resolve what holds a draft: decide about a problem, or close the draft without issuing it."""

from dataclasses import dataclass

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts.decide import decide, mark_issued_elsewhere, mark_not_needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolving:
    """How a person resolves a draft; the first of these that is given counts.

    `issued_elsewhere` is the number of another program's document, and its KSeF number if it has one.
    """

    issued_elsewhere: tuple[str, str | None] | None = None
    is_not_needed: bool = False
    code: str | None = None
    choice: str | None = None


def resolve_draft(seller_id: str, document_id: str, request: Resolving, deps: ChangeDeps) -> Stored:
    """Return the resolved draft; an empty request is refused.

    Raises: AlreadyIssuedError, ConflictError, InvalidFieldError, NotADraftError, NotFoundError, StaleVersionError,
    TryLaterError.
    """
    if request.issued_elsewhere:
        return mark_issued_elsewhere(seller_id, document_id, *request.issued_elsewhere, deps)
    if request.is_not_needed:
        return mark_not_needed(seller_id, document_id, deps)
    if request.code and request.choice:
        return decide(seller_id, document_id, request.code, request.choice, deps)
    raise InvalidFieldError("choice", "podaj kod problemu (code) i decyzję (choice).")
