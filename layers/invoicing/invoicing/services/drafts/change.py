"""Change a draft: apply what was entered, recalculate what follows, and record who did it and when."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import StaleVersionError
from invoicing.domain.documents.correction import ensure_corrects
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.history import What, change_of
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.documents.summary import with_facts_of
from invoicing.domain.problems.decisions import still_valid
from invoicing.domain.problems.preflight import Checks, listed_summary
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.delivery import with_delivery_split_again
from invoicing.domain.vat.memory import NO_RULES, RateBook
from invoicing.services.documents.ports import ActingDeps, DraftChangedError, Rules, Sellers, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDeps(ActingDeps):
    """Dependencies of changing drafts, and who does it."""

    sellers: Sellers
    rules: Rules
    checks: Checks


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a draft, with its type and note for the history; `learns` returns VAT rates to remember."""

    what: What
    change: Callable[[Document], Document]
    note: str = ""
    learns: Callable[[Document], RateBook] = lambda _: NO_RULES


def store_change(stored: Stored, step: Step, settings: SellerSettings, deps: ChangeDeps) -> Stored:
    """Store and return the next version of an unissued document; a concurrent change is refused.

    Raises: InvalidFieldError, StaleVersionError, TryLaterError.
    """
    before = stored.document
    after = replace(step.change(before), version=before.version + 1)
    now = deps.clock()
    listed = listed_summary(after, settings, deps.checks, warsaw_date(now))
    summary = with_facts_of(listed, stored.summary, is_edited=True)
    result = replace(stored, document=after, summary=summary)
    change = change_of(before, after, step.what, deps.by, now, step.note)
    try:
        deps.documents.save(settings.id, result, instead_of=before.version, change=change, rules=step.learns(after))
    except DraftChangedError as error:
        raise StaleVersionError from error
    return result


def ensure_version(stored: Stored, version: int | None) -> None:
    """Refuse a change made to another version than the stored one; None matches any.

    Raises: StaleVersionError.
    """
    if version is not None and stored.document.version != version:
        raise StaleVersionError


def settled(before: Document, entered: Document, settings: SellerSettings) -> Document:
    """Return an edited draft, recalculated, with the decisions that are still valid.

    Raises: InvalidFieldError.
    """
    if entered.correction is None:
        entered = replace(entered, lines=with_delivery_split_again(entered.lines, settings.delivery_vat))
    done = recalculated(entered)
    kept = tuple(decision for decision in still_valid(before, done) if decision in done.decisions)
    new = tuple(decision for decision in done.decisions if decision not in before.decisions)
    return ensure_corrects(replace(done, decisions=(*kept, *new)))
