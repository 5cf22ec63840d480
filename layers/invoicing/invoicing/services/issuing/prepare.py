"""Make a draft ready to take a number, the same way for one document and for thousands."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from invoicing.domain.basics.errors import HeldError
from invoicing.domain.documents.document import Document, Message, ensure_draft, reference_to
from invoicing.domain.documents.email_addresses import is_masked
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.number_pattern import Pattern
from invoicing.domain.documents.summary import Email, EmailStatus, summary_of, with_facts_of
from invoicing.domain.mails.templates import DEFAULT_MESSAGES
from invoicing.domain.problems.catalogue.issuing import ALREADY_REPLACED, CORRECTION_OUTDATED
from invoicing.domain.problems.catalogue.seller import SENDER_NOT_CONFIRMED
from invoicing.domain.problems.preflight import Checks, find_problems
from invoicing.domain.sellers.ksef_waiver import is_waived
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Issue, MarkOriginal, NumberTake, Stored, WaiverTake


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRequest:
    """What the caller may decide at issue; None leaves it to the draft and the settings."""

    issue_date: date | None = None
    send_email: bool | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft that nothing holds, with everything its issue needs except the number."""

    stored: Stored
    settings: SellerSettings
    request: IssueRequest
    on: date
    is_waived: bool

    @property
    def pattern(self) -> Pattern:
        """The numbering pattern of its kind."""
        return self.settings.numbering.pattern(self.stored.document.kind, self.stored.summary.corrected_kind)

    @property
    def series(self) -> tuple[str, str]:
        """The series, and the period in which it counts."""
        return self.pattern.series, self.pattern.period(self.on)

    @property
    def month(self) -> str:
        """The month of the KSeF waiver, as `2026-11`."""
        return f"{self.on:%Y-%m}"


def prepared(
    stored: Stored,
    settings: SellerSettings,
    request: IssueRequest,
    on: date,
    checks: Checks,
    original_of: Callable[[str], Stored],
) -> Prepared:
    """Return the draft ready for its number, or refuse it with everything that holds it.

    `original_of` returns the current state of a document that a draft corrects or replaces, by id.

    Raises: AlreadyIssuedError, HeldError, NotADraftError.
    """
    draft = stored.document
    ensure_draft(draft)
    if holding := [problem for problem in find_problems(draft, settings, checks, on) if problem.holds]:
        raise HeldError(holding)
    if draft.corrects:
        ensure_follows(draft, original_of(draft.corrects.id))
    if draft.replaces:
        ensure_not_replaced(draft, original_of(draft.replaces.id))
    return Prepared(stored=stored, settings=settings, request=request, on=on, is_waived=is_waived(draft, settings, on))


def ensure_follows(draft: Document, original: Stored) -> None:
    """Refuse a correction of a state that another correction has changed since.

    Raises: HeldError.
    """
    last = original.summary.corrected_by
    if draft.correction is not None and (last.id if last else None) != draft.correction.follows:
        raise HeldError([CORRECTION_OUTDATED(number=last.number if last else "")])


def ensure_not_replaced(draft: Document, original: Stored) -> None:
    """Refuse to replace a document that another one has already replaced.

    Raises: HeldError.
    """
    by = original.summary.replaced_by
    if draft.replaces is not None and by is not None and by.id != draft.id:
        raise HeldError([ALREADY_REPLACED(number=by.number)])


def numbered(ready: Prepared, ordinal: int, at: datetime, waiver: WaiverTake | None = None) -> Issue:
    """Return the issued document with this number, and everything to store with it.

    Raises: AlreadyIssuedError, NotADraftError.
    """
    draft, settings = ready.stored.document, ready.settings
    pattern = ready.pattern
    series, period = ready.series
    document = issued(
        replace(draft, message=message_for(draft, settings, ready.request.message)),
        PrintedNumber(series, pattern.number(ordinal, ready.on)),
        on=ready.on,
        at=at,
        seller=settings.printed(draft.currency),
        place=settings.place,
        is_waived=ready.is_waived,
    )
    summary = with_facts_of(summary_of(document), ready.stored.summary, email=_email(document, ready, at))
    return Issue(
        stored=Stored(document, summary, ready.stored.versions),
        number=NumberTake(series, period, ordinal),
        instead_of=draft.version,
        mark=_mark(document),
        waiver=waiver,
    )


def _mark(document: Document) -> MarkOriginal | None:
    by = reference_to(document)
    if document.correction is not None and document.corrects:
        follows = document.correction.follows
        return MarkOriginal(document.corrects.id, by, is_correcting=True, follows=follows)
    if document.replaces:
        return MarkOriginal(document.replaces.id, by, is_replacing=True)
    return MarkOriginal(document.from_document.id, by) if document.from_document else None


def message_for(document: Document, settings: SellerSettings, requested: Message | None) -> Message:
    """Return the mail's text: the requested one, else the draft's, else the seller's for this kind, else ours."""
    return requested or document.message or settings.messages.get(document.kind) or DEFAULT_MESSAGES[document.kind]


def _email(document: Document, ready: Prepared, now: datetime) -> Email:
    """Queue the mail together with the number; it is sent once the PDF is rendered.

    Buyers' Allegro mailboxes accept mails only from a confirmed sender; until then they are held.
    """
    is_sent = ready.settings.mail.send_on_issue if ready.request.send_email is None else ready.request.send_email
    to = document.buyer.email
    if not is_sent or not to:
        return Email()
    shown = Email(status=EmailStatus.QUEUED, to=to, at=now, nth=1)
    if is_masked(to) and not ready.settings.may_write_to_masked:
        return replace(shown, status=EmailStatus.HELD, reason=SENDER_NOT_CONFIRMED.code, nth=0)
    return shown
