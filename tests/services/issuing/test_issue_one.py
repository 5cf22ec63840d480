"""Issuing one document."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import HeldError, InvalidFieldError, NotADraftError, NotFoundError, TryLaterError
from invoicing.domain.documents.document import Message, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.services.documents.ports import Issue, NumberTakenError
from tests.builders import PERSON, a_draft, a_seller, stored
from tests.fakes.documents import InMemoryDocuments
from tests.shop import Shop


def test_numbers_follow_the_order_of_issuing_and_start_at_one_in_each_period():
    shop = Shop().put(*(a_draft(id=f"draft-{n}") for n in range(1, 5)))

    assert shop.issue("draft-2").number == "AL 1/11/2026"
    assert shop.issue("draft-1").number == "AL 2/11/2026"
    shop.clock.at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert shop.issue("draft-3").number == "AL 1/12/2026"
    assert shop.issue("draft-4", issue_date=date(2026, 11, 30)).number == "AL 3/11/2026"


def test_a_discarded_draft_leaves_no_gap():
    """F-05."""
    shop = Shop().put(*(a_draft(id=f"draft-{n}") for n in range(10)))
    for n in (0, 4, 9):
        discarded = a_draft(id=f"draft-{n}", status=Status.DISCARDED, version=2)
        shop.documents.save("lipa", stored(discarded), instead_of=1)

    issued = [shop.issue(f"draft-{n}").number for n in (1, 2, 3, 5, 6, 7, 8)]

    assert issued == [f"AL {n}/11/2026" for n in range(1, 8)]
    with pytest.raises(NotADraftError):
        shop.issue("draft-0")


def test_issuing_again_answers_the_same_document():
    """F-59: a repeated request takes no second number."""
    shop = Shop().put(a_draft())

    assert shop.issue() == shop.issue()
    assert shop.documents.counters == {("lipa", "AL", "2026-11"): 1}


def test_the_day_is_poland_s():
    """F-63: half past eleven at night in UTC on New Year's Eve is the new year in Warsaw."""
    shop = Shop().put(a_draft())
    shop.clock.at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    document = shop.issue()

    assert (document.issue_date, document.number) == (date(2027, 1, 1), "AL 1/01/2027")


def test_a_future_date_is_refused_and_takes_no_number():
    shop = Shop().put(a_draft())

    with pytest.raises(InvalidFieldError) as refused:
        shop.issue(issue_date=date(2026, 11, 25))

    assert refused.value.field == "issue_date"
    assert shop.documents.counters == {}


def test_a_draft_with_problems_is_held_with_all_its_reasons_and_takes_no_number():
    shop = Shop().put(a_draft(paid=Decimal("0.00"), buyer=replace(PERSON, name="")))

    with pytest.raises(HeldError) as held:
        shop.issue()

    assert [reason.code for reason in held.value.reasons] == ["buyer_name_missing", "unpaid"]
    assert shop.documents.counters == {}


def test_problems_are_looked_for_again_and_not_taken_from_storage():
    shop = Shop().put(a_draft())
    shop.sellers.items["lipa"] = a_seller(place=None)

    with pytest.raises(HeldError):
        shop.issue()


def test_what_is_printed_of_the_seller_is_frozen_at_issue():
    """F-37."""
    shop = Shop().put(a_draft())
    shop.issue()
    shop.sellers.items["lipa"] = a_seller(name="Zupełnie inna firma")

    seller = shop.documents.get("lipa", "draft-1").document.seller
    assert seller is not None
    assert seller.name == "Sklep Pod Lipą Anna Nowak"


def test_kinds_have_series_of_their_own():
    shop = Shop().put(a_draft(), a_draft(id="draft-2", kind=Kind.PROFORMA))

    assert shop.issue("draft-2").number == "AL-PRO 1/11/2026"
    assert shop.issue("draft-1").number == "AL 1/11/2026"


@pytest.mark.parametrize(
    ("request_", "draft", "status"),
    [
        ({}, a_draft(), EmailStatus.QUEUED),
        ({"send_email": False}, a_draft(), EmailStatus.NONE),
        ({}, a_draft(buyer=replace(PERSON, email=None)), EmailStatus.NONE),
    ],
)
def test_a_mail_is_queued_with_the_number_if_wanted_and_possible(request_, draft, status):
    shop = Shop().put(draft)
    shop.issue(**request_)

    assert shop.documents.get("lipa", "draft-1").summary.email.status is status


def test_the_mail_s_text_is_the_request_s_else_the_draft_s_the_seller_s_or_ours():
    ours, seller_s, draft_s, now = (Message(subject=name, body=name) for name in ("ours", "seller", "draft", "now"))
    shop = Shop().put(a_draft(), a_draft(id="draft-2", message=draft_s), a_draft(id="draft-3", message=draft_s))
    shop.sellers.items["lipa"] = a_seller(messages={Kind.INVOICE: seller_s})

    assert shop.issue("draft-1").message == seller_s
    assert shop.issue("draft-2").message == draft_s
    assert shop.issue("draft-3", message=now).message == now
    assert ours not in (seller_s, draft_s, now)


class ContestedDocuments(InMemoryDocuments):
    """Another issue always takes the number first, a given number of times."""

    def __init__(self, rivals: int) -> None:
        super().__init__()
        self.rivals = rivals

    def issue(self, seller_id: str, issue: Issue) -> None:
        if self.rivals:
            self.rivals -= 1
            key = (seller_id, issue.number.series, issue.number.period)
            self.counters[key] = self.counters.get(key, 0) + 1
            raise NumberTakenError
        super().issue(seller_id, issue)


def test_the_loser_of_a_race_takes_the_next_number_and_its_caller_sees_no_conflict():
    """F-04."""
    shop = Shop(documents=ContestedDocuments(7)).put(a_draft())

    assert shop.issue().number == "AL 8/11/2026"


def test_losing_for_twenty_seconds_ends_in_try_later_and_changes_nothing():
    shop = Shop(documents=ContestedDocuments(10_000)).put(a_draft())
    started = shop.clock.at

    with pytest.raises(TryLaterError):
        shop.issue()

    assert 20 <= (shop.clock.at - started).total_seconds() < 22
    assert shop.documents.get("lipa", "draft-1").document.status is Status.DRAFT


def test_another_seller_s_draft_is_not_there():
    shop = Shop()
    shop.documents.add("sowa", [stored(a_draft())])

    with pytest.raises(NotFoundError):
        shop.issue()
