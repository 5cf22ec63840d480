"""Addresses that SES accepts, Allegro's mailboxes, and senders that would fail."""

from dataclasses import replace

import pytest

from invoicing.domain.documents.email_addresses import is_free_mail, is_masked, to_ascii
from invoicing.domain.mails.reputation import Reputation
from invoicing.domain.mails.sender_checks import sender_problems
from invoicing.domain.sellers.settings import MailSettings
from tests.builders import a_seller

SENDER = "faktury@sklep-pod-lipa.example"


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        ("jan@example.com", "jan@example.com"),
        (" jan.k+al@Example.COM ", "jan.k+al@example.com"),
        ("sklep@żółw.pl", "sklep@xn--w-uga1v8h.pl"),
        ("8awgqyk6a5+cub31c122@allegromail.pl", "8awgqyk6a5+cub31c122@allegromail.pl"),
    ],
)
def test_an_address_is_accepted_with_its_domain_in_ascii(address, accepted):
    assert to_ascii(address) == accepted


@pytest.mark.parametrize(
    "address",
    [
        *("żaneta@example.com", "jan", "jan@", "@example.com", "jan@localhost", "a b@example.com", "jan@exa mple.com"),
        *("jan@example.com,ewa@example.com", "jan@example.com\r\nBcc: zly@example.com", "jan@-x.pl", "jan@x..pl"),
        *(".jan@example.com", "jan.@example.com", "j..n@example.com", "<jan@example.com>", f"{'a' * 65}@example.com"),
        *(f"a@{'b' * 64}.pl", f"a@{'.'.join(['b' * 60] * 5)}.pl", "jan@[127.0.0.1]", "", "jan\x00@example.com"),
    ],
)
def test_what_cannot_be_mailed_to_is_no_address(address):
    """F-51: one recipient, and no way to add a header."""
    assert to_ascii(address) is None


def test_a_mailbox_at_allegro_is_recognised_by_its_domain():
    assert is_masked("8awgqyk6a5+x@AllegroMail.pl")
    assert not any(map(is_masked, ["jan@example.com", "allegromail.pl@example.com", "a@x.allegromail.pl", None, ""]))


def codes(**mail):
    settings = replace(a_seller(), mail=MailSettings(**mail), senders=(SENDER, "sklep@gmail.com"))
    return [problem.code for problem in sender_problems(settings)]


@pytest.mark.parametrize(
    ("mail", "expected"),
    [
        ({"sender": SENDER}, ["sender_not_confirmed"]),
        ({"sender": SENDER, "allegro_sender": SENDER.upper()}, []),
        ({"sender": SENDER, "allegro_sender": "inny@sklep-pod-lipa.example"}, ["sender_not_confirmed"]),
        ({"sender": "sklep@gmail.com", "allegro_sender": "sklep@gmail.com"}, ["sender_is_free_mail"]),
        ({"allegro_sender": SENDER}, []),
    ],
)
def test_a_sender_that_will_fail_is_warned_about(mail, expected):
    """F-54: Allegro must know the sender; DMARC forbids free mail."""
    assert [code for code in codes(**mail) if code != "reply_to_missing"] == expected
    assert is_free_mail("kto@wp.pl")


@pytest.mark.parametrize(
    ("sent", "bounced", "complained", "braked"),
    [
        (0, 0, 0, False),
        (10, 9, 0, False),
        (100, 10, 0, True),
        (1_000, 49, 0, False),
        (1_000, 50, 0, True),
        (1_000, 0, 1, False),
        (1_000, 0, 2, True),
        (10_000, 0, 9, False),
    ],
)
def test_automatic_mails_stop_before_ses_stops_them(sent, bounced, complained, braked):
    assert Reputation(sent=sent, bounced=bounced, complained=complained).is_braked is braked
