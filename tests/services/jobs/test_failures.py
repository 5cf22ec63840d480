"""A step that fails says so on its job, and only what would stay so ends it."""

import pytest

from invoicing.domain.basics.errors import Conflict, ConflictError, TryLaterError
from invoicing.domain.jobs.job import Job, JobKind, JobStatus
from invoicing.services.jobs.failures import noting_failure
from tests.builders import NOW
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.jobs import InMemoryJobs


@pytest.fixture
def jobs():
    there = InMemoryJobs(InMemoryDocuments())
    there.create(Job(id="job", seller_id="lipa", kind=JobKind.ERASE, by="anna", created_at=NOW))
    return there


def failing(jobs, error):
    with noting_failure("lipa", "job", jobs, lambda: NOW) as refusals:
        raise error
    return refusals


@pytest.mark.parametrize("error", [TryLaterError(), RuntimeError()])
def test_what_may_pass_is_noted_and_tried_again_by_the_machine(jobs, error):
    with pytest.raises(type(error)):
        failing(jobs, error)
    job = jobs.get("lipa", "job")
    assert (job.status, job.error.code) == (JobStatus.FAILED, "internal")


def test_a_refusal_that_would_stay_one_ends_the_step_and_is_told(jobs):
    [told] = failing(jobs, ConflictError(Conflict.MAILS_BRAKED, "Wstrzymano."))
    assert told.code == "mails_braked"
    assert jobs.get("lipa", "job").error == told
