"""Jobs in the table: their progress and the numbers that they take change in one transaction."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import Plain, from_json, json_of, plain_of, value_of
from invoicing.adapters.table.engine.table import (
    IS_NEW,
    ConditionFailedError,
    Put,
    Table,
    TransactionRefusedError,
    Update,
)
from invoicing.adapters.table.issues import counter_update, issue_writes, refusal_of, waiver_update
from invoicing.adapters.table.items import work_keys
from invoicing.adapters.table.mails import put_of, shown_update
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.jobs.job import ENDED, Job, JobOutcome, JobStatus, moved_past
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.services.documents.ports import Issue
from invoicing.services.jobs.ports import JobMovedError, Takes, UnwritableError

TYPE = "job"
STARTS_WITHIN = timedelta(minutes=10)
"""A job that is still waiting then is started again."""
NOT_STOPPED = Path("stop_requested") == False  # noqa: E712 - a condition, not a comparison


class DynamoDbJobs:
    """Jobs of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def create(self, job: Job) -> bool:
        """Store a new job; the stream starts it. False if its id is taken."""
        due_at = None if job.execution else job.created_at + STARTS_WITHIN
        item = {"type": TYPE, **plain_of(job), **work_keys(job.id, due_at)}
        try:
            self._table.put(Put(keys.job(job.seller_id, job.id), item, IS_NEW))
        except ConditionFailedError:
            return False
        return True

    def get(self, seller_id: str, job_id: str) -> Job:
        """Return the current job.

        Raises: NotFoundError.
        """
        item = self._table.get(keys.job(seller_id, job_id))
        if item is None:
            raise NotFoundError("Nie ma takiego zadania.")
        return value_of(item, Job)

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Job, ...], str | None]:
        """Return up to `limit` jobs, newest first, and the cursor to the next ones."""
        earlier = Path("sk") < cursor if cursor else None
        page = self._table.query(keys.jobs(seller_id), sort=earlier, limit=limit, newest_first=True)
        jobs = tuple(value_of(item, Job) for item in page.items)
        return jobs, jobs[-1].id if page.next and jobs else None

    def update(self, job: Job) -> None:
        """Store the fields of a started job that change apart from its documents; an ended job is never changed."""
        names = ("status", "total", "is_cut", "updated_at", "finished_at", "error", "key", "documents", "without_pdf")
        plain = plain_of(job)
        not_ended = ~Path("status").is_in(*(status.value for status in ENDED))
        changes = {**{name: plain[name] for name in names}, **work_keys(job.id, None)}
        write = Update(keys.job(job.seller_id, job.id), changes, not_ended)
        with suppress(ConditionFailedError):
            self._table.update(write)

    def advance(
        self, job: Job, issues: Sequence[Issue], outcomes: Sequence[JobOutcome], takes: Takes, at: datetime
    ) -> Job:
        """Issue these documents and move the job past them, all or nothing.

        Raises: DraftChangedError, JobMovedError, NumberTakenError, NumberUsedError, UnwritableError.
        """
        moved = moved_past(job, outcomes, at)
        guarded: list[tuple[str, Put | Update]] = [
            ("job", _progress(moved, before=job)),
            ("job", _part(moved, outcomes)),
        ]
        for (series, period), (before, last) in takes.numbers.items():
            guarded.append(("counter", counter_update(job.seller_id, series, period, before, last)))
        for month, (before_sum, after_sum) in takes.waived.items():
            guarded.append(("waiver", waiver_update(job.seller_id, month, before_sum, after_sum)))
        for issue in issues:
            guarded.extend(issue_writes(job.seller_id, issue))
        try:
            self._table.transact_once([write for _, write in guarded])
        except TransactionRefusedError as refused:
            guards = [guard for guard, _ in guarded]
            if any(guard == "job" and refused.condition_failed(place) for place, guard in enumerate(guards)):
                raise JobMovedError from refused
            raise refusal_of(refused, guards) from refused
        except TransactWriteError as error:
            if error.cause_response_code == "ValidationException":
                raise UnwritableError from error
            raise
        return moved

    def advance_mails(
        self, job: Job, attempts: Sequence[MailAttempt], outcomes: Sequence[JobOutcome], at: datetime
    ) -> Job:
        """Queue these mails and move the job past their documents, all or nothing.

        A document that shows a newer mail, by the clock of whoever queued it, keeps showing that one.

        Raises: JobMovedError, TryLaterError.
        """
        moved = moved_past(job, outcomes, at)
        progress: list[Put | Update] = [_progress(moved, before=job), _part(moved, outcomes)]
        queued = [put_of(job.seller_id, attempt, IS_NEW) for attempt in attempts]
        shown = [shown_update(job.seller_id, attempt) for attempt in attempts]
        try:
            self._table.transact([*progress, *queued, *shown])
        except TransactionRefusedError as refused:
            if refused.condition_failed(0) or refused.condition_failed(1):
                raise JobMovedError from refused
            places = range(len(progress) + len(queued), len(refused.reasons))
            latest = [
                update for place, update in zip(places, shown, strict=True) if not refused.condition_failed(place)
            ]
            if len(latest) == len(shown):
                raise
            self._table.transact([*progress, *queued, *latest])
        return moved

    def request_stop(self, seller_id: str, job_id: str, at: datetime) -> Job:
        """Ask a job to stop before its next transaction, and return it; an ended job is not changed.

        Raises: NotFoundError.
        """
        changes: dict[str, Plain] = {"stop_requested": True, "updated_at": plain_of(at)}
        is_open = Path("status").is_in(*(status.value for status in JobStatus if status not in ENDED))
        with suppress(ConditionFailedError):
            self._table.update(Update(keys.job(seller_id, job_id), changes, is_open))
        return self.get(seller_id, job_id)

    def outcomes(self, seller_id: str, job_id: str) -> Iterator[JobOutcome]:
        """Yield the outcomes of the documents so far, in the order of work."""
        for item in self._table.query_all(keys.job_parts(seller_id, job_id)):
            yield from from_json(item["outcomes"], tuple[JobOutcome, ...])


def _progress(moved: Job, before: Job) -> Update:
    plain = plain_of(moved)
    changes = {name: plain[name] for name in ("status", "position", "parts", "counts", "updated_at", "error")}
    only_if: Condition = (Path("position") == before.position) & NOT_STOPPED
    return Update(keys.job(moved.seller_id, moved.id), changes, only_if)


def _part(moved: Job, outcomes: Sequence[JobOutcome]) -> Put:
    item = {"type": "job_part", "outcomes": json_of(tuple(outcomes)).decode()}
    return Put(keys.job_part(moved.seller_id, moved.id, moved.parts), item, IS_NEW)
