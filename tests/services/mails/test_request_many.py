"""Mailing many: each document once per job, whatever is repeated, and every refusal with its reason."""

from collections.abc import Iterator
from dataclasses import replace

from invoicing.domain.documents.summary import EmailStatus, Pdf
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobStatus
from invoicing.services.mails.request_many import MailManyDeps, mail_step
from tests.builders import PERSON, a_draft, a_seller, stored
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.jobs import InMemoryJobs, InMemoryManifests
from tests.fakes.mails import InMemoryMails
from tests.fakes.sellers import InMemorySellers
from tests.issued import an_issued


class MailRoom:
    """Issued documents of one seller, and a job that mails them."""

    def __init__(self, *documents, settings=None):
        self.documents = InMemoryDocuments()
        for document in documents:
            there = stored(document)
            pdf = Pdf(key=document.id, sha256="0", size=1) if document.number else None
            self.documents.items["lipa", document.id] = replace(there, summary=replace(there.summary, pdf=pdf))
        self.mails, self.jobs = InMemoryMails(self.documents), InMemoryJobs(self.documents)
        self.sellers = InMemorySellers({"lipa": settings or a_seller()})
        self.manifests, self.clock = InMemoryManifests(), FakeClock()
        self.turns: Iterator[bool] = iter(())

    def run(self, *ids, job_id="job-1", **more):
        job = Job(id=job_id, seller_id="lipa", kind=JobKind.MAIL, by="anna", created_at=self.clock.at, ids=ids, **more)
        self.jobs.create(job)
        while self.step(job_id):
            pass
        return self.jobs.get("lipa", job_id)

    def step(self, job_id="job-1"):
        deps = MailManyDeps(
            jobs=self.jobs,
            manifests=self.manifests,
            drafts=self.documents,
            sellers=self.sellers,
            matching=lambda seller_id, _: [s.summary for key, s in self.documents.items.items() if key[0] == seller_id],
            clock=self.clock,
            may_go_on=lambda: next(self.turns, True),
        )
        return mail_step("lipa", job_id, deps)

    def told(self, job_id="job-1"):
        return {o.document_id: (o.outcome, *(r.code for r in o.reasons)) for o in self.jobs.outcomes("lipa", job_id)}


def numbered(count):
    return [an_issued(f"AL {n}/11/2026") for n in range(1, count + 1)]


def test_each_document_gets_one_mail_of_a_job_and_says_so():
    room = MailRoom(*numbered(100))
    ids = [document_id for _, document_id in room.documents.items]

    job = room.run(*ids)

    assert (job.status, job.counts["queued"], job.position) == (JobStatus.DONE, 100, 100)
    for document_id in ids:
        [mail] = room.mails.of_document("lipa", document_id)
        assert (mail.id, mail.why, mail.by, mail.nth) == ("job-1", "bulk", "anna", 1)
        assert room.documents.get("lipa", document_id).summary.email.status is EmailStatus.QUEUED


def test_what_cannot_be_mailed_is_told_and_the_others_go_on():
    """F-58."""
    first, nobody, odd, masked = numbered(4)
    nobody = replace(nobody, buyer=replace(PERSON, email=None))
    odd = replace(odd, buyer=replace(PERSON, email="żaneta@example.com"))
    first = replace(first, buyer=replace(PERSON, email="jan@example.com"))
    unconfirmed = replace(a_seller(), mail=replace(a_seller().mail, allegro_sender=None))
    room = MailRoom(a_draft(), nobody, odd, masked, first, settings=unconfirmed)

    room.run("draft-1", "nowhere", nobody.id, odd.id, masked.id, first.id)

    assert room.told() == {
        "draft-1": (Issued.NOT_ISSUED,),
        "nowhere": (Issued.NOT_FOUND,),
        nobody.id: (Issued.HELD, "validation"),
        odd.id: (Issued.HELD, "validation"),
        masked.id: (Issued.HELD, "sender_not_confirmed"),
        first.id: (Issued.QUEUED,),
    }


def test_a_step_that_was_cut_goes_on_and_a_deliberate_second_job_mails_again():
    """F-43."""
    documents = numbered(100)
    room = MailRoom(*documents)
    room.turns = iter([True, False, True, False])
    room.run(*(document.id for document in documents))
    room.run(documents[0].id, job_id="job-2")

    assert len(room.mails.of_document("lipa", documents[1].id)) == 1
    assert [mail.nth for mail in room.mails.of_document("lipa", documents[0].id)] == [1, 2]


def test_a_stopped_job_queues_no_more():
    documents = numbered(100)
    room = MailRoom(*documents)
    room.turns = iter([True, False])
    room.jobs.create(
        Job(
            id="job-1",
            seller_id="lipa",
            kind=JobKind.MAIL,
            by="anna",
            created_at=room.clock.at,
            ids=tuple(document.id for document in documents),
        )
    )
    assert room.step() is True
    room.jobs.request_stop("lipa", "job-1", room.clock.at)
    assert room.step() is False

    assert room.jobs.get("lipa", "job-1").status is JobStatus.STOPPED
    assert sum(len(room.mails.of_document("lipa", document.id)) for document in documents) == 45


def test_all_documents_of_a_filter_are_mailed():
    room = MailRoom(*numbered(3))
    job = room.run(wanted={"email_status": "held"}, despite_brake=True)
    assert job.counts["queued"] == 3
    assert all(mail.despite_brake for mail in room.documents.attempts.values())
