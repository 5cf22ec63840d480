"""Ids: derived from what they identify where repeating must lead to the same thing, else ordered by time."""

import re
from datetime import UTC, datetime
from hashlib import sha256

from invoicing.domain.basics.errors import InvalidFieldError

DERIVED_LENGTH = 32
SUFFIX_LENGTH = 8
LONGEST_ID = 64
ID = f"[A-Za-z0-9-]{{1,{LONGEST_ID}}}"
"""The form of all ids that this system assigns; orders, offers and lines have Allegro's ids."""
_ID = re.compile(ID)


def parse_id(text: str, field: str = "id") -> str:
    """Return the id if it has the form of ours.

    Raises: InvalidFieldError.
    """
    if _ID.fullmatch(text) is None:
        raise InvalidFieldError(field, f"identyfikator to litery, cyfry i myślniki (najwyżej {LONGEST_ID}).")
    return text


def derived_id(*parts: str) -> str:
    """Return an id that is the same for the same parts and for no others (128 bits of SHA-256)."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:DERIVED_LENGTH]


def draft_id(seller_id: str, order_id: str) -> str:
    """Return the id of the draft of an Allegro order: importing twice leads to the same draft."""
    return derived_id(seller_id, "allegro", order_id)


def time_ordered_id(at: datetime, *parts: str) -> str:
    """Return a readable id that sorts by time (UTC): `20261124-163005-3f9b07a1`."""
    return f"{at.astimezone(UTC):%Y%m%d-%H%M%S}-{derived_id(*parts)[:SUFFIX_LENGTH]}"
