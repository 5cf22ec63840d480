"""Days are Warsaw's, and the deadlines of an invoice follow from them (art. 106b, 106i)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.basics.dates import dated, instants_of, show_instant, starts_at, warsaw_date
from invoicing.domain.basics.errors import FutureIssueDateError
from invoicing.domain.documents.issue import issue_date
from invoicing.domain.documents.kind import Kind
from invoicing.domain.problems.checks.dates import date_problems
from tests.builders import COMPANY, a_draft, a_sale, drafted


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-07-31T21:59:59+00:00", date(2026, 7, 31)),
        ("2026-07-31T22:00:00+00:00", date(2026, 8, 1)),
        ("2026-11-23T22:59:59+00:00", date(2026, 11, 23)),
        ("2026-11-23T23:00:00+00:00", date(2026, 11, 24)),
        ("2026-12-31T22:30:00+00:00", date(2026, 12, 31)),
        ("2026-12-31T23:30:00+00:00", date(2027, 1, 1)),
        ("2026-03-28T22:59:00+00:00", date(2026, 3, 28)),
        ("2026-03-28T23:00:00+00:00", date(2026, 3, 29)),
        ("2026-03-29T21:59:00+00:00", date(2026, 3, 29)),
        ("2026-03-29T22:00:00+00:00", date(2026, 3, 30)),
        ("2026-10-24T21:59:00+00:00", date(2026, 10, 24)),
        ("2026-10-24T22:00:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T22:59:00+00:00", date(2026, 10, 25)),
        ("2026-10-25T23:00:00+00:00", date(2026, 10, 26)),
        ("2026-10-25T01:30:00+03:00", date(2026, 10, 25)),
    ],
)
def test_a_day_begins_at_midnight_in_warsaw_in_every_season_and_on_clock_changes(instant, day):
    """F-63: in March the day of the change has 23 hours, in October 25."""
    assert warsaw_date(datetime.fromisoformat(instant)) == day


@pytest.mark.parametrize(
    ("change", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)]
)
def test_every_hour_of_a_day_belongs_to_it_and_to_no_other(change, hours):
    start = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(days=1)
    days = [warsaw_date(start + timedelta(hours=hour)) for hour in range(72)]
    assert days.count(change) == hours


@pytest.mark.parametrize(
    ("day", "begins", "hours"),
    [
        (date(2026, 1, 1), "2025-12-31T23:00:00+00:00", 24),
        (date(2026, 3, 29), "2026-03-28T23:00:00+00:00", 23),
        (date(2026, 7, 15), "2026-07-14T22:00:00+00:00", 24),
        (date(2026, 10, 25), "2026-10-24T22:00:00+00:00", 25),
    ],
)
def test_a_day_s_instants_are_from_midnight_to_midnight_in_warsaw(day, begins, hours):
    first, after = instants_of(day)
    assert (first.isoformat(), after - first) == (begins, timedelta(hours=hours))
    assert first == starts_at(day)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_has_its_instants_and_no_others(day):
    first, after = instants_of(day)
    moment = timedelta(microseconds=1)
    assert [warsaw_date(at) for at in (first, after - moment)] == [day, day]
    assert [warsaw_date(at) for at in (first - moment, after)] == [day - timedelta(days=1), day + timedelta(days=1)]


def test_the_first_and_last_days_are_cut_at_what_datetime_can_hold():
    assert instants_of(date.min)[0] == datetime.min.replace(tzinfo=UTC)
    assert instants_of(date.max)[1] == datetime.max.replace(tzinfo=UTC)


def test_a_file_s_own_date_is_the_day_of_its_document_in_utc():
    assert dated(date(2026, 7, 15)).isoformat() == "2026-07-15T00:00:00+00:00"


def test_the_repeated_hour_is_shown_in_warsaw_time_both_times():
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    assert show_instant(first) == show_instant(second) == "25.10.2026 02:30"


@pytest.mark.parametrize("requested", [None, date(2027, 1, 1), date(2026, 12, 31), date(2026, 1, 1)])
def test_the_issue_date_is_today_in_warsaw_or_an_earlier_requested_day(requested):
    """F-09, F-63."""
    now = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert issue_date(requested, now) == (requested or date(2027, 1, 1))


def test_an_issue_date_is_never_in_the_future_not_even_for_the_last_hour_of_the_year():
    now = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    with pytest.raises(FutureIssueDateError):
        issue_date(date(2027, 1, 1), now)


def test_a_sale_paid_late_in_the_evening_is_sold_on_warsaw_s_day():
    draft = drafted(a_sale(paid_at=datetime(2026, 12, 31, 23, 15, tzinfo=UTC)))
    assert (draft.sale_date, draft.paid_at) == (date(2027, 1, 1), date(2027, 1, 1))
    assert draft.sale_date_label == "Data otrzymania zapłaty"


def codes(sold, on, **changes):
    return {problem.code for problem in date_problems(a_draft(sale_date=sold, **changes), on)}


SOLD = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 10, 31), set()),
        (date(2026, 11, 1), {"sale_in_closed_month"}),
        (date(2026, 11, 9), {"sale_in_closed_month"}),
        (date(2026, 11, 10), {"sale_in_closed_month", "issue_deadline_near"}),
        (date(2026, 11, 15), {"sale_in_closed_month", "issue_deadline_near"}),
        (date(2026, 11, 16), {"sale_in_closed_month", "issue_late"}),
        (date(2027, 1, 31), {"sale_in_closed_month", "issue_late"}),
        (date(2027, 2, 1), {"sale_in_closed_month", "issue_late", "request_too_late"}),
    ],
)
def test_an_invoice_is_due_on_the_fifteenth_and_may_be_requested_for_three_months(on, expected):
    """Art. 106i ust. 1, art. 106b ust. 3: three months from the end of the month of the sale."""
    assert codes(SOLD, on) == expected


def test_a_business_is_owed_its_invoice_however_late():
    """Art. 106b ust. 3 is about consumers: to a business the seller must issue it."""
    assert "request_too_late" not in codes(date(2026, 1, 1), date(2026, 11, 24), buyer=COMPANY)
    assert "request_too_late" in codes(date(2026, 1, 1), date(2026, 11, 24))


@pytest.mark.parametrize(("days", "is_held"), [(60, False), (61, True)])
def test_an_invoice_is_issued_at_most_sixty_days_before_the_supply(days, is_held):
    """Art. 106i ust. 7."""
    on = date(2026, 11, 24)
    assert ("issue_too_early" in codes(on, on, supply_date=on + timedelta(days=days))) is is_held


def test_the_day_of_supply_counts_more_than_the_printed_sale_date():
    assert "issue_late" in codes(date(2026, 11, 20), date(2026, 11, 24), supply_date=date(2026, 10, 1))


@pytest.mark.parametrize("kind", [Kind.PROFORMA, Kind.RECEIPT, Kind.BILL, Kind.CORRECTION])
def test_other_documents_have_none_of_these_deadlines(kind):
    assert codes(date(2026, 1, 1), date(2026, 11, 24), kind=kind) == set()


def test_december_is_followed_by_january_of_the_next_year():
    assert codes(date(2026, 12, 31), date(2027, 1, 15)) == {"sale_in_closed_month", "issue_deadline_near"}
    assert "issue_late" in codes(date(2026, 12, 31), date(2027, 1, 16))
