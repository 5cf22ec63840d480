"""Working days, whatever the calendar is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.basics.workdays import last_workday_before


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.sets(st.integers(0, 6), max_size=6))
def test_it_is_a_working_day_and_no_day_between_is(day, free):
    def is_workday(other):
        return other.weekday() not in free

    before = last_workday_before(day, is_workday)
    between = [before + timedelta(days=count) for count in range(1, (day - before).days)]

    assert before < day
    assert is_workday(before)
    assert not any(map(is_workday, between))
