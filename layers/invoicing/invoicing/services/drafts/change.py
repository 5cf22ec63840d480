"""Change a draft: what is entered changes, what is calculated follows, and who did it when is kept beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import StaleVersionError
from invoicing.domain.documents.correction import ensure_corrects
from invoicing.domain.documents.document import Document, recalculated
from invoicing.domain.documents.history import What, change_of
from invoicing.domain.documents.summary import with_facts_of
from invoicing.domain.problems.decisions import still_valid
from invoicing.domain.problems.preflight import Checks, listed_summary
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.delivery import with_delivery_split_again
from invoicing.domain.vat.memory import NO_RULES, RateBook
from invoicing.services.basics.backoff import Wait
from invoicing.services.documents.ports import Documents, DraftChangedError, Rules, Sellers, Stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """What changing drafts needs of the outside, and who does it."""

    documents: Documents
    sellers: Sellers
    rules: Rules
    checks: Checks
    clock: Callable[[], datetime]
    wait: Wait
    by: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is done to a draft, in a word and in words for its history; `learns` tells the rates of its offers."""

    what: What
    change: Callable[[Document], Document]
    note: str = ""
    learns: Callable[[Document], RateBook] = lambda _: NO_RULES


def store_change(stored: Stored, step: Step, settings: SellerSettings, outside: Changing) -> Stored:
    """Store the next version of a document that is not issued; someone else's change in between is told."""
    before = stored.document
    after = replace(step.change(before), version=before.version + 1)
    now = outside.clock()
    listed = listed_summary(after, settings, outside.checks, warsaw_date(now))
    summary = with_facts_of(listed, stored.summary, is_edited=True)
    result = replace(stored, document=after, summary=summary)
    change = change_of(before, after, step.what, outside.by, now, step.note)
    try:
        outside.documents.save(settings.id, result, instead_of=before.version, change=change, rules=step.learns(after))
    except DraftChangedError as error:
        raise StaleVersionError from error
    return result


def ensure_version(stored: Stored, version: int | None) -> None:
    """Refuse a change that is about another version than the stored one; None is about any."""
    if version is not None and stored.document.version != version:
        raise StaleVersionError


def settled(before: Document, entered: Document, settings: SellerSettings) -> Document:
    """Return an edited draft with everything that follows from what was entered."""
    if entered.correction is None:
        entered = replace(entered, lines=with_delivery_split_again(entered.lines, settings.delivery_vat))
    done = recalculated(entered)
    kept = tuple(decision for decision in still_valid(before, done) if decision in done.decisions)
    new = tuple(decision for decision in done.decisions if decision not in before.decisions)
    return ensure_corrects(replace(done, decisions=(*kept, *new)))
