"""Issue a draft: its number and everything fixed with it, in one transaction, or a clear refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from invoicing.domain.basics.errors import ConflictError, StaleVersionError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.issue import issue_date
from invoicing.domain.problems.preflight import Checks
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.basics.backoff import LostRaceError, Wait, until_stored
from invoicing.services.documents.ports import (
    Documents,
    DraftChangedError,
    Issue,
    NumberTakenError,
    NumberUsedError,
    Sellers,
    Stored,
    WaiverTake,
)
from invoicing.services.issuing.ksef_waiver import end_waiver, refuse_as_held, taken
from invoicing.services.issuing.prepare import IssueRequest, Prepared, numbered, prepared

TRIES_FOR = timedelta(seconds=20)
"""How long an issue that loses races tries again; the API itself gives up after 29 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """What issuing needs of the outside."""

    documents: Documents
    sellers: Sellers
    checks: Checks
    clock: Callable[[], datetime]
    wait: Wait


def issue_document(seller_id: str, document_id: str, request: IssueRequest, outside: Issuing) -> Stored:
    """Return the issued document; repeating it returns the same one.

    Who loses the race for a number waits a moment, reads the counter again and retries, bounded by time.
    """
    give_up_at = outside.clock() + TRIES_FOR
    settings: SellerSettings | None = outside.sellers.get(seller_id)

    def attempt() -> Stored:
        nonlocal settings
        stored = outside.documents.get(seller_id, document_id)
        if stored.document.status is Status.ISSUED:
            return stored
        settings = settings or outside.sellers.get(seller_id)
        try:
            return _issue_now(stored, settings, request, outside)
        except StaleVersionError as lost:
            settings = None
            raise LostRaceError from lost
        except (NumberTakenError, DraftChangedError) as lost:
            raise LostRaceError from lost

    return until_stored(attempt, outside.wait, lambda _: outside.clock() >= give_up_at)


def _issue_now(stored: Stored, settings: SellerSettings, request: IssueRequest, outside: Issuing) -> Stored:
    now = outside.clock()
    on = issue_date(request.issue_date, now)
    original_of = partial(outside.documents.get, settings.id)
    ready = prepared(stored, settings, request, on, outside.checks, original_of)
    waiver = _waiver(ready, outside)
    ordinal = outside.documents.last_ordinal(settings.id, *ready.series) + 1
    issue = numbered(ready, ordinal, now, waiver)
    _take(settings.id, issue, outside)
    return issue.stored


def _take(seller_id: str, issue: Issue, outside: Issuing) -> None:
    try:
        outside.documents.issue(seller_id, issue)
    except NumberUsedError as error:
        raise number_used(issue) from error


def number_used(issue: Issue) -> ConflictError:
    """Return the refusal of a number that stands on another document already."""
    return ConflictError(
        "number_used",
        f"Numer {issue.stored.document.number} jest już na innym dokumencie. Przesuń numerację (POST /numbers).",
    )


def _waiver(ready: Prepared, outside: Issuing) -> WaiverTake | None:
    """Take of the month's exception, or end it with the invoice that would cross its limit."""
    if not ready.is_waived:
        return None
    settings, document = ready.settings, ready.stored.document
    take = taken(document, ready.month, outside.documents.waived_sum(settings.id, ready.month))
    if take is None:
        there = outside.documents.get(settings.id, document.id)
        if there.document.status is not Status.DRAFT:  # then the sum is with this very document
            raise DraftChangedError
        settings = end_waiver(settings, ready.on, outside.sellers)
        raise refuse_as_held(document, settings, outside.checks, ready.on)
    return take
