"""Two hundred issues of one series at the same moment, with a job on the same series, on the real table."""

import threading
import time

from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.jobs import DynamoDbJobs
from invoicing.adapters.table.numbers import DynamoDbNumbers
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.domain.jobs.job import Job, JobKind
from invoicing.runtime.wiring.clock import now
from invoicing.services.issuing.issue_many import IssueManyDeps, issue_step
from invoicing.services.issuing.issue_one import IssueDeps, issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import CHECKS, a_draft, a_seller, stored
from tests.job_fakes import InMemoryManifests

ISSUES = 200
BULK = 100
MOST_TRIES = 60


class CountingDocuments(DynamoDbDocuments):
    """Counts how often each document was tried."""

    def __init__(self, table):
        super().__init__(table)
        self.tries: dict[str, int] = {}

    def issue(self, seller_id, issue):
        document_id = issue.stored.document.id
        self.tries[document_id] = self.tries.get(document_id, 0) + 1
        super().issue(seller_id, issue)


def job_of(ids, table, documents, sellers) -> IssueManyDeps:
    """Make a job of these drafts; return what its steps need."""
    jobs = DynamoDbJobs(table)
    jobs.create(Job(id="job", seller_id="lipa", kind=JobKind.ISSUE, by="anna", created_at=now(), ids=tuple(ids)))
    return IssueManyDeps(
        jobs=jobs,
        manifests=InMemoryManifests(),
        documents=documents,
        drafts=DynamoDbDrafts(table),
        sellers=sellers,
        matching=lambda *_: (),
        checks=CHECKS,
        clock=now,
        wait=time.sleep,
        may_go_on=lambda: True,
    )


def test_two_hundred_issues_and_a_job_on_one_series_leave_no_gap_no_repeat_and_no_conflict_that_a_caller_sees(table):
    """F-06: and no caller tries for ever."""
    documents, sellers = CountingDocuments(table), DynamoDbSellers(table)
    sellers.save(a_seller(), instead_of=0)
    bulk = [f"bulk-{n}" for n in range(BULK)]
    ids = [*(f"d-{n}" for n in range(ISSUES)), *bulk]
    DynamoDbDrafts(table).add("lipa", [stored(a_draft(id=document_id)) for document_id in ids])
    started = now()

    def patient_clock():
        """Go at a fifth of the speed: tries are counted here, not the seconds of a machine that does other work."""
        return started + (now() - started) / 5

    deps = IssueDeps(documents=documents, sellers=sellers, checks=CHECKS, clock=patient_clock, wait=time.sleep)
    many = job_of(bulk, table, documents, sellers)

    def issue(n: int) -> None:
        issue_document("lipa", f"d-{n}", IssueRequest(), deps)

    threads = [threading.Thread(target=issue, args=(n,)) for n in range(ISSUES)]
    threads.append(threading.Thread(target=issue_step, args=("lipa", "job", many)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    (series,) = DynamoDbNumbers(table).series("lipa")
    entries = list(DynamoDbNumbers(table).entries("lipa", series.period))
    assert [entry.ordinal for entry in entries] == list(range(1, ISSUES + BULK + 1))
    assert {entry.document_id for entry in entries} == set(ids)
    assert many.jobs.get("lipa", "job").counts["issued"] == BULK
    assert max(documents.tries.values()) <= MOST_TRIES
