"""Erasing a buyer: what the law allows goes, the rest stays and says why."""

from dataclasses import replace

import pytest

from invoicing.domain.documents.document import Message, Status
from invoicing.domain.documents.history import What, change_of
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.jobs.job import Issued, JobStatus
from invoicing.domain.mails.attempt import ended, queued
from tests.builders import NOW, PERSON, a_draft, a_seller, stored
from tests.fakes.documents import InMemoryDocuments
from tests.issued import an_issued
from tests.shop import Shop

LOGIN = "kupujacy_77"
TEXT = Message(subject="Do Jana", body="Panie Janie")


def of_buyer(document, login=LOGIN):
    return replace(document, order=replace(document.order, buyer_login=login))


@pytest.fixture
def office():
    documents = InMemoryDocuments()
    discarded = replace(of_buyer(a_draft(id="discarded")), status=Status.DISCARDED, notes="dla Jana")
    for document in (
        discarded,
        of_buyer(a_draft(id="draft")),
        of_buyer(an_issued(id="issued")),
        replace(of_buyer(a_draft(id="other"), f"{LOGIN}8"), status=Status.DISCARDED),
    ):
        documents.items["lipa", document.id] = stored(document, a_seller())
    edited = replace(discarded, buyer=replace(PERSON, name="Jan Wcześniejszy"))
    documents.changes["lipa", "discarded"] = [change_of(edited, discarded, What.EDITED, "anna", NOW)]
    for number, status in enumerate((EmailStatus.DELIVERED, EmailStatus.QUEUED)):
        mail = queued(f"m-{number}", "issued", to="jan@example.com", message=TEXT, at=NOW, kind=Kind.INVOICE)
        mail = mail if status is EmailStatus.QUEUED else ended(mail, status, NOW, "jan@example.com")
        documents.attempts["lipa", "issued", mail.id] = mail
    return documents


def erase(documents, times=1):
    shop = Shop(documents=documents)
    for number in range(times):
        job = shop.erase(LOGIN, job_id=f"j-{number}")
        assert job.status is JobStatus.DONE
    return {outcome.document_id: outcome.outcome for outcome in shop.jobs.outcomes("lipa", job.id)}


def test_a_discarded_draft_keeps_goods_and_amounts_and_nothing_of_the_buyer(office):
    before = office.get("lipa", "discarded").document
    assert erase(office)["discarded"] is Issued.ERASED

    there = office.get("lipa", "discarded")
    told = repr((there, office.changes["lipa", "discarded"]))
    for secret in (PERSON.name, str(PERSON.email), PERSON.address.street, LOGIN, "Jan Wcześniejszy", "dla Jana"):
        assert secret not in told
    assert (there.document.lines, there.document.totals) == (before.lines, before.totals)
    assert there.document.status is Status.DISCARDED


def test_what_must_be_kept_is_kept_and_its_mails_are_erased_once_they_are_over(office):
    issued = office.get("lipa", "issued").document
    outcomes = erase(office)

    assert (outcomes["issued"], outcomes["draft"]) == (Issued.MAILS_ERASED, Issued.KEPT)
    assert office.get("lipa", "issued").document == issued
    over, going = (office.attempts["lipa", "issued", f"m-{number}"] for number in (0, 1))
    assert "jan@example.com" not in repr(over)
    assert "Jan" not in repr(over.message)
    assert going.to == "jan@example.com", "it is on its way"


def test_a_buyer_whose_login_only_begins_alike_is_left_alone(office):
    assert erase(office)["other"] is Issued.NOT_FOUND
    assert office.get("lipa", "other").document.buyer == PERSON


def test_erasing_again_changes_nothing_and_says_the_same(office):
    first = erase(office)
    kept = dict(office.items)
    assert erase(office, times=2) == first
    assert office.items == kept
