"""Erase a buyer's personal data, document by document; steps can be repeated, and each document is reported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import summary_of, with_facts_of
from invoicing.domain.jobs.erasure import (
    KEPT_DRAFT,
    KEPT_ISSUED,
    erasure,
    is_without_buyer,
    without_buyer,
    without_recipient,
    without_values,
)
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobOutcome, ManifestEntry, OutcomeReason
from invoicing.services.documents.ports import Documents, Mails, Stored
from invoicing.services.jobs.ports import JobMovedError, Takes
from invoicing.services.jobs.worklist import JobDeps, opened, work_through

WINDOW = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseDeps(JobDeps):
    """Dependencies of erasing."""

    documents: Documents
    mails: Mails


def erasure_of(buyer: str, job_id: str, seller_id: str, by: str, at: datetime) -> Job:
    """Return the job that erases a buyer, named by their login."""
    return Job(
        id=job_id,
        seller_id=seller_id,
        kind=JobKind.ERASE,
        by=by,
        created_at=at,
        buyer=buyer,
        wanted={"q": buyer},
    )


def erase_step(seller_id: str, job_id: str, deps: EraseDeps) -> bool:
    """Process part of the job; return whether more is left.

    Raises: DraftChangedError, NotFoundError, TryLaterError, UnwritableError.
    """
    job = opened(seller_id, job_id, deps)
    return job is not None and work_through(job, WINDOW, partial(_worked_off, deps=deps), deps)


def _worked_off(job: Job, window: Sequence[ManifestEntry], deps: EraseDeps) -> Job:
    loaded = deps.drafts.load(job.seller_id, [entry.document_id for entry in window])
    outcomes = [_erased(job, entry, loaded.get(entry.document_id), deps) for entry in window]
    try:
        return deps.jobs.advance(job, (), outcomes, Takes({}, {}), deps.clock())
    except JobMovedError:
        return deps.jobs.get(job.seller_id, job.id)


def _erased(job: Job, entry: ManifestEntry, stored: Stored | None, deps: EraseDeps) -> JobOutcome:
    if stored is None or not _is_of(job, stored):
        return _outcome(entry, Issued.NOT_FOUND)
    document = stored.document
    if document.status is Status.DRAFT:
        return _outcome(entry, Issued.KEPT, OutcomeReason(code="kept_draft", message=KEPT_DRAFT))
    if document.status is Status.ISSUED:
        _erase_mails(job.seller_id, document.id, deps)
        return _outcome(entry, Issued.MAILS_ERASED, OutcomeReason(code="kept_issued", message=KEPT_ISSUED))
    _erase_draft(job, stored, deps)
    return _outcome(entry, Issued.ERASED)


def _is_of(job: Job, stored: Stored) -> bool:
    """True for this very buyer's document (search also finds parts of words) and for one that is already erased."""
    order = stored.document.order
    login = (order.buyer_login or "") if order else ""
    return is_without_buyer(stored.document) or login.casefold() == (job.buyer or "").casefold()


def _erase_draft(job: Job, stored: Stored, deps: EraseDeps) -> None:
    seller_id, before = job.seller_id, stored.document
    if not is_without_buyer(before):
        after = without_buyer(before)
        summary = with_facts_of(summary_of(after), stored.summary)
        change = erasure(after, job.by, deps.clock())
        deps.documents.save(seller_id, Stored(after, summary), instead_of=before.version, change=change)
    changes = deps.documents.history(seller_id, before.id)
    deps.documents.rewrite_history(seller_id, before.id, tuple(map(without_values, changes)))


def _erase_mails(seller_id: str, document_id: str, deps: EraseDeps) -> None:
    """Erase the recipients of a document's mails; one that changed concurrently is left to the next erasure."""
    for attempt in deps.mails.of_document(seller_id, document_id):
        after = without_recipient(attempt)
        if after is not attempt:
            deps.mails.move(seller_id, attempt, after)


def _outcome(entry: ManifestEntry, outcome: Issued, *reasons: OutcomeReason) -> JobOutcome:
    return JobOutcome(place=entry.place, document_id=entry.document_id, outcome=outcome, reasons=reasons)
