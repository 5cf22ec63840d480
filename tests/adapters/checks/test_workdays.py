"""Polish holidays, on which the NBP publishes no rates."""

from datetime import date, timedelta

import pytest

from invoicing.adapters.checks.workdays import holidays, is_workday
from invoicing.domain.basics.workdays import last_workday_before


@pytest.mark.parametrize(
    "holiday",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 5),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 3),
        date(2026, 5, 24),
        date(2026, 6, 4),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
    ],
)
def test_these_are_the_holidays_of_2026(holiday):
    assert not is_workday(holiday)
    assert len(holidays(2026)) == 14


def test_christmas_eve_is_a_holiday_since_2025():
    assert is_workday(date(2024, 12, 24))
    assert not is_workday(date(2025, 12, 24))


@pytest.mark.parametrize(
    ("year", "easter_monday", "corpus_christi"),
    [
        (2025, date(2025, 4, 21), date(2025, 6, 19)),
        (2026, date(2026, 4, 6), date(2026, 6, 4)),
        (2027, date(2027, 3, 29), date(2027, 5, 27)),
    ],
)
def test_easter_moves_and_corpus_christi_with_it(year, easter_monday, corpus_christi):
    assert {easter_monday, corpus_christi} <= holidays(year)
    assert corpus_christi.weekday() == 3
    assert not is_workday(corpus_christi)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 12), date(2026, 11, 10)),
        (date(2026, 11, 11), date(2026, 11, 10)),
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 20)),
        (date(2026, 4, 7), date(2026, 4, 3)),
        (date(2026, 6, 5), date(2026, 6, 3)),
        (date(2026, 12, 28), date(2026, 12, 23)),
        (date(2027, 1, 2), date(2026, 12, 31)),
        (date(2026, 5, 4), date(2026, 4, 30)),
    ],
)
def test_the_last_working_day_before_skips_weekends_and_holidays(day, before):
    assert last_workday_before(day, is_workday) == before


def test_the_working_day_before_is_never_farther_than_over_easter_or_christmas():
    days = [date(2025, 1, 1) + timedelta(days=count) for count in range(3653)]
    assert max(day - last_workday_before(day, is_workday) for day in days) == timedelta(days=6)
