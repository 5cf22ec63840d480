"""The documents of a job: requested by ids or by a filter, ordered by sale, and frozen once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.summary import Summary
from invoicing.domain.jobs.job import ENDED, Job, JobStatus, ManifestEntry
from invoicing.services.drafts.ports import Drafts
from invoicing.services.jobs.ports import Jobs, Manifests

MOST_DOCUMENTS = 20_000
SUMMARIES_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDeps:
    """Dependencies of every job over documents.

    `matching` yields the documents of a filter, newest first; `may_go_on` is true while a step has time left.
    """

    jobs: Jobs
    manifests: Manifests
    drafts: Drafts
    matching: Callable[[str, Mapping[str, Any]], Iterable[Summary]]
    clock: Callable[[], datetime]
    may_go_on: Callable[[], bool]


Place = tuple[date, str, int]


def frozen(job: Job, deps: JobDeps) -> Job:
    """Return the job with its list frozen; the first stored list wins."""
    if job.total is not None:
        return job
    requested = asked_for(job.seller_id, job.ids, job.wanted, deps)
    ordered = list(islice(requested, MOST_DOCUMENTS + 1))
    entries = sorted(ordered[:MOST_DOCUMENTS], key=lambda pair: pair[1])
    manifest = deps.manifests.freeze(job.seller_id, job.id, [entry for entry, _ in entries])
    is_cut = len(ordered) > MOST_DOCUMENTS
    started = replace(job, status=JobStatus.RUNNING, total=len(manifest), is_cut=is_cut, updated_at=deps.clock())
    deps.jobs.update(started)
    return started


def asked_for(
    seller_id: str, ids: Sequence[str], criteria: Mapping[str, Any] | None, deps: JobDeps
) -> Iterator[tuple[ManifestEntry, Place]]:
    """Yield the requested documents, each with its sort key by sale."""
    if criteria is not None:
        for place, summary in enumerate(deps.matching(seller_id, criteria)):
            yield ManifestEntry(summary.id, place), _place(summary, place)
        return
    unique = list(dict.fromkeys(ids))
    for start in range(0, len(unique), SUMMARIES_AT_ONCE):
        some = unique[start : start + SUMMARIES_AT_ONCE]
        known = deps.drafts.known(seller_id, some)
        for place, document_id in enumerate(some, start=start):
            existing = known.get(document_id)
            yield ManifestEntry(document_id, place), _place(existing.summary if existing else None, place)


def _place(summary: Summary | None, place: int) -> Place:
    if summary is None:
        return date.max, "", place
    at = (summary.ordered_at or summary.created_at).astimezone(UTC)
    return summary.sale_date or warsaw_date(at), at.isoformat(), place


def opened(seller_id: str, job_id: str, deps: JobDeps) -> Job | None:
    """Return a job with its list frozen; None if the job is over.

    Raises: NotFoundError.
    """
    job = deps.jobs.get(seller_id, job_id)
    return None if job.status in ENDED else frozen(job, deps)


def work_through(job: Job, size: int, work_off: Callable[[Job, Sequence[ManifestEntry]], Job], deps: JobDeps) -> bool:
    """Process a job's documents, `size` at a time, while there is time; return whether more is left."""
    manifest = deps.manifests.load(job.seller_id, job.id)
    while job.position < len(manifest):
        if job.stop_requested:
            return _ended(job, JobStatus.STOPPED, deps)
        if not deps.may_go_on():
            return True
        job = work_off(job, manifest[job.position : job.position + size])
    return _ended(job, JobStatus.DONE, deps)


def _ended(job: Job, status: JobStatus, deps: JobDeps) -> bool:
    """Store that the job is over; return False, as nothing is left."""
    now = deps.clock()
    deps.jobs.update(replace(job, status=status, finished_at=now, updated_at=now, error=None))
    return False
