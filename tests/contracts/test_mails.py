"""What the use cases rely on about mail attempts, for the table and its in-memory fake alike."""

from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

import pytest

from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.jobs import DynamoDbJobs
from invoicing.adapters.table.mails import DynamoDbMails
from invoicing.adapters.table.work import DynamoDbWork
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus, Pdf
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobOutcome, JobStatus
from invoicing.domain.mails.attempt import OVERDUE_AFTER, after_event, ended, queued, started
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.services.documents.ports import Documents, Mails
from invoicing.services.drafts.ports import Drafts
from invoicing.services.jobs.ports import JobMovedError, Jobs, Overdue, OverdueJob
from tests.builders import NOW, a_draft, stored
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.jobs import InMemoryJobs
from tests.fakes.mails import InMemoryMails
from tests.issued import as_issued

BOTH = pytest.mark.parametrize("kind", ["table", "memory"])
SEND = MailEvent(kind=MailEventKind.SEND, at=NOW, provider_id="ses-1")
BOUNCE = MailEvent(kind=MailEventKind.BOUNCE, at=NOW + timedelta(seconds=5), reason="550 5.1.1 no such user")


class Stores(NamedTuple):
    documents: Documents
    drafts: Drafts
    mails: Mails
    jobs: Jobs


@pytest.fixture
def stores(kind, request) -> Stores:
    """Return stores of one kind that hold three drafts."""
    if kind == "memory":
        memory = InMemoryDocuments()
        created = Stores(memory, memory, InMemoryMails(memory), InMemoryJobs(memory))
    else:
        table = request.getfixturevalue("table")
        created = Stores(DynamoDbDocuments(table), DynamoDbDrafts(table), DynamoDbMails(table), DynamoDbJobs(table))
    created.drafts.add("lipa", [stored(a_draft(id=f"draft-{n}")) for n in range(1, 4)])
    return created


def a_mail(attempt_id="m-1", document_id="draft-1", at=NOW):
    text = Message(subject="s", body="b")
    return queued(attempt_id, document_id, to="a@example.com", message=text, at=at, kind=Kind.INVOICE)


@BOTH
def test_an_attempt_moves_only_from_the_revision_that_was_read(stores):
    mail = a_mail()
    assert stores.mails.queue("lipa", mail)
    sending = started(mail, NOW)
    accepted = after_event(sending, SEND)

    assert not stores.mails.move("lipa", sending, accepted), "it is not sending yet"
    assert stores.mails.move("lipa", mail, sending)
    assert stores.mails.get("lipa", "draft-1", "m-1") == sending, "stored before the provider is called"
    assert stores.documents.get("lipa", "draft-1").summary.email == mail.email, "it lasts only a moment"
    assert not stores.mails.move("lipa", mail, sending), "two cannot start it"
    assert stores.mails.move("lipa", sending, accepted)
    assert not stores.mails.queue("lipa", mail), "it exists"

    assert stores.mails.get("lipa", "draft-1", "m-1") == accepted
    assert stores.documents.get("lipa", "draft-1").summary.email == accepted.email


@BOTH
def test_an_older_mail_changes_and_the_newer_one_stays_shown(stores):
    older, newer = a_mail("m-1"), a_mail("m-2", at=NOW + timedelta(minutes=1))
    for mail in (newer, older):
        assert stores.mails.queue("lipa", mail)

    bounced = after_event(older, BOUNCE)
    assert stores.mails.move("lipa", older, bounced)

    assert stores.documents.get("lipa", "draft-1").summary.email == newer.email
    assert stores.mails.of_document("lipa", "draft-1") == (bounced, newer)
    assert stores.mails.of_document("lipa", "draft-2") == ()
    with pytest.raises(NotFoundError):
        stores.mails.get("sowa", "draft-1", "m-1")


@BOTH
def test_each_mail_counts_once_whatever_events_are_repeated(stores):
    """Repeated events must not trigger the brake."""
    for number in range(1, 4):
        mail = a_mail(document_id=f"draft-{number}")
        stores.mails.queue("lipa", mail)
        sent = after_event(mail, SEND)
        bounced = after_event(sent, BOUNCE)
        delayed = after_event(bounced, MailEvent(kind=MailEventKind.DELAY, at=NOW))
        for before, after in ((mail, sent), (sent, bounced), (mail, sent), (bounced, delayed)):
            stores.mails.move("lipa", before, after)

    reputation = stores.mails.reputation("lipa", NOW.date())
    assert (reputation.sent, reputation.bounced, reputation.complained) == (3, 3, 0)
    assert stores.mails.reputation("lipa", NOW.date() + timedelta(days=7)).sent == 0
    assert stores.mails.reputation("sowa", NOW.date()).sent == 0


