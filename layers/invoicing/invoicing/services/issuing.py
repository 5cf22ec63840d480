"""Issue a draft: its number and everything fixed with it, in one transaction, or a clear refusal."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from invoicing.domain.dates import warsaw_date
from invoicing.domain.documents import Document, Message, Status, ensure_draft, issued
from invoicing.domain.errors import HeldError, InvalidFieldError, TryLaterError
from invoicing.domain.kinds import Kind
from invoicing.domain.messages import DEFAULT_MESSAGES
from invoicing.domain.preflight import IsNip, find_problems
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.summaries import Email, EmailStatus, summary_of
from invoicing.services.ports import Documents, DraftChangedError, NumberTake, NumberTakenError, Sellers, Stored

TRIES_FOR = timedelta(seconds=20)
"""How long an issue that loses races tries again; the API itself gives up after 29 s."""
SHORTEST_WAIT_S = 0.01
LONGEST_WAIT_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """What the caller decides at issue; None leaves it to the draft and the settings."""

    issue_date: date | None = None
    send_email: bool | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuing:
    """What issuing needs of the outside."""

    documents: Documents
    sellers: Sellers
    is_nip: IsNip
    clock: Callable[[], datetime]
    wait: Callable[[float], None]


def issue_document(seller_id: str, document_id: str, request: IssueRequest, outside: Issuing) -> Stored:
    """Return the issued document; repeating it returns the same one.

    Who loses the race for a number waits a moment, reads the counter again and retries, bounded by time.
    """
    settings = outside.sellers.get(seller_id)
    give_up_at = outside.clock() + TRIES_FOR
    longest_wait = SHORTEST_WAIT_S
    while True:
        stored = outside.documents.get(seller_id, document_id)
        if stored.document.status is Status.ISSUED:
            return stored
        try:
            return _issue_now(stored, settings, request, outside)
        except (NumberTakenError, DraftChangedError):
            if outside.clock() >= give_up_at:
                raise TryLaterError from None
            longest_wait = min(2 * longest_wait, LONGEST_WAIT_S)
            outside.wait(random.uniform(SHORTEST_WAIT_S, longest_wait))  # noqa: S311 - jitter, not a secret


def _issue_now(stored: Stored, settings: SellerSettings, request: IssueRequest, outside: Issuing) -> Stored:
    draft = stored.document
    ensure_draft(draft)
    now = outside.clock()
    on = _issue_date(request, now)
    if holding := [p for p in find_problems(draft, settings, is_nip=outside.is_nip) if p.holds]:
        raise HeldError(holding)
    pattern = settings.numbering.pattern(draft.kind)
    period = pattern.period(on)
    ordinal = outside.documents.last_ordinal(settings.id, pattern.series, period) + 1
    document = issued(
        replace(draft, message=message_for(draft, settings, request.message)),
        series=pattern.series,
        number=pattern.number(ordinal, on),
        on=on,
        at=now,
        seller=settings.printed(),
        place=settings.place,
    )
    summary = summary_of(document, is_edited=stored.summary.is_edited, email=_email(document, settings, request, now))
    result = Stored(document=document, summary=summary)
    outside.documents.issue(settings.id, result, NumberTake(pattern.series, period, ordinal), instead_of=draft.version)
    return result


def _issue_date(request: IssueRequest, now: datetime) -> date:
    today = warsaw_date(now)
    on = request.issue_date or today
    if on > today:
        raise InvalidFieldError("issue_date", "data wystawienia z przyszłości.")
    return on


def message_for(document: Document, settings: SellerSettings, asked: Message | None) -> Message:
    """Return the mail's text: asked for now, else the draft's, else the seller's for this kind, else ours."""
    default = DEFAULT_MESSAGES.get(document.kind, DEFAULT_MESSAGES[Kind.INVOICE])
    return asked or document.message or settings.messages.get(document.kind) or default


def _email(document: Document, settings: SellerSettings, request: IssueRequest, now: datetime) -> Email:
    """Queue the mail with the number itself: the renderer sends it on once the PDF is there."""
    wanted = settings.mail.send_on_issue if request.send_email is None else request.send_email
    if not wanted or not document.buyer.email:
        return Email()
    return Email(status=EmailStatus.QUEUED, to=document.buyer.email, at=now, queued_at=now)
