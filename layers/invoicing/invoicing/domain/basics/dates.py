"""Calendar days are Warsaw's; instants are aware UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from invoicing.domain.basics.errors import InvalidFieldError

WARSAW = ZoneInfo("Europe/Warsaw")
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
"""Days outside this range are typos; near years 1 and 9999 the day before or after may not even exist."""
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def warsaw_date(instant: datetime) -> date:
    """Return the calendar day in Poland at this instant.

    >>> warsaw_date(datetime(2026, 7, 31, 22, 30, tzinfo=UTC))
    datetime.date(2026, 8, 1)
    """
    return instant.astimezone(WARSAW).date()


def starts_at(day: date) -> datetime:
    """Return the instant at which a day begins in Poland, or the earliest `datetime` if it begins before.

    >>> starts_at(date(2026, 8, 1)).isoformat()
    '2026-07-31T22:00:00+00:00'
    """
    try:
        return datetime.combine(day, time.min, WARSAW).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)


def instants_of(day: date) -> tuple[datetime, datetime]:
    """Return when a day and the next one begin in Poland, 23, 24 or 25 hours apart.

    The last day of the calendar ends with the last instant that `datetime` can hold.
    """
    if day == date.max:
        return starts_at(day), datetime.max.replace(tzinfo=UTC)
    return starts_at(day), starts_at(day + timedelta(days=1))


def dated(day: date) -> datetime:
    """Return midnight UTC, for file formats that require an instant, so that every reader shows this day."""
    return datetime.combine(day, time.min, UTC)


def parse_day(text: str, field: str = "date") -> date:
    """Return the day written as `2026-11-24`, from 2000-01-01 to 2999-12-31.

    Refuses any other form, days that do not exist and other years. Raises: InvalidFieldError.
    """
    try:
        day = date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise InvalidFieldError(field, "data w postaci RRRR-MM-DD.")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidFieldError(field, f"dzień od {FIRST_DAY} do {LAST_DAY}.")
    return day


def show_date(day: date) -> str:
    """Return the day as printed: `24.11.2026`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def show_instant(instant: datetime) -> str:
    """Return the instant in Warsaw time: `24.11.2026 17:30`."""
    return f"{instant.astimezone(WARSAW):%d.%m.%Y %H:%M}"


__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "UTC",
    "WARSAW",
    "dated",
    "instants_of",
    "parse_day",
    "show_date",
    "show_instant",
    "starts_at",
    "warsaw_date",
]
