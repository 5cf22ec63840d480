"""PDF once, mail at most once, and what is not known is said."""

from dataclasses import replace
from datetime import timedelta

import pytest

from invoicing.domain.basics.errors import InvalidFieldError, NotIssuedError, PdfNotReadyError
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.summary import EmailStatus
from invoicing.services.mails.ports import MailDelayedError, MailInDoubtError, MailRefusedError
from tests.builders import PERSON, a_draft
from tests.shop import HERE, Shop, shop_after_issue


@pytest.fixture
def office():
    return shop_after_issue()


def test_rendering_again_returns_what_is_stored_and_renders_nothing(office):
    """F-37: what is stored stays, whatever the renderer would make of it now."""
    assert office.render() == office.render(b"%PDF-1.7 another")
    assert office.pdfs.writes == 1
    assert next(iter(office.pdfs.files)) == "pdf/lipa/draft-1/AL-1-11-2026.pdf"


def test_a_crash_between_bucket_and_table_keeps_the_first_bytes(office):
    office.pdfs.put_once("pdf/lipa/draft-1/AL-1-11-2026.pdf", b"%PDF-1.7 before the crash")

    pdf = office.render(b"%PDF-1.7 after the crash")

    assert office.pdfs.get(pdf.key) == b"%PDF-1.7 before the crash"
    assert office.documents.get(*HERE).summary.pdf == pdf


def test_a_draft_is_never_rendered():
    with pytest.raises(NotIssuedError):
        Shop().put(a_draft()).render()


def test_rendering_queues_the_mail_that_issuing_asked_for_and_no_other(office):
    office.render()
    assert [attempt.id for attempt in office.documents.attempts.values()] == ["issue"]

    quiet = shop_after_issue(send_email=False)
    quiet.render()
    assert quiet.documents.attempts == {}


def test_the_mail_carries_the_filled_text_the_stored_pdf_and_its_ids(office):
    """F-11: the attachment is named after the number on the first send."""
    office.render()

    assert office.send() is EmailStatus.ACCEPTED
    [mail] = office.mailer.sent
    assert mail.subject == "Faktura AL 1/11/2026 do zamówienia order-1"
    assert mail.attachment == b"%PDF-1.7 one"
    assert mail.attachment_name == "AL-1-11-2026.pdf"
    assert (mail.seller_id, mail.document_id, mail.attempt_id) == ("lipa", "draft-1", "issue")
    assert office.email().status is EmailStatus.ACCEPTED


def test_the_same_queue_message_delivered_five_times_sends_one_mail(office):
    """F-44."""
    office.render()

    assert [office.send() for _ in range(5)] == [EmailStatus.ACCEPTED] * 5
    assert len(office.mailer.sent) == 1


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (MailRefusedError("MessageRejected"), EmailStatus.FAILED),
        (MailInDoubtError("no_answer"), EmailStatus.IN_DOUBT),
        (MailDelayedError("quota_day", 3600), EmailStatus.QUEUED),
    ],
)
def test_what_the_provider_answers_is_what_is_shown(office, failure, status):
    """F-41: nothing is called sent that was not taken."""
    office.render()
    office.mailer.failures = [failure]

    assert office.send() is status
    assert office.email().status is status
    assert office.attempt().reason == str(failure)


def test_a_quota_of_the_day_sets_the_time_of_the_next_try(office):
    office.render()
    office.mailer.failures = [MailDelayedError("quota_day", 3600)]

    assert [office.send(), office.send()] == [EmailStatus.QUEUED, EmailStatus.ACCEPTED]
    assert len(office.mailer.sent) == 2


def test_the_limit_of_mails_per_second_is_waited_out_at_once(office):
    office.render()
    office.mailer.failures = [MailDelayedError("quota_second", 1)] * 2
    before = office.clock()

    assert office.send() is EmailStatus.ACCEPTED
    assert office.clock() - before == timedelta(seconds=2)


def test_a_crash_after_the_call_is_never_repeated_and_ends_in_doubt(office):
    """F-42: the attempt is `sending` with a deadline; before it others wait, after it nobody sends."""
    office.render()
    office.mailer.failures = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        office.send()

    assert office.send() is EmailStatus.SENDING
    office.clock.at += timedelta(minutes=3)
    assert office.send() is EmailStatus.IN_DOUBT
    assert office.email().status is EmailStatus.IN_DOUBT
    assert len(office.mailer.sent) == 1


def test_a_deliberate_mail_is_always_a_new_one(office):
    """F-43."""
    office.render()
    office.send()
    first, second = (
        office.ask_for_mail(),
        office.ask_for_mail(to="ksiegowa@example.com", message=Message(subject="Raz [[[numer]]]", body="x")),
    )

    assert {office.send(first.id), office.send(second.id)} == {EmailStatus.ACCEPTED}
    assert (first.nth, second.nth, second.by) == (2, 3, "anna")
    assert [mail.to for mail in office.mailer.sent[1:]] == [PERSON.email, "ksiegowa@example.com"]
    assert office.mailer.sent[2].subject == "Raz AL 1/11/2026"


def test_a_mail_can_be_asked_for_only_when_there_is_a_pdf_and_an_address(office):
    with pytest.raises(PdfNotReadyError):
        office.ask_for_mail()
    with pytest.raises(NotIssuedError):
        Shop().put(a_draft()).ask_for_mail()
    office.render()
    there = office.documents.get(*HERE)
    nobody = replace(there.document, buyer=replace(PERSON, email=None))
    office.documents.items[HERE] = replace(there, document=nobody)
    with pytest.raises(InvalidFieldError) as refused:
        office.ask_for_mail()
    assert refused.value.field == "to"
