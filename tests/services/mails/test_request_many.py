"""Mailing many: each document once per job, whatever is repeated, and every refusal with its reason."""

from dataclasses import replace

from invoicing.domain.documents.summary import EmailStatus, Pdf
from invoicing.domain.jobs.job import Issued, JobKind, JobStatus
from tests.builders import PERSON, a_draft, a_seller
from tests.issued import an_issued
from tests.shop import Shop


def a_shop(*documents, settings=None):
    """Return a shop with these documents; those with a number have a PDF."""
    shop = Shop(settings or a_seller()).put(*documents)
    for key, there in shop.documents.items.items():
        pdf = Pdf(key=there.document.id, sha256="0", size=1) if there.document.number else None
        shop.documents.items[key] = replace(there, summary=replace(there.summary, pdf=pdf))
    return shop


def told(shop):
    return {o.document_id: (o.outcome, *(r.code for r in o.reasons)) for o in shop.jobs.outcomes("lipa", "job-1")}


def numbered(count):
    return [an_issued(f"AL {n}/11/2026") for n in range(1, count + 1)]


def test_each_document_gets_one_mail_of_a_job_and_says_so():
    shop = a_shop(*numbered(100))
    ids = [document_id for _, document_id in shop.documents.items]

    job = shop.mail_many(*ids)

    assert (job.status, job.counts["queued"], job.position) == (JobStatus.DONE, 100, 100)
    for document_id in ids:
        [mail] = shop.mails.of_document("lipa", document_id)
        assert (mail.id, mail.why, mail.by, mail.nth) == ("job-1", "bulk", "anna", 1)
        assert shop.documents.get("lipa", document_id).summary.email.status is EmailStatus.QUEUED


def test_what_cannot_be_mailed_is_told_and_the_others_go_on():
    """F-58."""
    first, nobody, odd, masked = numbered(4)
    nobody = replace(nobody, buyer=replace(PERSON, email=None))
    odd = replace(odd, buyer=replace(PERSON, email="żaneta@example.com"))
    first = replace(first, buyer=replace(PERSON, email="jan@example.com"))
    unconfirmed = replace(a_seller(), mail=replace(a_seller().mail, allegro_sender=None))
    shop = a_shop(a_draft(), nobody, odd, masked, first, settings=unconfirmed)

    shop.mail_many("draft-1", "nowhere", nobody.id, odd.id, masked.id, first.id)

    assert told(shop) == {
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
    shop = a_shop(*documents)
    shop.turns = iter([True, False, True, False])
    shop.mail_many(*(document.id for document in documents))
    shop.mail_many(documents[0].id, job_id="job-2")

    assert len(shop.mails.of_document("lipa", documents[1].id)) == 1
    assert [mail.nth for mail in shop.mails.of_document("lipa", documents[0].id)] == [1, 2]


def test_a_stopped_job_queues_no_more():
    documents = numbered(100)
    shop = a_shop(*documents)
    shop.turns = iter([True, False])
    shop.begin(JobKind.MAIL, *(document.id for document in documents))
    assert shop.step() is True
    shop.jobs.request_stop("lipa", "job-1", shop.clock.at)
    assert shop.step() is False

    assert shop.jobs.get("lipa", "job-1").status is JobStatus.STOPPED
    assert sum(len(shop.mails.of_document("lipa", document.id)) for document in documents) == 45


def test_all_documents_of_a_filter_are_mailed():
    shop = a_shop(*numbered(3))
    job = shop.mail_many(wanted={"email_status": "held"}, despite_brake=True)
    assert job.counts["queued"] == 3
    assert all(mail.despite_brake for mail in shop.documents.attempts.values())
