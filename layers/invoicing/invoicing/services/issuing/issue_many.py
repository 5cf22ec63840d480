"""Issue many drafts: a step processes as much of a job as there is time for, and can be repeated after any crash.

The job's position moves in the same transaction that takes the numbers, so a repeated step continues where the last one
stopped. The list of documents and its order are frozen once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import Conflict, StaleVersionError
from invoicing.domain.documents.document import Status
from invoicing.domain.jobs.job import Issued, Job, JobOutcome, ManifestEntry, OutcomeReason
from invoicing.domain.problems.preflight import Checks
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.basics.backoff import Backoff, Wait
from invoicing.services.documents.ports import (
    Documents,
    DraftChangedError,
    NumberTakenError,
    NumberUsedError,
    Sellers,
    Stored,
)
from invoicing.services.issuing.ksef_waiver import end_waiver
from invoicing.services.issuing.pack import Pack, Packing, Shelf, originals_of, packed
from invoicing.services.issuing.prepare import IssueRequest
from invoicing.services.jobs.ports import JobMovedError, Takes, UnwritableError
from invoicing.services.jobs.worklist import JobDeps, opened, work_through

WINDOW = 48
"""Documents that are read at a time: enough for two transactions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueManyDeps(JobDeps):
    """Dependencies of issuing many."""

    documents: Documents
    sellers: Sellers
    checks: Checks
    wait: Wait


@dataclass(slots=True)
class _Run:
    """State that a step carries from one transaction to the next."""

    settings: SellerSettings
    shelf: Shelf = Shelf({}, {})


def issue_step(seller_id: str, job_id: str, deps: IssueManyDeps) -> bool:
    """Process part of the job; return whether more is left.

    Raises: NotFoundError.
    """
    job = opened(seller_id, job_id, deps)
    if job is None:
        return False
    run = _Run(deps.sellers.get(seller_id))
    return work_through(job, WINDOW, partial(_worked_off, run=run, deps=deps), deps)


def _worked_off(job: Job, window: Sequence[ManifestEntry], run: _Run, deps: IssueManyDeps) -> Job:
    """Issue the documents of a window, transaction by transaction; what changed concurrently is read again."""
    loaded = dict(deps.drafts.load(job.seller_id, [entry.document_id for entry in window]))
    corrected = originals(job.seller_id, loaded.values(), deps)
    rest, most, backoff = list(window), len(window), Backoff(deps.wait)
    while rest:
        packing = packing_of(job, run.settings, deps)
        run.shelf = stocked(job.seller_id, rest[:most], loaded, run.shelf, packing, deps)
        pack = packed(rest[:most], loaded, corrected, run.shelf, packing)
        try:
            job = _stored(job, pack, run, deps)
        except NumberTakenError:
            run.shelf = Shelf({}, {})
            if not deps.may_go_on():
                break
            backoff.pause()
            continue
        except (DraftChangedError, JobMovedError):
            run.settings, run.shelf = deps.sellers.get(job.seller_id), Shelf({}, {})
            return deps.jobs.get(job.seller_id, job.id)
        except (NumberUsedError, UnwritableError) as error:
            most = 1
            if len(pack.issues) > 1:
                continue
            job = _past_failure(job, pack, error, deps)
        rest = rest[pack.entries :]
        if pack.ends_waiver:
            crossing = deps.drafts.load(job.seller_id, [rest[0].document_id])
            loaded |= crossing
            if all(stored.document.status is Status.DRAFT for stored in crossing.values()):
                run.settings = _without_waiver(run.settings, packing.on, deps.sellers)
            else:  # issued concurrently: the sum already includes this very document
                run.shelf = Shelf({}, {})
    return job


def _without_waiver(settings: SellerSettings, on: date, sellers: Sellers) -> SellerSettings:
    """End the waiver; on a concurrent change of the settings, return the new ones, to be judged again."""
    try:
        return end_waiver(settings, on, sellers)
    except StaleVersionError:
        return sellers.get(settings.id)


def _stored(job: Job, pack: Pack, run: _Run, deps: IssueManyDeps) -> Job:
    """Store a transaction and update the shelf by what it took."""
    if not pack.entries:
        return job
    moved = deps.jobs.advance(job, pack.issues, pack.outcomes, _takes(pack, run.shelf), deps.clock())
    run.shelf = Shelf({**run.shelf.last, **pack.taken}, {**run.shelf.waived, **pack.waived})
    return moved


def packing_of(job: Job, settings: SellerSettings, deps: IssueManyDeps) -> Packing:
    """Return what all documents of a job share; its issue date was fixed when the job was created."""
    request = IssueRequest(issue_date=job.issue_date, send_email=job.send_email, message=job.message)
    on = job.issue_date or warsaw_date(job.created_at)
    return Packing(settings=settings, request=request, on=on, at=deps.clock(), checks=deps.checks)


def originals(seller_id: str, documents: Iterable[Stored], deps: IssueManyDeps) -> Mapping[str, Stored]:
    """Return the documents that these correct or replace."""
    ids = originals_of(documents)
    return deps.drafts.load(seller_id, ids) if ids else {}


def stocked(
    seller_id: str,
    entries: Sequence[ManifestEntry],
    loaded: Mapping[str, Stored],
    shelf: Shelf,
    packing: Packing,
    deps: IssueManyDeps,
) -> Shelf:
    """Return the shelf with all counters that these documents need; each is read once, then counted in memory."""
    last, waived = dict(shelf.last), dict(shelf.waived)
    for entry in entries:
        if stored := loaded.get(entry.document_id):
            pattern = packing.settings.numbering.pattern(stored.document.kind, stored.summary.corrected_kind)
            series = pattern.series, pattern.period(packing.on)
            if series not in last:
                last[series] = deps.documents.last_ordinal(seller_id, *series)
    month = f"{packing.on:%Y-%m}"
    if packing.settings.is_waiving and month not in waived:
        waived[month] = deps.documents.waived_sum(seller_id, month)
    return Shelf(last, waived)


def _takes(pack: Pack, shelf: Shelf) -> Takes:
    return Takes(
        numbers={series: (shelf.last.get(series, 0), last) for series, last in pack.taken.items()},
        waived={month: (shelf.waived[month], after) for month, after in pack.waived.items()},
    )


def _past_failure(job: Job, pack: Pack, error: Exception, deps: IssueManyDeps) -> Job:
    """Skip a document that cannot be stored, and record the reason."""
    number = pack.issues[0].stored.document.number
    reason = (
        OutcomeReason(
            code=Conflict.NUMBER_USED.value,
            message=f"Numer {number} jest już na innym dokumencie. Przesuń numerację.",
        )
        if isinstance(error, NumberUsedError)
        else OutcomeReason(code="failed", message="nie udało się zapisać tego dokumentu.")
    )
    outcomes = [_failed(outcome, reason) if outcome.outcome is Issued.ISSUED else outcome for outcome in pack.outcomes]
    return deps.jobs.advance(job, (), outcomes, Takes({}, {}), deps.clock())


def _failed(outcome: JobOutcome, reason: OutcomeReason) -> JobOutcome:
    return replace(outcome, outcome=Issued.FAILED, number=None, reasons=(reason,))
