"""Working days in Poland: no Saturday, Sunday or holiday (Act of 18 January 1951; Christmas Eve since 2025)."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

FIXED = ((1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))
CHRISTMAS_EVE = (12, 24)
EVE_SINCE = 2025
AFTER_EASTER = (0, 1, 49, 60)
"""Easter, Easter Monday, Pentecost, Corpus Christi."""
SATURDAY = 5


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the holidays of a year."""
    fixed = FIXED + ((CHRISTMAS_EVE,) if year >= EVE_SINCE else ())
    movable = (easter(year) + timedelta(days=days) for days in AFTER_EASTER)
    return frozenset((*(date(year, month, day) for month, day in fixed), *movable))


def is_workday(day: date) -> bool:
    """True for a working day, on which the NBP publishes rates."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)
