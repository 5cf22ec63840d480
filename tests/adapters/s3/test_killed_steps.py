"""A step of a job that is killed at any call to AWS, and run again, ends in the same register as one that is not."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from invoicing.adapters.s3.manifests import S3Manifests
from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.jobs import DynamoDbJobs
from invoicing.adapters.table.numbers import DynamoDbNumbers
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.domain.documents.document import Order
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobStatus
from invoicing.services.issuing.issue_many import IssueManyDeps, issue_step
from tests.builders import CHECKS, NOW, a_draft, a_seller, stored

DRAFTS = 30
"""Two transactions: 24 documents and 6."""


class KilledError(BaseException):
    """The process is gone; nothing catches it."""


class Killer:
    """Kills at the n-th call, before it or after its effect; counts all calls."""

    def __init__(self, *clients) -> None:
        self.calls = 0
        self.at: int | None = None
        self.after_effect = False
        for client in clients:
            client.meta.events.register("before-call.*.*", self._before)
            client.meta.events.register("after-call.*.*", self._after)

    def _before(self, **_):
        self.calls += 1
        if self.calls == self.at and not self.after_effect:
            raise KilledError

    def _after(self, **_):
        if self.calls == self.at and self.after_effect:
            raise KilledError

    @contextmanager
    def armed(self, at, *, after_effect):
        self.calls, self.at, self.after_effect = 0, at, after_effect
        try:
            yield
        finally:
            self.at = None


class Office:
    """A seller of his own with thirty drafts and a job, on the embedded AWS."""

    def __init__(self, name, table, s3, bucket) -> None:
        self.name, self.table = name, table
        self.documents, self.jobs = DynamoDbDocuments(table), DynamoDbJobs(table)
        self.drafts, self.sellers = DynamoDbDrafts(table), DynamoDbSellers(table)
        self.manifests = S3Manifests(s3, bucket)
        self.sellers.save(a_seller(id=name), instead_of=0)
        drafts = [a_draft(id=f"{name}-{n:02}") for n in range(DRAFTS)]
        orders = [Order(id=f"{name}-{n:02}", ordered_at=NOW + timedelta(minutes=n)) for n in range(DRAFTS)]
        sold = [replace(draft, order=order) for draft, order in zip(drafts, orders, strict=True)]
        self.drafts.add(name, [stored(draft) for draft in sold])
        self.ids = tuple(draft.id for draft in sold)
        job = Job(id="job", seller_id=name, kind=JobKind.ISSUE, by="anna", created_at=NOW, ids=self.ids)
        self.jobs.create(job)

    def step(self) -> bool:
        deps = IssueManyDeps(
            jobs=self.jobs,
            manifests=self.manifests,
            documents=self.documents,
            drafts=self.drafts,
            sellers=self.sellers,
            matching=lambda *_: (),
            checks=CHECKS,
            clock=lambda: NOW,
            wait=lambda _: None,
            may_go_on=lambda: True,
        )
        return issue_step(self.name, "job", deps)

    def ends_right(self) -> None:
        """Every draft has its number in the order of sale; the register, the job and its outcomes say so too."""
        job = self.jobs.get(self.name, "job")
        assert (job.status, job.position, job.counts["issued"]) == (JobStatus.DONE, DRAFTS, DRAFTS)
        entries = list(DynamoDbNumbers(self.table).entries(self.name, "2026-11"))
        assert [entry.ordinal for entry in entries] == list(range(1, DRAFTS + 1))
        assert [entry.document_id for entry in entries] == list(self.ids)
        told = {outcome.document_id: outcome for outcome in self.jobs.outcomes(self.name, "job")}
        assert [told[i].outcome for i in self.ids] == [Issued.ISSUED] * DRAFTS
        assert [told[i].number for i in self.ids] == [entry.number for entry in entries]


def test_a_step_killed_at_any_call_and_run_again_leaves_no_gap_and_no_repeat(table, s3, bucket):
    """F-06, F-07: before the call, and after its effect but before its answer."""
    killer = Killer(table.client, s3)
    whole = Office("whole", table, s3, bucket)
    with killer.armed(None, after_effect=False):
        assert not whole.step()
        calls = killer.calls
    whole.ends_right()
    assert calls <= 12

    for at in range(1, calls + 1):
        for after_effect in (False, True):
            office = Office(f"killed-{at}-{'after' if after_effect else 'before'}", table, s3, bucket)
            with killer.armed(at, after_effect=after_effect), pytest.raises(KilledError):
                office.step()
            assert not office.step()
            office.ends_right()
