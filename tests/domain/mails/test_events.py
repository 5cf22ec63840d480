"""Events of a mail lead to the same state in any order."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.documents.document import Message
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import Why, after_event, delayed, ended, queued, started
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.domain.mails.story import REASONS, STATUS_TEXTS, WAYS_OUT, status_text, story_of, why_text
from tests.builders import NOW

ADDRESS = "jan@example.com"
MASKED = "8awgqyk6a5+cub31c122@allegromail.pl"
PROVIDER = [kind for kind in MailEventKind if not kind.value.startswith("settled")]


def a_mail(to=ADDRESS, kind=Kind.INVOICE):
    return queued("issue", "d-1", to=to, message=Message(subject="s", body="b"), at=NOW, kind=kind)


def an_event(kind, seconds=0, reason=None):
    return MailEvent(kind=MailEventKind(kind), at=NOW + timedelta(seconds=seconds), reason=reason)


def after(*kinds, mail=None):
    mail = mail or started(a_mail(), NOW)
    for seconds, kind in enumerate(kinds):
        mail = after_event(mail, an_event(kind, seconds))
    return mail


def facts(mail):
    """Return the mail without its revision, which counts writes."""
    return replace(mail, revision=0)


@pytest.mark.parametrize("kinds", list(itertools.combinations(PROVIDER, 4)), ids="-".join)
def test_every_order_and_repetition_of_events_ends_in_the_same_state(kinds):
    """F-47."""
    events = [an_event(kind, seconds) for seconds, kind in enumerate(kinds)]
    ends = set()
    for order in itertools.permutations(events):
        mail = started(a_mail(), NOW)
        for event in (*order, *order[:2]):
            mail = after_event(mail, event)
        ends.add(facts(mail))
    assert len(ends) == 1


moments = st.integers(0, 3).map(lambda seconds: NOW + timedelta(seconds=seconds))
events = st.builds(MailEvent, kind=st.sampled_from(MailEventKind), at=moments, reason=st.sampled_from([None, "a", "b"]))


@given(st.lists(events, max_size=8), st.randoms())
def test_any_events_in_any_order_converge(some, random):
    first, second = (started(a_mail(), NOW) for _ in range(2))
    for event in some:
        first = after_event(first, event)
    again = some + some
    random.shuffle(again)
    for event in again:
        second = after_event(second, event)
    assert facts(first) == facts(second)


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        (["send"], EmailStatus.ACCEPTED),
        (["send", "delivery"], EmailStatus.DELIVERED),
        (["delivery", "send"], EmailStatus.DELIVERED),
        (["send", "delay"], EmailStatus.DELAYED),
        (["send", "delay", "delivery"], EmailStatus.DELIVERED),
        (["bounce", "delivery"], EmailStatus.BOUNCED),
        (["delivery", "soft_bounce"], EmailStatus.DELIVERED),
        (["send", "soft_bounce"], EmailStatus.BOUNCED),
        (["complaint", "delivery", "bounce"], EmailStatus.COMPLAINED),
        (["send", "suppressed"], EmailStatus.SUPPRESSED),
        (["reject"], EmailStatus.FAILED),
        (["rendering_failure"], EmailStatus.FAILED),
    ],
)
def test_the_highest_ranking_event_decides_the_status(kinds, status):
    assert after(*kinds).status is status


@pytest.mark.parametrize("kind", PROVIDER)
def test_the_provider_s_events_settle_a_doubt_and_outrank_a_person(kind):
    doubt = ended(started(a_mail(), NOW), EmailStatus.IN_DOUBT, NOW, "no_answer")
    for opinion in ("settled_sent", "settled_not_sent"):
        assert after(opinion, kind, mail=doubt).status is after(kind, opinion, mail=doubt).status is after(kind).status


def test_a_known_event_changes_nothing():
    mail = after("send")
    assert after_event(mail, an_event("send")) is mail


@pytest.mark.parametrize(
    ("to", "kind", "status"),
    [
        (MASKED, Kind.INVOICE, EmailStatus.WITHHELD),
        (MASKED, Kind.CORRECTION, EmailStatus.WITHHELD),
        (MASKED, Kind.RECEIPT, EmailStatus.DELIVERED),
        (MASKED, Kind.PROFORMA, EmailStatus.DELIVERED),
        (ADDRESS, Kind.INVOICE, EmailStatus.DELIVERED),
    ],
)
def test_what_allegro_attaches_to_the_order_is_withheld_and_no_failure(to, kind, status):
    """F-53: since March 2026 it attaches fiscal documents to the order."""
    assert after("send", "delivery", mail=a_mail(to, kind)).status is status


def test_a_delivery_to_allegro_is_shown_as_such():
    assert status_text(EmailStatus.DELIVERED, MASKED) == "Przekazany do Allegro"
    story = story_of(after("send", "delivery", mail=a_mail(MASKED)))
    assert story[-1].text == "Allegro dołączyło fakturę do zamówienia i nie doręcza samej wiadomości"


def test_a_bounce_quotes_the_receiving_server():
    mail = after_event(after("send"), an_event("bounce", 5, "550 5.1.1 no such user"))
    assert status_text(mail.status, mail.to, mail.reason) == "Odrzucony: 550 5.1.1 no such user"
    assert [step.text for step in story_of(mail)] == [
        "do wysłania na jan@example.com: przy wystawieniu",
        "przyjęto do wysłania",
        "odrzucono: 550 5.1.1 no such user",
    ]


def test_a_mail_that_waits_for_a_quota_says_until_when():
    mail = delayed(a_mail(), NOW, until=NOW + timedelta(hours=1), reason="quota_day")
    assert mail.status is EmailStatus.QUEUED
    assert story_of(mail)[-1].text.startswith("czeka na dzienny limit wiadomości, następna próba 2026-")


def test_a_mail_says_why_it_is_sent_and_its_position():
    """F-43."""
    assert why_text(a_mail()) == "przy wystawieniu"
    assert why_text(replace(a_mail(), why=Why.ASKED, by="anna", nth=3)) == "3. wysyłka, na prośbę (anna)"


def test_every_status_has_a_text_and_reasons_end_without_a_dot():
    assert set(STATUS_TEXTS) == set(EmailStatus)
    assert set(WAYS_OUT) <= set(EmailStatus)
    assert all(text and not text.endswith(".") for text in REASONS.values())
