"""Two hundred issues of one series at the same moment, with a job on the same series, on the real table.

Their clock goes on by their tries and waits alone, so that a slow machine takes longer but nobody has less time.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush

from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.jobs import DynamoDbJobs
from invoicing.adapters.table.numbers import DynamoDbNumbers
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.domain.jobs.job import Job, JobKind
from invoicing.services.issuing.issue_many import IssueManyDeps, issue_step
from invoicing.services.issuing.issue_one import IssueDeps, issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import CHECKS, NOW, a_draft, a_seller, stored
from tests.fakes.jobs import InMemoryManifests

ISSUES = 200
BULK = 100
MOST_TRIES = 60
AT_ONCE = 32
"""So many race at any moment. Who has read the counter before a rival takes a number has tried in vain, so a number
costs no more tries than this, however slow the machine: 200 of them cost less than 200 * 32 * TRY_S = 13 s.
"""
TRY_S = 0.002
"""What a try takes on the clock of the race."""


class RaceClock:
    """A clock that is moved by tries; where everybody waits, it goes to the end of the first wait."""

    def __init__(self, runners: int) -> None:
        self.seconds = 0.0
        self.busy = 0
        self.waiting: list[tuple[float, int, threading.Event]] = []
        self.lock = threading.Lock()
        self.start = threading.Barrier(runners)

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    def tick(self) -> None:
        """Go on by what a try takes."""
        with self.lock:
            self.seconds += TRY_S
            self._wake()

    def wait(self, seconds: float) -> None:
        """Wait until the clock has gone on by so much and there is room among those who race."""
        with self.lock:
            self.busy -= 1
            over = self._queued(seconds)
            self._wake()
        over.wait()

    def run(self, work: Callable[[], object]) -> None:
        """Do the work as one of the runners, all of whom start at the same moment."""
        with self.lock:
            started = self._queued(0)
        self.start.wait()
        with self.lock:
            self._wake()
        started.wait()
        try:
            work()
        finally:
            with self.lock:
                self.busy -= 1
                self._wake()

    def _queued(self, seconds: float) -> threading.Event:
        over = threading.Event()
        heappush(self.waiting, (self.seconds + seconds, id(over), over))
        return over

    def _wake(self) -> None:
        if self.waiting and not self.busy:
            self.seconds = max(self.seconds, self.waiting[0][0])
        while self.waiting and self.busy < AT_ONCE and self.waiting[0][0] <= self.seconds:
            self.busy += 1
            heappop(self.waiting)[2].set()


class CountingDocuments(DynamoDbDocuments):
    """Counts how often each document was tried."""

    def __init__(self, table, clock: RaceClock):
        super().__init__(table)
        self.clock = clock
        self.tries: dict[str, int] = {}

    def issue(self, seller_id, issue):
        document_id = issue.stored.document.id
        self.tries[document_id] = self.tries.get(document_id, 0) + 1
        self.clock.tick()
        super().issue(seller_id, issue)


def job_of(ids, table, deps: IssueDeps) -> IssueManyDeps:
    """Make a job of these drafts; return what its steps need."""
    jobs = DynamoDbJobs(table)
    jobs.create(Job(id="job", seller_id="lipa", kind=JobKind.ISSUE, by="anna", created_at=NOW, ids=tuple(ids)))
    return IssueManyDeps(
        jobs=jobs,
        manifests=InMemoryManifests(),
        documents=deps.documents,
        drafts=DynamoDbDrafts(table),
        sellers=deps.sellers,
        matching=lambda *_: (),
        checks=CHECKS,
        clock=deps.clock,
        wait=deps.wait,
        may_go_on=lambda: True,
    )


def test_two_hundred_issues_beside_a_job_leave_no_gap_no_repeat_and_no_conflict(table):
    """F-06: and no caller tries for ever."""
    clock = RaceClock(runners=ISSUES + 1)
    documents, sellers = CountingDocuments(table, clock), DynamoDbSellers(table)
    sellers.save(a_seller(), instead_of=0)
    bulk = [f"bulk-{n}" for n in range(BULK)]
    single = [f"d-{n}" for n in range(ISSUES)]
    DynamoDbDrafts(table).add("lipa", [stored(a_draft(id=document_id)) for document_id in (*single, *bulk)])
    deps = IssueDeps(documents=documents, sellers=sellers, checks=CHECKS, clock=clock, wait=clock.wait)
    many = job_of(bulk, table, deps)
    work = [partial(issue_document, "lipa", document_id, IssueRequest(), deps) for document_id in single]
    with ThreadPoolExecutor(ISSUES + 1) as threads:
        list(threads.map(clock.run, [*work, partial(issue_step, "lipa", "job", many)]))

    (series,) = DynamoDbNumbers(table).series("lipa")
    entries = list(DynamoDbNumbers(table).entries("lipa", series.period))
    assert [entry.ordinal for entry in entries] == list(range(1, ISSUES + BULK + 1))
    assert {entry.document_id for entry in entries} == {*single, *bulk}
    assert many.jobs.get("lipa", "job").counts["issued"] == BULK
    assert max(documents.tries.values()) <= MOST_TRIES
