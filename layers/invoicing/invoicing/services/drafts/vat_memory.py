"""VAT rules per offer, remembered for later imports and applied to waiting drafts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.document import Document, Status
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.documents.summary import with_facts_of
from invoicing.domain.problems.preflight import Checks, listed_summary
from invoicing.domain.sales.drafting import is_foreign_document, rate_abroad
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.delivery import with_delivery_split_again
from invoicing.domain.vat.line import Line, RateSource
from invoicing.domain.vat.memory import RateBook
from invoicing.services.basics.backoff import LostRaceError, Wait, until_stored
from invoicing.services.documents.ports import Lists, Rules, Sellers, Stored, SummaryFilter
from invoicing.services.drafts.ports import Drafts, Replacement

DRAFTS_AT_ONCE = 50
MOST_DRAFTS = 2_000
"""Waiting drafts that one call looks at; with more, the caller repeats it with the cursor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VatMemoryDeps:
    """Dependencies of remembering VAT rules."""

    rules: Rules
    drafts: Drafts
    lists: Lists
    sellers: Sellers
    checks: Checks
    clock: Callable[[], datetime]
    wait: Wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """How many drafts were changed, and where to continue if there are more to look at."""

    drafts: int
    cursor: str | None


def remember(seller_id: str, book: RateBook, deps: VatMemoryDeps, *, is_applied: bool) -> Applied:
    """Remember the rules of some offers, and apply them to waiting drafts if `is_applied`.

    Raises: InvalidFieldError, NotFoundError, TryLaterError.
    """
    deps.rules.remember(seller_id, book)
    return apply_to_drafts(seller_id, book, deps) if is_applied else Applied(drafts=0, cursor=None)


def apply_to_drafts(seller_id: str, book: RateBook, deps: VatMemoryDeps, cursor: str | None = None) -> Applied:
    """Apply the remembered rates of these offers to waiting drafts; rates set by a person or by the file stay.

    Raises: InvalidFieldError, NotFoundError, TryLaterError.
    """
    settings = deps.sellers.get(seller_id)
    waiting = SummaryFilter(statuses=(Status.DRAFT,))
    changed = looked_at = 0
    while looked_at < MOST_DRAFTS:
        page = deps.lists.page(seller_id, waiting, limit=DRAFTS_AT_ONCE, cursor=cursor)
        loaded = deps.drafts.load(seller_id, [row.id for row in page.items])
        changed += sum(_is_changed(stored, book, settings, deps) for stored in loaded.values())
        looked_at += len(page.items)
        cursor = page.cursor
        if cursor is None:
            break
    return Applied(drafts=changed, cursor=cursor)


def _is_changed(stored: Stored, book: RateBook, settings: SellerSettings, deps: VatMemoryDeps) -> bool:
    """Apply the rates to a draft; retry after a concurrent change, or an outdated rate would be issued."""
    document_id = stored.document.id
    known: Stored | None = stored

    def attempt() -> bool:
        nonlocal known
        newest = known or deps.drafts.load(settings.id, [document_id])[document_id]
        new = _with_rates(newest, book, settings, deps)
        if new is None:
            return False
        if not deps.drafts.refresh(settings.id, Replacement(new, instead_of=newest.document.version)):
            known = None
            raise LostRaceError
        return True

    return until_stored(attempt, deps.wait)


def _with_rates(stored: Stored, book: RateBook, settings: SellerSettings, deps: VatMemoryDeps) -> Stored | None:
    """Return the draft with the rates of the book, or None if they change nothing."""
    document = stored.document
    if document.status is not Status.DRAFT or document.correction is not None:
        return None
    lines = tuple(_abroad(document, settings) if is_foreign_document(document) else _lines(document, book))
    if lines == document.lines:
        return None
    lines = with_delivery_split_again(lines, settings.delivery_vat)
    changed = recalculated(replace(document, lines=lines, version=document.version + 1))
    listed = listed_summary(changed, settings, deps.checks, warsaw_date(deps.clock()))
    return replace(stored, document=changed, summary=with_facts_of(listed, stored.summary))


def _abroad(document: Document, settings: SellerSettings) -> Iterator[Line]:
    """Yield the lines with the rate from the seller's settings for sales abroad; remembered rates are domestic."""
    rate = rate_abroad(settings, document.buyer, document.sale_date)
    for line in document.lines:
        is_open = line.vat_rate is None and not line.is_delivery
        yield replace(line, vat_rate=rate, vat_rate_source=RateSource.DEFAULT) if is_open and rate else line


def _lines(document: Document, book: RateBook) -> Iterator[Line]:
    for line in document.lines:
        rule = book.rule(line.offer_id, line.sku)
        is_open = line.vat_rate_source not in (RateSource.USER, RateSource.FILE)
        if rule and is_open and not line.is_delivery:
            yield replace(
                line, vat_rate=rule.vat_rate, vat_rate_source=RateSource.MEMORY, gtu=rule.gtu, annex15=rule.annex15
            )
        else:
            yield line
