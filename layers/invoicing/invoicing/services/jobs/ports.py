"""Ports of jobs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from invoicing.domain.jobs.job import Job, JobOutcome, ManifestEntry
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.services.documents.ports import Issue


@dataclass(frozen=True, slots=True)
class Takes:
    """What a transaction takes, as (before, after): last ordinals by series and period, sums outside KSeF by month."""

    numbers: Mapping[tuple[str, str], tuple[int, int]]
    waived: Mapping[str, tuple[Decimal, Decimal]]


@dataclass(frozen=True, slots=True)
class Overdue:
    """A document without its PDF or, with `attempt_id`, one of its mails that was not sent."""

    seller_id: str
    document_id: str
    attempt_id: str | None = None


@dataclass(frozen=True, slots=True)
class OverdueJob:
    """A job that did not start."""

    seller_id: str
    job_id: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in an inbox, and when it was put there."""

    key: str
    etag: str
    at: datetime


class JobMovedError(Exception):
    """The job has moved since it was read: it was stopped, or another run advanced it."""


class UnwritableError(Exception):
    """The table will never accept this transaction."""


class Jobs(Protocol):
    """Jobs and the outcomes of their documents."""

    def create(self, job: Job) -> bool: ...
    def get(self, seller_id: str, job_id: str) -> Job:
        """Raises: NotFoundError."""

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Job, ...], str | None]: ...
    def update(self, job: Job) -> None: ...
    def advance(
        self, job: Job, issues: Sequence[Issue], outcomes: Sequence[JobOutcome], takes: Takes, at: datetime
    ) -> Job:
        """Raises: DraftChangedError, JobMovedError, NumberTakenError, NumberUsedError, UnwritableError."""

    def advance_mails(
        self, job: Job, attempts: Sequence[MailAttempt], outcomes: Sequence[JobOutcome], at: datetime
    ) -> Job:
        """Raises: JobMovedError, TryLaterError."""

    def request_stop(self, seller_id: str, job_id: str, at: datetime) -> Job:
        """Raises: NotFoundError."""

    def outcomes(self, seller_id: str, job_id: str) -> Iterator[JobOutcome]: ...


class Manifests(Protocol):
    """The frozen document lists of jobs."""

    def freeze(self, seller_id: str, job_id: str, entries: Sequence[ManifestEntry]) -> Sequence[ManifestEntry]: ...
    def load(self, seller_id: str, job_id: str) -> Sequence[ManifestEntry]: ...


class Work(Protocol):
    """The index of outstanding work."""

    def overdue(self, now: datetime) -> Iterator[Overdue | OverdueJob]: ...
