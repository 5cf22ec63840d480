"""Issuing one document."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import HeldError, InvalidFieldError, NotADraftError, NotFoundError, TryLaterError
from invoicing.domain.documents.document import Message, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import EmailStatus
from invoicing.services.documents.ports import Issue, NumberTakenError
from invoicing.services.issuing.issue_one import IssueDeps, issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import CHECKS, PERSON, a_draft, a_seller, stored
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.sellers import InMemorySellers


@dataclass
class Office:
    """A seller with some drafts, and a clock."""

    documents: InMemoryDocuments = field(default_factory=InMemoryDocuments)
    sellers: InMemorySellers = field(default_factory=lambda: InMemorySellers({"lipa": a_seller()}))
    clock: FakeClock = field(default_factory=FakeClock)

    def drafts(self, *drafts):
        self.documents.add("lipa", [stored(draft) for draft in drafts])
        return self

    def issue(self, document_id="draft-1", **request):
        deps = IssueDeps(
            documents=self.documents,
            sellers=self.sellers,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
        )
        return issue_document("lipa", document_id, IssueRequest(**request), deps).document


def test_numbers_follow_the_order_of_issuing_and_start_at_one_in_each_period():
    office = Office().drafts(*(a_draft(id=f"draft-{n}") for n in range(1, 5)))

    assert office.issue("draft-2").number == "AL 1/11/2026"
    assert office.issue("draft-1").number == "AL 2/11/2026"
    office.clock.at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert office.issue("draft-3").number == "AL 1/12/2026"
    assert office.issue("draft-4", issue_date=date(2026, 11, 30)).number == "AL 3/11/2026"


def test_a_discarded_draft_leaves_no_gap():
    """F-05."""
    office = Office().drafts(*(a_draft(id=f"draft-{n}") for n in range(10)))
    for n in (0, 4, 9):
        discarded = a_draft(id=f"draft-{n}", status=Status.DISCARDED, version=2)
        office.documents.save("lipa", stored(discarded), instead_of=1)

    issued = [office.issue(f"draft-{n}").number for n in (1, 2, 3, 5, 6, 7, 8)]

    assert issued == [f"AL {n}/11/2026" for n in range(1, 8)]
    with pytest.raises(NotADraftError):
        office.issue("draft-0")


def test_issuing_again_answers_the_same_document():
    """F-59: a repeated request takes no second number."""
    office = Office().drafts(a_draft())

    assert office.issue() == office.issue()
    assert office.documents.counters == {("lipa", "AL", "2026-11"): 1}


def test_the_day_is_poland_s():
    """F-63: half past eleven at night in UTC on New Year's Eve is the new year in Warsaw."""
    office = Office().drafts(a_draft())
    office.clock.at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    document = office.issue()

    assert (document.issue_date, document.number) == (date(2027, 1, 1), "AL 1/01/2027")


def test_a_future_date_is_refused_and_takes_no_number():
    office = Office().drafts(a_draft())

    with pytest.raises(InvalidFieldError) as refused:
        office.issue(issue_date=date(2026, 11, 25))

    assert refused.value.field == "issue_date"
    assert office.documents.counters == {}


def test_a_draft_with_problems_is_held_with_all_its_reasons_and_takes_no_number():
    office = Office().drafts(a_draft(paid=Decimal("0.00"), buyer=replace(PERSON, name="")))

    with pytest.raises(HeldError) as held:
        office.issue()

    assert [reason.code for reason in held.value.reasons] == ["buyer_name_missing", "unpaid"]
    assert office.documents.counters == {}


def test_problems_are_looked_for_again_and_not_taken_from_storage():
    office = Office().drafts(a_draft())
    office.sellers.items["lipa"] = a_seller(place=None)

    with pytest.raises(HeldError):
        office.issue()


def test_what_is_printed_of_the_seller_is_frozen_at_issue():
    """F-37."""
    office = Office().drafts(a_draft())
    office.issue()
    office.sellers.items["lipa"] = a_seller(name="Zupełnie inna firma")

    seller = office.documents.get("lipa", "draft-1").document.seller
    assert seller is not None
    assert seller.name == "Sklep Pod Lipą Anna Nowak"


def test_kinds_have_series_of_their_own():
    office = Office().drafts(a_draft(), a_draft(id="draft-2", kind=Kind.PROFORMA))

    assert office.issue("draft-2").number == "AL-PRO 1/11/2026"
    assert office.issue("draft-1").number == "AL 1/11/2026"


@pytest.mark.parametrize(
    ("request_", "draft", "status"),
    [
        ({}, a_draft(), EmailStatus.QUEUED),
        ({"send_email": False}, a_draft(), EmailStatus.NONE),
        ({}, a_draft(buyer=replace(PERSON, email=None)), EmailStatus.NONE),
    ],
)
def test_a_mail_is_queued_with_the_number_if_wanted_and_possible(request_, draft, status):
    office = Office().drafts(draft)
    office.issue(**request_)

    assert office.documents.get("lipa", "draft-1").summary.email.status is status


def test_the_mail_s_text_is_the_request_s_else_the_draft_s_the_seller_s_or_ours():
    ours, seller_s, draft_s, now = (Message(subject=name, body=name) for name in ("ours", "seller", "draft", "now"))
    office = Office().drafts(a_draft(), a_draft(id="draft-2", message=draft_s), a_draft(id="draft-3", message=draft_s))
    office.sellers.items["lipa"] = a_seller(messages={Kind.INVOICE: seller_s})

    assert office.issue("draft-1").message == seller_s
    assert office.issue("draft-2").message == draft_s
    assert office.issue("draft-3", message=now).message == now
    assert ours not in (seller_s, draft_s, now)


class ContestedDocuments(InMemoryDocuments):
    """Another issue always takes the number first, a given number of times."""

    rivals = 0

    def issue(self, seller_id: str, issue: Issue) -> None:
        if self.rivals:
            self.rivals -= 1
            key = (seller_id, issue.number.series, issue.number.period)
            self.counters[key] = self.counters.get(key, 0) + 1
            raise NumberTakenError
        super().issue(seller_id, issue)


def test_the_loser_of_a_race_takes_the_next_number_and_its_caller_sees_no_conflict():
    """F-04."""
    office = Office(ContestedDocuments()).drafts(a_draft())
    office.documents.rivals = 7

    assert office.issue().number == "AL 8/11/2026"


def test_losing_for_twenty_seconds_ends_in_try_later_and_changes_nothing():
    office = Office(ContestedDocuments()).drafts(a_draft())
    office.documents.rivals = 10_000
    started = office.clock.at

    with pytest.raises(TryLaterError):
        office.issue()

    assert 20 <= (office.clock.at - started).total_seconds() < 22
    assert office.documents.get("lipa", "draft-1").document.status is Status.DRAFT


def test_another_seller_s_draft_is_not_there():
    office = Office().drafts()
    office.documents.add("sowa", [stored(a_draft())])

    with pytest.raises(NotFoundError):
        office.issue()
