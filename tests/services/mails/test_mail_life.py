"""Mails under faults: killed anywhere, told anything in any order, too many bounces, masked addresses."""

from dataclasses import replace
from datetime import timedelta

import pytest

from invoicing.domain.basics.errors import ConflictError, InvalidFieldError
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import after_event, queued
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.domain.sellers.settings import MailSettings
from invoicing.services.mails.ports import MailInDoubtError
from invoicing.services.mails.preview import preview
from invoicing.services.mails.record_events import record_event, settle
from tests.builders import NOW, PERSON, a_draft, a_seller
from tests.shop import HERE, shop_after_issue


class KilledError(BaseException):
    """The process is gone: no `except Exception` sees it."""


class Trap:
    """Lets some calls through and kills the process before or after one of them."""

    def __init__(self, inner, names, survive, *, after):
        self.inner, self.names, self.left, self.after = inner, names, survive, after

    def __getattr__(self, name):
        real = getattr(self.inner, name)
        if name not in self.names:
            return real

        def call(*args, **kwargs):
            self.left[0] -= 1
            if self.left[0] == 0 and not self.after:
                raise KilledError
            result = real(*args, **kwargs)
            if self.left[0] == 0:
                raise KilledError
            return result

        return call


STEPS = {"documents": ["get"], "sellers": ["get"], "pdfs": ["get"], "mails": ["get", "move"], "mailer": ["send"]}


def send_killed(office, at, *, after):
    """Run a sending that dies at its n-th call of the outside; did it get there?"""
    left = [at]
    real = {name: getattr(office, name) for name in STEPS}
    for name, names in STEPS.items():
        setattr(office, name, Trap(real[name], names, left, after=after))
    try:
        office.send()
    except KilledError:
        return True
    finally:
        for name, inner in real.items():
            setattr(office, name, inner)
    return False


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_step_a_mail_goes_out_at_most_once_and_never_vanishes(after):
    """F-42, F-45: redelivered again and again, each point ends in one mail, or in a doubt that is shown."""
    walked, ends = 0, set()
    while True:
        office = shop_after_issue()
        office.render()
        if not send_killed(office, walked + 1, after=after):
            break
        walked += 1
        for _ in range(3):
            office.send()
            office.clock.at += timedelta(minutes=3)
        assert len(office.mailer.sent) <= 1
        assert office.email().status in (EmailStatus.ACCEPTED, EmailStatus.IN_DOUBT)
        assert (office.email().status is EmailStatus.ACCEPTED) <= (len(office.mailer.sent) == 1)
        if office.email().status is EmailStatus.IN_DOUBT and office.mailer.sent:
            settled = record_event(
                *HERE, "issue", MailEvent(kind=MailEventKind.SEND, at=NOW), office.mails, office.clock.wait
            )
            assert settled is EmailStatus.ACCEPTED, "the provider's own event settles it"
        ends.add(office.email().status)
    assert walked >= 7
    assert EmailStatus.ACCEPTED in ends


def test_the_sender_s_late_answer_settles_the_doubt(monkeypatch):
    """The call took longer than anybody waited: another delivery declared the doubt, then the answer came."""
    office = shop_after_issue()
    office.render()

    def answer_late(*_):
        office.clock.at += timedelta(minutes=5)
        assert office.send() is EmailStatus.IN_DOUBT
        return "ses-late"

    monkeypatch.setattr(office.mailer, "send", answer_late)
    assert office.send() is EmailStatus.ACCEPTED
    assert office.attempt().provider_id == "ses-late"


def test_an_event_that_comes_before_the_answer_is_kept(monkeypatch):
    office = shop_after_issue()
    office.render()

    def bounce_first(*_):
        event = MailEvent(kind=MailEventKind.BOUNCE, at=NOW, reason="550")
        record_event(*HERE, "issue", event, office.mails, office.clock.wait)
        return "ses-1"

    monkeypatch.setattr(office.mailer, "send", bounce_first)
    assert office.send() is EmailStatus.BOUNCED
    assert (office.email().status, office.attempt().provider_id) == (EmailStatus.BOUNCED, "ses-1")


@pytest.fixture
def doubt():
    office = shop_after_issue()
    office.render()
    office.mailer.failures = [MailInDoubtError("no_answer")]
    office.send()
    return office


@pytest.mark.parametrize(("was_sent", "status"), [(True, EmailStatus.ACCEPTED), (False, EmailStatus.FAILED)])
def test_a_person_settles_a_doubt_and_only_a_doubt(doubt, was_sent, status):
    by_anna = {"by": "anna", "at": NOW, "mails": doubt.mails, "wait": doubt.clock.wait}
    for _ in range(2):
        assert settle(*HERE, "issue", was_sent=was_sent, **by_anna) is status
    with pytest.raises(ConflictError):
        settle(*HERE, "issue", was_sent=not was_sent, **by_anna)


