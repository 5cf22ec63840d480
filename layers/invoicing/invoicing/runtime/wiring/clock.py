"""The clock that handlers pass on; nothing below them reads the time itself."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current time, aware, in UTC."""
    return datetime.now(UTC)
