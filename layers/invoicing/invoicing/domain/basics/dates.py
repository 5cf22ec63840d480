"""Calendar days are Warsaw's, instants are aware UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")


def warsaw_date(instant: datetime) -> date:
    """Return the calendar day in Poland at this instant.

    >>> warsaw_date(datetime(2026, 7, 31, 22, 30, tzinfo=UTC))
    datetime.date(2026, 8, 1)
    """
    return instant.astimezone(WARSAW).date()


def show_date(day: date) -> str:
    """Return the day as it is printed: `24.11.2026`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def show_instant(instant: datetime) -> str:
    """Return the instant on the seller's clock: `24.11.2026 17:30`."""
    return f"{instant.astimezone(WARSAW):%d.%m.%Y %H:%M}"


__all__ = ["UTC", "WARSAW", "show_date", "show_instant", "warsaw_date"]