def test_what_is_in_doubt_is_never_sent_again_by_itself(doubt):
    for _ in range(3):
        doubt.clock.at += timedelta(hours=1)
        doubt.send()
    assert len(doubt.mailer.sent) == 1


def unconfirmed():
    settings = a_seller()
    mail = replace(settings.mail, allegro_sender=None)
    return shop_after_issue(settings=replace(settings, mail=mail))


def test_mails_to_allegro_are_held_until_the_sender_is_confirmed_there():
    """F-54: they would be lost."""
    office = unconfirmed()
    office.render()

    assert (office.email().status, office.email().reason) == (EmailStatus.HELD, "sender_not_confirmed")
    assert office.documents.attempts == {}
    with pytest.raises(ConflictError) as refused:
        office.ask_for_mail()
    assert refused.value.code == "sender_not_confirmed"
    office.ask_for_mail(to="ksiegowa@example.com")

    office.sellers.items["lipa"] = a_seller()
    assert office.send(office.ask_for_mail().id) is EmailStatus.ACCEPTED


def test_a_mail_to_allegro_from_another_sender_than_the_confirmed_one_is_held():
    """F-54: what counts is who it would really come from."""
    office = shop_after_issue(settings=replace(a_seller(), mail=MailSettings(allegro_sender="inny@sklep.example")))
    office.render()

    assert office.send() is EmailStatus.HELD
    assert office.email().reason == "sender_not_confirmed"
    assert office.mailer.sent == []


def test_a_mail_that_cannot_be_built_fails_with_a_reason_and_does_not_come_back(monkeypatch):
    office = shop_after_issue()
    office.render()

    def refuse(_):
        raise ValueError

    monkeypatch.setattr(office.mailer, "compose", refuse)
    assert office.send() is EmailStatus.FAILED
    assert office.email().reason == "unbuildable"


def test_an_address_that_ses_cannot_take_is_refused_by_its_name():
    office = shop_after_issue()
    office.render()
    with pytest.raises(InvalidFieldError) as refused:
        office.ask_for_mail(to="żaneta@example.com")
    assert refused.value.field == "to"


def test_a_domain_with_letters_goes_out_in_punycode():
    office = shop_after_issue()
    office.render()
    office.send(office.ask_for_mail(to="sklep@żółw.pl").id)
    assert office.mailer.sent[-1].to == "sklep@xn--w-uga1v8h.pl"


def spoil(office):
    """Let ten of a hundred mails bounce."""
    for number in range(10):
        mail = queued(f"old-{number}", "d", to="a@b.pl", message=a_mail_text(), at=NOW, kind=Kind.INVOICE)
        mail = after_event(mail, MailEvent(kind=MailEventKind.BOUNCE, at=NOW))
        office.documents.attempts["lipa", "d", mail.id] = mail


def a_mail_text():
    return shop_after_issue().documents.get(*HERE).document.message


def test_too_many_bounces_hold_automatic_mails_and_let_a_person_s_through():
    office = shop_after_issue()
    office.render()
    spoil(office)

    assert office.send() is EmailStatus.HELD
    assert office.email().reason == "brake"
    assert office.send(office.ask_for_mail().id) is EmailStatus.ACCEPTED


def test_the_mail_ends_with_the_signature_in_text_and_in_html():
    office = shop_after_issue(
        settings=replace(
            a_seller(),
            mail=MailSettings(signature="Anna & Spółka\ntel. 600 000 000", allegro_sender="faktury@example.com"),
        )
    )
    office.render()
    office.send()
    [mail] = office.mailer.sent
    assert mail.body.endswith("\n\n-- \nAnna & Spółka\ntel. 600 000 000\n")
    assert "<br>Anna &amp; Spółka<br>tel. 600 000 000</p>" in mail.html


def test_names_with_html_are_text_in_the_html_body():
    """F-52."""
    evil = replace(PERSON, name="<img src=http://169.254.169.254>")
    office = shop_after_issue(a_draft(buyer=evil), message=replace(a_mail_text(), body="Dla [[[nabywca_nazwa]]]"))
    office.render()
    office.send()
    [mail] = office.mailer.sent
    assert "<img" not in mail.html
    assert "&lt;img src=http://169.254.169.254&gt;" in mail.html


def test_a_preview_shows_the_filled_text_and_names_what_cannot_be_filled():
    message = replace(a_mail_text(), subject="[[[numer]]]\n[[[ Nieznana ]]][[[nieznana]]]", body="{{{waluta}}}")
    shown = preview(a_draft(), a_seller(), message)

    assert (shown.body, shown.unknown, shown.empty) == ("PLN", ("nieznana",), ("numer",))
    assert "\n" not in shown.subject
    assert "[[[nieznana]]]" in shown.subject
    assert preview(a_draft(), a_seller(), None).subject.startswith("Faktura")
