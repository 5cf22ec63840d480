"""Ids: derived from what they stand for where a repetition must meet the same thing, else ordered by time."""

from datetime import UTC, datetime
from hashlib import sha256

DERIVED_LENGTH = 32
TELLING_APART = 8


def derived_id(*parts: str) -> str:
    """Return the same id for the same parts, unlike for any other (128 bits of SHA-256)."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:DERIVED_LENGTH]


def draft_id(seller_id: str, order_id: str) -> str:
    """Return the id of the draft of an Allegro order: importing twice meets the same draft."""
    return derived_id(seller_id, "allegro", order_id)


def time_ordered_id(at: datetime, *parts: str) -> str:
    """Return an id that sorts by time (UTC) and that a person can read: `20261124-163005-3f9b07a1`."""
    return f"{at.astimezone(UTC):%Y%m%d-%H%M%S}-{derived_id(*parts)[:TELLING_APART]}"
