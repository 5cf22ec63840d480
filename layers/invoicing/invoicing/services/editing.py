"""Change a draft: what is entered changes, what is calculated follows, rates that are set are remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from invoicing.domain.delivery import with_delivery_split_again
from invoicing.domain.documents import ensure_draft, recalculated
from invoicing.domain.errors import StaleVersionError
from invoicing.domain.lines import Line
from invoicing.domain.preflight import IsNip, draft_problems
from invoicing.domain.rates import learned
from invoicing.domain.summaries import summary_of, with_facts_of
from invoicing.services.ports import Documents, DraftChangedError, Rules, Sellers, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """What editing needs of the outside."""

    documents: Documents
    sellers: Sellers
    rules: Rules
    is_nip: IsNip


def edit_draft(
    seller_id: str, document_id: str, changes: Mapping[str, Any], *, version: int, outside: Editing
) -> Stored:
    """Return the draft with these fields of `Document` changed; `version` is the one that the caller saw."""
    stored = outside.documents.get(seller_id, document_id)
    ensure_draft(stored.document)
    if stored.document.version != version:
        raise StaleVersionError
    settings = outside.sellers.get(seller_id)
    edited = replace(stored.document, **changes, version=version + 1)
    lines = _with_sources(edited.lines, stored.document.lines)
    edited = recalculated(replace(edited, lines=with_delivery_split_again(lines, settings.delivery_vat)))
    problems = draft_problems(edited, settings, is_nip=outside.is_nip)
    summary = with_facts_of(summary_of(edited, problems), stored.summary, is_edited=True)
    result = Stored(document=edited, summary=summary)
    try:
        outside.documents.save(seller_id, result, instead_of=version)
    except DraftChangedError as error:
        raise StaleVersionError from error
    outside.rules.remember(seller_id, learned(line for line in lines if line not in stored.document.lines))
    return result


def _with_sources(lines: tuple[Line, ...], before: tuple[Line, ...]) -> tuple[Line, ...]:
    """A rate that was sent back as it was is not a rate that a person has set."""
    known = {line.id: line for line in before}
    return tuple(
        replace(line, vat_rate_source=known[line.id].vat_rate_source)
        if line.id in known and known[line.id].vat_rate == line.vat_rate
        else line
        for line in lines
    )
