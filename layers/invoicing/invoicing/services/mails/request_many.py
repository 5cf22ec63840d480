"""Mail many documents: a step queues as many of a job's mails as there is time for, and can be repeated.

The job's position moves in the transaction that stores the attempts, and an attempt's id is the job's: a document gets
one mail per job, whatever is repeated.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from invoicing.domain.basics.errors import Conflict, ConflictError, InvoicingError
from invoicing.domain.documents.document import Status
from invoicing.domain.jobs.job import Issued, Job, JobOutcome, ManifestEntry, OutcomeReason
from invoicing.domain.mails.attempt import MailAttempt, Why
from invoicing.domain.mails.reputation import Reputation
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Sellers, Stored
from invoicing.services.jobs.ports import JobMovedError
from invoicing.services.jobs.worklist import JobDeps, opened, work_through
from invoicing.services.mails.request import addressed

WINDOW = 45
"""Mails per transaction: two writes each, plus the job's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailManyDeps(JobDeps):
    """Dependencies of mailing many."""

    sellers: Sellers


def ensure_not_braked(reputation: Reputation) -> None:
    """Refuse automatic mails while too many of the seller's recent ones bounced.

    Raises: ConflictError.
    """
    if reputation.is_braked:
        raise ConflictError(Conflict.MAILS_BRAKED, f"{reputation.told} Popraw adresy albo powtórz z despite_bounces.")


def mail_step(seller_id: str, job_id: str, deps: MailManyDeps) -> bool:
    """Process part of the job; return whether more is left.

    Raises: NotFoundError, TryLaterError.
    """
    job = opened(seller_id, job_id, deps)
    if job is None:
        return False
    work_off = partial(_queued, settings=deps.sellers.get(seller_id), deps=deps)
    return work_through(job, WINDOW, work_off, deps)


def _queued(job: Job, window: Sequence[ManifestEntry], settings: SellerSettings, deps: MailManyDeps) -> Job:
    loaded = deps.drafts.load(job.seller_id, [entry.document_id for entry in window])
    attempts: list[MailAttempt] = []
    outcomes: list[JobOutcome] = []
    for entry in window:
        outcome = _attempt_or_reason(job, entry, loaded.get(entry.document_id), settings, deps)
        if isinstance(outcome, MailAttempt):
            attempts.append(outcome)
            outcome = _outcome(entry, loaded.get(entry.document_id), Issued.QUEUED)
        outcomes.append(outcome)
    try:
        return deps.jobs.advance_mails(job, attempts, outcomes, deps.clock())
    except JobMovedError:
        return deps.jobs.get(job.seller_id, job.id)


def _attempt_or_reason(
    job: Job, entry: ManifestEntry, stored: Stored | None, settings: SellerSettings, deps: MailManyDeps
) -> MailAttempt | JobOutcome:
    """Return the mail attempt of a document, or the outcome that says why there is none."""
    if stored is None:
        return _outcome(entry, None, Issued.NOT_FOUND)
    if stored.document.status is not Status.ISSUED:
        return _outcome(entry, stored, Issued.NOT_ISSUED)
    try:
        attempt = addressed(stored, job.id, settings, to=None, message=job.message, at=deps.clock())
    except InvoicingError as refusal:
        return _outcome(entry, stored, Issued.HELD, OutcomeReason(code=refusal.code, message=refusal.detail))
    return replace(
        attempt,
        why=Why.BULK,
        by=job.by,
        job_id=job.id,
        nth=stored.summary.email.nth + 1,
        despite_brake=job.despite_brake,
    )


def _outcome(entry: ManifestEntry, stored: Stored | None, outcome: Issued, *reasons: OutcomeReason) -> JobOutcome:
    number = stored.document.number if stored else None
    return JobOutcome(place=entry.place, document_id=entry.document_id, outcome=outcome, number=number, reasons=reasons)
