"""What is overdue goes on its way again, unless its queue has enough to do or its job waits for too long."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from invoicing.domain.jobs.job import Job, JobKind, JobStatus
from invoicing.services.basics.ports import ForwardingError
from invoicing.services.jobs import overdue
from invoicing.services.jobs.overdue import BACKLOG, OverdueDeps, forward_overdue_work
from invoicing.services.jobs.ports import Overdue, OverdueJob
from tests.builders import NOW
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.jobs import InMemoryJobs
from tests.fakes.queue import InMemoryQueue

PDF = Overdue("lipa", "d-1")
MAIL = Overdue("lipa", "d-2", "issue")


@dataclass
class Schedule:
    """What is overdue, and where it goes."""

    work: Sequence[Overdue | OverdueJob]
    renders: InMemoryQueue = field(default_factory=InMemoryQueue)
    mails: InMemoryQueue = field(default_factory=InMemoryQueue)
    jobs: InMemoryJobs = field(default_factory=lambda: InMemoryJobs(InMemoryDocuments()))
    started: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def overdue(self, now):
        return iter(self.work)

    def start(self, seller_id, job_id, what):
        if job_id == "broken":
            raise RuntimeError
        self.started.append(job_id)

    def run(self):
        return forward_overdue_work(
            OverdueDeps(
                work=self,
                jobs=self.jobs,
                renders=self.renders,
                mails=self.mails,
                machine=self,
                on_failure=lambda job_id, _: self.failed.append(job_id),
                clock=FakeClock(),
            )
        )


def a_job(name, age=timedelta(hours=1), status=JobStatus.WAITING):
    return Job(id=name, seller_id="lipa", kind=JobKind.PRINT, by="anna", created_at=NOW - age, status=status)


def test_pdfs_and_mails_go_on_their_queues():
    schedule = Schedule([PDF, MAIL])
    done = schedule.run()

    assert schedule.renders.messages == done.pdfs == [{"seller_id": "lipa", "document_id": "d-1"}]
    assert schedule.mails.messages == done.mails == [{"seller_id": "lipa", "document_id": "d-2", "attempt_id": "issue"}]


@pytest.mark.parametrize(("backlog", "put"), [(BACKLOG, 1), (BACKLOG + 1, 0)])
def test_a_queue_with_a_backlog_is_left_alone_and_the_other_is_not(backlog, put):
    schedule = Schedule([PDF, MAIL], renders=InMemoryQueue(backlog=backlog))
    schedule.run()
    assert (len(schedule.renders.messages), len(schedule.mails.messages)) == (put, 1)


def test_a_queue_that_does_not_take_its_messages_is_no_success():
    with pytest.raises(ForwardingError):
        Schedule([PDF], renders=InMemoryQueue(room=0)).run()


def test_only_young_waiting_jobs_are_started_and_one_that_fails_holds_up_none():
    jobs = (a_job("broken"), a_job("old", timedelta(days=1)), a_job("running", status=JobStatus.RUNNING), a_job("late"))
    schedule = Schedule([OverdueJob("lipa", job.id) for job in jobs] + [OverdueJob("lipa", "gone")])
    for job in jobs:
        schedule.jobs.create(job)

    done = schedule.run()
    assert (schedule.started, schedule.failed, done.not_started) == (["late"], ["broken", "gone"], 2)


def test_a_call_looks_at_so_much_at_most(monkeypatch):
    monkeypatch.setattr(overdue, "MOST_AT_ONCE", 1)
    schedule = Schedule([PDF, MAIL])
    schedule.run()
    assert schedule.mails.messages == []
