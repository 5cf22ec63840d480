"""Ids: derived from what they stand for where a repetition must meet the same thing, else ordered by time."""

from base64 import b32encode
from datetime import UTC, datetime
from hashlib import sha256

DERIVED_LENGTH = 26


def derived_id(*parts: str) -> str:
    """Return the same id for the same parts, unlike for any other (130 bits of SHA-256, lower-case base 32)."""
    digest = sha256("\x1f".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:DERIVED_LENGTH]


def draft_id(seller_id: str, order_id: str) -> str:
    """Return the id of the draft of an Allegro order: importing twice meets the same draft."""
    return derived_id(seller_id, "allegro", order_id)


def time_ordered_id(at: datetime, *parts: str) -> str:
    """Return an id that sorts by time (UTC) and that a person can read: `20261124-163005-k3f9xq`."""
    return f"{at.astimezone(UTC):%Y%m%d-%H%M%S}-{derived_id(*parts)[:6]}"
