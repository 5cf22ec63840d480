"""Issue a draft: its number and everything fixed with it in one transaction, or a clear refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from invoicing.domain.basics.errors import Conflict, ConflictError, StaleVersionError
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
"""How long an issue retries lost races; the API itself gives up after 29 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDeps:
    """Dependencies of issuing."""

    documents: Documents
    sellers: Sellers
    checks: Checks
    clock: Callable[[], datetime]
    wait: Wait


def issue_document(seller_id: str, document_id: str, request: IssueRequest, deps: IssueDeps) -> Stored:
    """Return the issued document; a repetition returns the same one.

    After a lost race for a number the counter is read again and the issue retried, for at most `TRIES_FOR`.

    Raises: ConflictError, FutureIssueDateError, HeldError, NotADraftError, NotFoundError, TryLaterError.
    """
    give_up_at = deps.clock() + TRIES_FOR
    settings: SellerSettings | None = deps.sellers.get(seller_id)

    def attempt() -> Stored:
        nonlocal settings
        stored = deps.documents.get(seller_id, document_id)
        if stored.document.status is Status.ISSUED:
            return stored
        settings = settings or deps.sellers.get(seller_id)
        try:
            return _issue_now(stored, settings, request, deps)
        except StaleVersionError as lost:
            settings = None
            raise LostRaceError from lost
        except (NumberTakenError, DraftChangedError) as lost:
            raise LostRaceError from lost

    return until_stored(attempt, deps.wait, lambda _: deps.clock() >= give_up_at)


def _issue_now(stored: Stored, settings: SellerSettings, request: IssueRequest, deps: IssueDeps) -> Stored:
    now = deps.clock()
    on = issue_date(request.issue_date, now)
    original_of = partial(deps.documents.get, settings.id)
    ready = prepared(stored, settings, request, on, deps.checks, original_of)
    waiver = _waiver(ready, deps)
    ordinal = deps.documents.last_ordinal(settings.id, *ready.series) + 1
    issue = numbered(ready, ordinal, now, waiver)
    _take(settings.id, issue, deps)
    return issue.stored


def _take(seller_id: str, issue: Issue, deps: IssueDeps) -> None:
    try:
        deps.documents.issue(seller_id, issue)
    except NumberUsedError as error:
        raise number_used(issue) from error


def number_used(issue: Issue) -> ConflictError:
    """Return the refusal of a number that is already on another document."""
    return ConflictError(
        Conflict.NUMBER_USED,
        f"Numer {issue.stored.document.number} jest już na innym dokumencie. Przesuń numerację (POST /numbers).",
    )


def _waiver(ready: Prepared, deps: IssueDeps) -> WaiverTake | None:
    """Return what the document takes of the month's limit, or end the waiver if it would cross it."""
    if not ready.is_waived:
        return None
    settings, document = ready.settings, ready.stored.document
    take = taken(document, ready.month, deps.documents.waived_sum(settings.id, ready.month))
    if take is None:
        current = deps.documents.get(settings.id, document.id)
        if current.document.status is not Status.DRAFT:  # the sum already includes this very document
            raise DraftChangedError
        settings = end_waiver(settings, ready.on, deps.sellers)
        raise refuse_as_held(document, settings, deps.checks, ready.on)
    return take
