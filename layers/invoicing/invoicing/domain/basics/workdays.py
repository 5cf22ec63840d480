"""Days on which the NBP publishes rates. The calendar of holidays is an argument."""

from collections.abc import Callable
from datetime import date, timedelta

IsWorkday = Callable[[date], bool]


def last_workday_before(day: date, is_workday: IsWorkday) -> date:
    """Return the last working day before this one: the day of the exchange rate (art. 31a ust. 1).

    >>> last_workday_before(date(2026, 11, 23), lambda day: day.weekday() < 5)
    datetime.date(2026, 11, 20)
    """
    before = day - timedelta(days=1)
    while not is_workday(before):
        before -= timedelta(days=1)
    return before
