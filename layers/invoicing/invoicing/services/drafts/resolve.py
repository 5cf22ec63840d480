"""Resolve what holds a draft: a choice about a problem, or an end without a document of ours."""

from dataclasses import dataclass

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts.decide import decide, mark_issued_elsewhere, mark_not_needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolving:
    """What a person says of a draft; the first of these that is said counts.

    `issued_elsewhere` is the number of another program's document, and its number in KSeF if it has one.
    """

    issued_elsewhere: tuple[str, str | None] | None = None
    is_not_needed: bool = False
    code: str | None = None
    choice: str | None = None


def resolve_draft(seller_id: str, document_id: str, said: Resolving, deps: ChangeDeps) -> Stored:
    """Return the draft after that; nothing said is refused.

    Raises: AlreadyIssuedError, ConflictError, InvalidFieldError, NotADraftError, NotFoundError, StaleVersionError,
    TryLaterError.
    """
    if said.issued_elsewhere:
        return mark_issued_elsewhere(seller_id, document_id, *said.issued_elsewhere, deps)
    if said.is_not_needed:
        return mark_not_needed(seller_id, document_id, deps)
    if said.code and said.choice:
        return decide(seller_id, document_id, said.code, said.choice, deps)
    raise InvalidFieldError("choice", "podaj kod problemu (code) i decyzję (choice).")
