"""Change a draft: what is entered changes, what is calculated follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from invoicing.domain.documents import ensure_draft, recalculated
from invoicing.domain.errors import StaleVersionError
from invoicing.domain.problems import IsNip, find_problems
from invoicing.domain.summaries import summary_of
from invoicing.services.ports import Documents, DraftChangedError, Sellers, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What editing needs of the outside."""

    documents: Documents
    sellers: Sellers
    is_nip: IsNip


def edit_draft(
    seller_id: str, document_id: str, changes: Mapping[str, Any], *, version: int, outside: Editing
) -> Stored:
    """Return the draft with these fields of `Document` changed; `version` is the one that the caller saw."""
    stored = outside.documents.get(seller_id, document_id)
    ensure_draft(stored.document)
    if stored.document.version != version:
        raise StaleVersionError
    edited = recalculated(replace(stored.document, **changes, version=version + 1))
    problems = find_problems(edited, outside.sellers.get(seller_id), is_nip=outside.is_nip)
    result = Stored(document=edited, summary=summary_of(edited, problems, is_edited=True))
    try:
        outside.documents.save(seller_id, result, instead_of=version)
    except DraftChangedError as error:
        raise StaleVersionError from error
    return result
