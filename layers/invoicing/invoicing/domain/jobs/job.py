"""Jobs: background work on many documents. A job records its progress and the outcome of each document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from invoicing.domain.documents.document import Message


class JobKind(StrEnum):
    """What a job does."""

    ISSUE = "issue"
    MAIL = "mail"
    ERASE = "erase"
    MONTH = "month"
    PRINT = "print"


class JobStatus(StrEnum):
    """The state of a job."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


ENDED = (JobStatus.DONE, JobStatus.STOPPED)
"""A failed job has not ended: it continues when its execution is redriven."""


class Issued(StrEnum):
    """Outcome of one document in a job. QUEUED and below are for mail and erasure jobs."""

    ISSUED = "issued"
    ALREADY_ISSUED = "already_issued"
    HELD = "held"
    NOT_FOUND = "not_found"
    DISCARDED = "discarded"
    FAILED = "failed"
    QUEUED = "queued"
    NOT_ISSUED = "not_issued"
    ERASED = "erased"
    MAILS_ERASED = "mails_erased"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReason:
    """A reason for an outcome."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobOutcome:
    """Outcome of one document; `place` is its position in the request, from 0."""

    place: int
    document_id: str
    outcome: Issued
    number: str | None = None
    gross: Decimal | None = None
    currency: str | None = None
    reasons: tuple[OutcomeReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobFailure:
    """Why a job failed."""

    code: str
    message: str


_NOT_OF_ISSUING = frozenset({Issued.QUEUED, Issued.NOT_ISSUED, Issued.ERASED, Issued.MAILS_ERASED, Issued.KEPT})
MANIFEST_KINDS = frozenset({JobKind.ISSUE, JobKind.MAIL, JobKind.ERASE})
"""Jobs that work through a list of documents and record an outcome for each."""
NO_COUNTS: Mapping[str, int] = {str(outcome): 0 for outcome in Issued if outcome not in _NOT_OF_ISSUING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Work on many documents.

    `issue_date` is fixed when the job is created. `position` counts the documents of the frozen list that are done;
    `total` is None until the list is frozen. `wanted` is the filter as the caller wrote it. `despite_brake` sends mails
    although many have bounced. `buyer` is the login of the buyer whose data are erased. `execution` names the Step
    Functions execution that created the job, if a person started it.
    """

    id: str
    seller_id: str
    kind: JobKind
    status: JobStatus = JobStatus.WAITING
    by: str
    created_at: datetime
    updated_at: datetime | None = None
    finished_at: datetime | None = None
    issue_date: date | None = None
    send_email: bool | None = None
    message: Message | None = None
    ids: tuple[str, ...] = ()
    wanted: Mapping[str, Any] | None = None
    month: str | None = None
    total: int | None = None
    position: int = 0
    parts: int = 0
    is_cut: bool = False
    despite_brake: bool = False
    buyer: str | None = None
    stop_requested: bool = False
    counts: Mapping[str, int] = field(default_factory=lambda: dict(NO_COUNTS))
    error: JobFailure | None = None
    key: str | None = None
    documents: int | None = None
    without_pdf: tuple[str, ...] = ()
    execution: str | None = None


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A document of a job, and its position in the request."""

    document_id: str
    place: int


def moved_past(job: Job, outcomes: Sequence[JobOutcome], at: datetime) -> Job:
    """Return the job with these documents done."""
    counts = dict(job.counts)
    for outcome in outcomes:
        counts[outcome.outcome] = counts.get(outcome.outcome, 0) + 1
    return replace(
        job,
        status=JobStatus.RUNNING,
        position=job.position + len(outcomes),
        parts=job.parts + 1,
        counts=counts,
        updated_at=at,
        error=None,
    )
