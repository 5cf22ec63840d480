"""The seller's report of an import."""

from decimal import Decimal

from invoicing.domain.imports import report as digest
from invoicing.domain.imports.record import AssumedRate, Outcome, TransactionOutcome
from invoicing.domain.imports.report import digest_of
from invoicing.domain.problems.problem import Problem, Severity
from invoicing.domain.vat.line import RateSource

UNPAID = Problem(code="unpaid", severity=Severity.WAITS, message="Nie zapłacono.", way_out="")
NO_RATE = Problem(code="vat_rate_missing", severity=Severity.BLOCKS, message="Brak stawki.", way_out="")


def a_row(outcome=Outcome.DRAFTED, **fields) -> TransactionOutcome:
    return TransactionOutcome(position=1, outcome=outcome, gross=Decimal("10.00"), **fields)


def an_offer(offer_id: str) -> AssumedRate:
    return AssumedRate(offer_id=offer_id, name="Kubek", vat_rate="23", source=RateSource.DEFAULT)


def test_a_draft_with_two_problems_is_in_both_groups_and_counted_once():
    result = digest_of([a_row(problems=(UNPAID, NO_RATE)), a_row(problems=(UNPAID,)), a_row()])

    assert {code: section.count for code, (_, section) in result.waiting.items()} == {
        "unpaid": 2,
        "vat_rate_missing": 1,
    }
    assert (result.waiting_count, result.ready.count, result.total) == (2, 1, 3)


def test_a_cancellation_or_return_after_issue_is_separate_from_what_needs_none():
    """F-27."""
    result = digest_of([a_row(Outcome.ALREADY_ISSUED, reasons=("Zwrot.",)), a_row(Outcome.ALREADY_ISSUED)])

    assert (result.to_correct.count, result.others.count) == (1, 1)


def test_an_assumed_rate_is_listed_once_per_offer():
    result = digest_of([a_row(assumed_rates=(an_offer("1"), an_offer("2"))), a_row(assumed_rates=(an_offer("1"),))])

    assert (list(result.assumed), result.assumed_count) == (["1", "2"], 2)


def test_rows_beyond_those_shown_are_counted_but_not_kept(monkeypatch):
    monkeypatch.setattr(digest, "MOST_ROWS", 2)
    result = digest_of(a_row(assumed_rates=(an_offer(str(n)),), currency="EUR") for n in range(5))

    assert (result.ready.count, len(result.ready.rows), result.ready.worth) == (5, 2, {"EUR": Decimal("50.00")})
    assert (len(result.assumed), result.assumed_count) == (2, 5)