@BOTH
def test_a_mail_with_only_a_final_event_counts_as_sent(stores):
    """The provider's answer was lost in a crash; its later events show that it accepted the mail."""
    mail = a_mail()
    stores.mails.queue("lipa", mail)
    delivered = after_event(mail, MailEvent(kind=MailEventKind.DELIVERY, at=NOW))
    for before, after in ((mail, delivered), (delivered, after_event(delivered, SEND))):
        assert stores.mails.move("lipa", before, after)

    assert stores.mails.reputation("lipa", NOW.date()).sent == 1


@BOTH
def test_a_job_queues_its_mails_and_moves_in_one_transaction_or_not_at_all(stores):
    job = Job(id="job-1", seller_id="lipa", kind=JobKind.MAIL, by="anna", created_at=NOW, total=3)
    stores.jobs.create(job)
    outcomes = [JobOutcome(place=n, document_id=f"draft-{n}", outcome=Issued.QUEUED) for n in (1, 2)]
    mails = [a_mail("job-1", f"draft-{n}") for n in (1, 2)]

    moved = stores.jobs.advance_mails(job, mails, outcomes, NOW)
    with pytest.raises(JobMovedError):
        stores.jobs.advance_mails(job, [a_mail("job-1", "draft-3")], outcomes[:1], NOW)

    assert (moved.position, moved.counts["queued"]) == (2, 2)
    assert stores.jobs.get("lipa", "job-1").position == 2
    assert [mail.document_id for n in (1, 2, 3) for mail in stores.mails.of_document("lipa", f"draft-{n}")] == [
        "draft-1",
        "draft-2",
    ]
    assert list(stores.jobs.outcomes("lipa", "job-1")) == outcomes


@BOTH
def test_a_job_s_mail_is_queued_where_a_newer_one_is_shown_and_that_one_stays_shown(stores):
    """Clocks of two processes differ: the later mail by its own clock is shown, and nothing waits for a clock."""
    newer = replace(a_mail("m-1", "draft-1"), queued_at=NOW + timedelta(hours=2))
    stores.mails.queue("lipa", newer)
    job = Job(id="job-1", seller_id="lipa", kind=JobKind.MAIL, by="anna", created_at=NOW, total=2)
    stores.jobs.create(job)
    outcomes = [JobOutcome(place=n, document_id=f"draft-{n}", outcome=Issued.QUEUED) for n in (1, 2)]

    stores.jobs.advance_mails(job, [a_mail("job-1", f"draft-{n}") for n in (1, 2)], outcomes, NOW)

    assert stores.documents.get("lipa", "draft-1").summary.email == newer.email
    assert stores.documents.get("lipa", "draft-2").summary.email.status == "queued"
    assert [mail.id for mail in stores.mails.of_document("lipa", "draft-1")] == ["job-1", "m-1"]


def test_only_overdue_work_is_in_the_work_index(table):
    """A document without its PDF and a mail that is not on its way; finished work is removed."""
    drafts, documents, mails, work = (
        store(table) for store in (DynamoDbDrafts, DynamoDbDocuments, DynamoDbMails, DynamoDbWork)
    )
    drafts.add("lipa", [stored(a_draft(id=f"draft-{n}")) for n in range(1, 4)])
    for number in (1, 2):
        documents.issue("lipa", as_issued(a_draft(id=f"draft-{number}"), number))
    documents.record_pdf("lipa", "draft-2", Pdf(key="k", sha256="0", size=1), a_mail("issue", "draft-2"))
    done = a_mail("m-1", "draft-3")
    mails.queue("lipa", done)
    mails.move("lipa", done, ended(done, EmailStatus.FAILED, NOW, "MessageRejected"))

    assert list(work.overdue(NOW)) == []
    assert set(work.overdue(NOW + OVERDUE_AFTER)) == {
        Overdue("lipa", "draft-1"),
        Overdue("lipa", "draft-2", "issue"),
    }


def test_a_job_that_did_not_start_is_overdue_until_it_has_started(table):
    """A job that was started in the console has its execution from the beginning."""
    jobs, work = DynamoDbJobs(table), DynamoDbWork(table)
    job = Job(id="j-1", seller_id="lipa", kind=JobKind.PRINT, by="anna", created_at=NOW)
    jobs.create(job)
    jobs.create(replace(job, id="j-2", execution="by hand"))

    assert list(work.overdue(NOW + timedelta(minutes=9))) == []
    assert list(work.overdue(NOW + timedelta(minutes=11))) == [OverdueJob("lipa", "j-1")]
    jobs.update(replace(job, status=JobStatus.RUNNING))
    assert list(work.overdue(NOW + timedelta(days=1))) == []


def test_a_mail_that_waits_for_a_quota_is_due_at_its_time(table):
    drafts, mails, work = DynamoDbDrafts(table), DynamoDbMails(table), DynamoDbWork(table)
    drafts.add("lipa", [stored(a_draft())])
    mail = replace(a_mail(), due_at=NOW + timedelta(hours=1))
    mails.queue("lipa", mail)

    assert list(work.overdue(NOW + timedelta(minutes=59))) == []
    assert list(work.overdue(NOW + timedelta(minutes=61))) == [Overdue("lipa", "draft-1", "m-1")]
