"""In-memory stand-ins for jobs, over `InMemoryDocuments`. tests/contracts/test_jobs.py holds them to the real ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.jobs.job import ENDED, Job, JobOutcome, ManifestEntry, moved_past
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.services.documents.ports import Issue, NumberTakenError
from invoicing.services.jobs.ports import JobMovedError, Takes
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.mails import InMemoryMails


@dataclass
class InMemoryJobs:
    """Jobs and their outcomes."""

    documents: InMemoryDocuments
    items: dict[tuple[str, str], Job] = field(default_factory=dict)
    told: dict[tuple[str, str], list[JobOutcome]] = field(default_factory=dict)

    def create(self, job: Job) -> bool:
        return self.items.setdefault((job.seller_id, job.id), job) is job

    def get(self, seller_id: str, job_id: str) -> Job:
        try:
            return self.items[seller_id, job_id]
        except KeyError:
            raise NotFoundError from None

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Job, ...], str | None]:
        ids = sorted((key[1] for key in self.items if key[0] == seller_id), reverse=True)
        rest = [job_id for job_id in ids if cursor is None or job_id < cursor]
        page = tuple(self.items[seller_id, job_id] for job_id in rest[:limit])
        return page, page[-1].id if len(rest) > limit else None

    def update(self, job: Job) -> None:
        there = self.get(job.seller_id, job.id)
        if there.status not in ENDED:
            kept = {name: getattr(there, name) for name in ("position", "parts", "counts", "stop_requested")}
            self.items[job.seller_id, job.id] = replace(job, **kept)

    def advance(
        self, job: Job, issues: Sequence[Issue], outcomes: Sequence[JobOutcome], takes: Takes, at: datetime
    ) -> Job:
        there = self.get(job.seller_id, job.id)
        if there.position != job.position or there.stop_requested:
            raise JobMovedError
        for (series, period), (before, _) in takes.numbers.items():
            if self.documents.last_ordinal(job.seller_id, series, period) != before:
                raise NumberTakenError
        self._issue_all(job.seller_id, issues)
        moved = moved_past(there, outcomes, at)
        self.items[job.seller_id, job.id] = moved
        self.told.setdefault((job.seller_id, job.id), []).extend(outcomes)
        return moved

    def _issue_all(self, seller_id: str, issues: Sequence[Issue]) -> None:
        """All or nothing."""
        before = {name: dict(value) for name, value in vars(self.documents).items() if isinstance(value, dict)}
        try:
            for issue in issues:
                self.documents.issue(seller_id, issue)
        except Exception:
            vars(self.documents).update(before)
            raise

    def advance_mails(
        self, job: Job, attempts: Sequence[MailAttempt], outcomes: Sequence[JobOutcome], at: datetime
    ) -> Job:
        there = self.get(job.seller_id, job.id)
        if there.position != job.position or there.stop_requested:
            raise JobMovedError
        for attempt in attempts:
            InMemoryMails(self.documents).queue(job.seller_id, attempt)
        moved = moved_past(there, outcomes, at)
        self.items[job.seller_id, job.id] = moved
        self.told.setdefault((job.seller_id, job.id), []).extend(outcomes)
        return moved

    def request_stop(self, seller_id: str, job_id: str, at: datetime) -> Job:
        job = self.get(seller_id, job_id)
        if job.status not in ENDED:
            self.items[seller_id, job_id] = replace(job, stop_requested=True, updated_at=at)
        return self.get(seller_id, job_id)

    def outcomes(self, seller_id: str, job_id: str) -> Iterator[JobOutcome]:
        yield from self.told.get((seller_id, job_id), ())


@dataclass
class InMemoryManifests:
    """Frozen lists."""

    items: dict[tuple[str, str], Sequence[ManifestEntry]] = field(default_factory=dict)

    def freeze(self, seller_id: str, job_id: str, entries: Sequence[ManifestEntry]) -> Sequence[ManifestEntry]:
        return self.items.setdefault((seller_id, job_id), tuple(entries))

    def load(self, seller_id: str, job_id: str) -> Sequence[ManifestEntry]:
        return self.items[seller_id, job_id]
