"""The clock that handlers pass on; nothing below them asks for the time itself."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return datetime.now(UTC)
