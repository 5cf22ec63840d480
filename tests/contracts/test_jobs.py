"""Jobs, numbers and named requests: the same tests for the table and its in-memory fakes."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.jobs import DynamoDbJobs
from invoicing.adapters.table.numbers import DynamoDbNumbers
from invoicing.adapters.table.requests import DynamoDbRequests
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.domain.basics.errors import ConflictError, NotFoundError, ReusedKeyError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.kind import NumberedAs
from invoicing.domain.documents.summary import summary_of
from invoicing.domain.jobs.job import Issued, Job, JobFailure, JobKind, JobOutcome, JobStatus
from invoicing.services.books.numbers import NumberDeps, move_forward, register_page
from invoicing.services.documents.ports import DraftChangedError, Issue, NumberTake, NumberTakenError, Stored
from invoicing.services.jobs.ports import JobMovedError, Takes
from tests.builders import NOW, a_draft, a_seller, sold_by, stored
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.jobs import InMemoryJobs

BOTH = pytest.mark.parametrize("kind", ["memory", "table"])
JOB = Job(id="job-1", seller_id="lipa", kind=JobKind.ISSUE, by="anna", created_at=NOW, ids=("d-1", "d-2"))


class Stores(NamedTuple):
    documents: DynamoDbDocuments | InMemoryDocuments
    jobs: DynamoDbJobs | InMemoryJobs


@pytest.fixture
def stores(kind, request) -> Stores:
    """Return stores of one kind, with two drafts and a job."""
    if kind == "memory":
        documents = InMemoryDocuments()
        created = Stores(documents, InMemoryJobs(documents))
        documents.add("lipa", [stored(a_draft(id=f"d-{n}")) for n in (1, 2)])
    else:
        table = request.getfixturevalue("table")
        created = Stores(DynamoDbDocuments(table), DynamoDbJobs(table))
        DynamoDbDrafts(table).add("lipa", [stored(a_draft(id=f"d-{n}")) for n in (1, 2)])
    assert created.jobs.create(JOB)
    return created


def an_issue(ordinal: int, instead_of: int = 1) -> Issue:
    printed = PrintedNumber("AL", f"AL {ordinal}/11/2026")
    document = issued(a_draft(id=f"d-{ordinal}"), printed, on=NOW.date(), at=NOW, **sold_by(a_seller()))
    take = NumberTake("AL", "2026-11", ordinal)
    return Issue(stored=Stored(document, summary_of(document)), number=take, instead_of=instead_of)


def issued_outcomes(*numbers: int) -> list[JobOutcome]:
    return [JobOutcome(place=n - 1, document_id=f"d-{n}", outcome=Issued.ISSUED) for n in numbers]


def takes(before: int, last: int) -> Takes:
    return Takes({("AL", "2026-11"): (before, last)}, {})


@BOTH
def test_a_job_is_created_once_and_comes_back_as_it_was_stored(stores):
    assert not stores.jobs.create(replace(JOB, by="ktoś inny"))
    assert stores.jobs.get("lipa", "job-1") == JOB
    with pytest.raises(NotFoundError):
        stores.jobs.get("sowa", "job-1")


@BOTH
def test_numbers_and_progress_are_stored_together(stores):
    moved = stores.jobs.advance(JOB, [an_issue(1), an_issue(2)], issued_outcomes(1, 2), takes(0, 2), NOW)

    assert (moved.position, moved.counts["issued"], moved.status) == (2, 2, JobStatus.RUNNING)
    assert stores.jobs.get("lipa", "job-1") == moved
    assert stores.documents.get("lipa", "d-2").document.number == "AL 2/11/2026"
    assert stores.documents.last_ordinal("lipa", "AL", "2026-11") == 2
    assert list(stores.jobs.outcomes("lipa", "job-1")) == issued_outcomes(1, 2)


@BOTH
def test_a_job_that_has_moved_or_was_stopped_takes_no_number(stores):
    stores.jobs.advance(JOB, [an_issue(1)], issued_outcomes(1), takes(0, 1), NOW)
    with pytest.raises(JobMovedError):
        stores.jobs.advance(JOB, [an_issue(2)], issued_outcomes(2), takes(1, 2), NOW)

    stopped = stores.jobs.request_stop("lipa", "job-1", NOW)
    with pytest.raises(JobMovedError):
        stores.jobs.advance(stopped, [an_issue(2)], issued_outcomes(2), takes(1, 2), NOW)
    assert stores.documents.last_ordinal("lipa", "AL", "2026-11") == 1
    assert stores.documents.get("lipa", "d-2").document.status is Status.DRAFT


@BOTH
def test_a_number_taken_by_another_or_a_changed_draft_leaves_the_job_where_it_was(stores):
    with pytest.raises(NumberTakenError):
        stores.jobs.advance(JOB, [an_issue(1)], issued_outcomes(1), takes(7, 8), NOW)
    with pytest.raises(DraftChangedError):
        stores.jobs.advance(JOB, [an_issue(1, instead_of=5)], issued_outcomes(1), takes(0, 1), NOW)

    assert stores.jobs.get("lipa", "job-1") == JOB
    assert list(stores.jobs.outcomes("lipa", "job-1")) == []


@BOTH
def test_an_ended_job_is_never_changed_and_a_failed_one_can_continue(stores):
    failed = replace(JOB, status=JobStatus.FAILED, error=JobFailure(code="internal", message="…"), updated_at=NOW)
    stores.jobs.update(failed)
    assert stores.jobs.get("lipa", "job-1").error == failed.error

    stores.jobs.update(replace(JOB, status=JobStatus.DONE, finished_at=NOW))
    stores.jobs.update(failed)
    assert stores.jobs.get("lipa", "job-1").status is JobStatus.DONE


@BOTH
def test_jobs_are_listed_newest_first_in_pages(stores):
    for n in (2, 3):
        stores.jobs.create(replace(JOB, id=f"job-{n}"))

    first, cursor = stores.jobs.page("lipa", limit=2, cursor=None)
    second, end = stores.jobs.page("lipa", limit=2, cursor=cursor)

    assert [job.id for job in (*first, *second)] == ["job-3", "job-2", "job-1"]
    assert end is None


def test_moving_a_series_forward_leaves_void_entries_and_no_gap(table):
    """F-07: what is skipped says why, and what is taken cannot be taken back."""
    documents, numbers, sellers = DynamoDbDocuments(table), DynamoDbNumbers(table), DynamoDbSellers(table)
    sellers.save(a_seller(), instead_of=0)
    DynamoDbDrafts(table).add("lipa", [stored(a_draft(id="d-1"))])
    documents.issue("lipa", an_issue(1))
    clock = FakeClock()
    register = NumberDeps(numbers=numbers, documents=documents, sellers=sellers, clock=clock, wait=clock.wait)

    skipped = move_forward("lipa", NumberedAs.INVOICE, None, 5, "numery 2–4 w innym programie", register)

    assert (skipped.first, skipped.last) == (2, 4)
    page = register_page("lipa", "AL", "2026-11", 0, 10, numbers)
    assert [entry.ordinal for entry in page.items] == [1, 2, 3, 4]
    assert [entry.void_reason for entry in page.items] == [None, *["numery 2–4 w innym programie"] * 3]
    assert [entry.number for entry in page.items][3] == "AL 4/11/2026"
    assert (page.gaps, page.next) == ((), None)
    assert documents.last_ordinal("lipa", "AL", "2026-11") == 4
    with pytest.raises(ConflictError):
        move_forward("lipa", NumberedAs.INVOICE, None, 5, "znowu", register)


def test_the_register_is_read_in_pages(table):
    numbers = DynamoDbNumbers(table)
    documents = DynamoDbDocuments(table)
    DynamoDbDrafts(table).add("lipa", [stored(a_draft(id=f"d-{n}")) for n in (1, 2)])
    documents.issue("lipa", an_issue(1))
    documents.issue("lipa", an_issue(2))

    first = register_page("lipa", "AL", "2026-11", 0, 1, numbers)
    assert (len(first.items), first.next) == (1, 1)
    rest = register_page("lipa", "AL", "2026-11", first.next or 0, 10, numbers)
    assert [entry.number for entry in rest.items] == ["AL 2/11/2026"]
    assert [entry.issue_date for entry in rest.items] == [date(2026, 11, 24)]


def test_a_named_request_returns_the_same_id_and_refuses_other_content(table):
    requests = DynamoDbRequests(table)

    assert requests.remembered("lipa", "klucz", "treść", "id-1", NOW) == "id-1"
    assert requests.remembered("lipa", "klucz", "treść", "id-2", NOW) == "id-1"
    assert requests.remembered("sowa", "klucz", "inna", "id-3", NOW) == "id-3"
    with pytest.raises(ReusedKeyError):
        requests.remembered("lipa", "klucz", "inna", "id-4", NOW)
