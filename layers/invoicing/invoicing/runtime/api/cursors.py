"""Cursors as callers carry them: a place in a list, with a mark of the list and the filter that it belongs to.

They are not secret and not signed: the seller comes from the token, so a forged one shows nothing of another's.
"""

import base64
import binascii
from hashlib import sha256

from invoicing.domain.basics.errors import ForeignCursorError, InvalidCursorError

MARK = 6


def sealed(place: str | int | None, *asked: object) -> str | None:
    """Return the cursor of a place in the list that was `asked` for; None where the list ends.

    >>> opened(sealed("draft|7", "documents", "q=kubek"), "documents", "q=kubek")
    'draft|7'
    """
    if place is None:
        return None
    content = _mark(repr(asked).encode()) + str(place).encode()
    return base64.urlsafe_b64encode(_mark(content) + content).decode().rstrip("=")


def opened(cursor: str | None, *asked: object) -> str | None:
    """Return the place, None without a cursor; refuse a mangled cursor and one of another list."""
    if cursor is None:
        return None
    try:
        whole = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        place = whole[2 * MARK :].decode()
    except (ValueError, binascii.Error) as error:
        raise InvalidCursorError from error
    content = whole[MARK:]
    if not place or whole[:MARK] != _mark(content):
        raise InvalidCursorError
    if content[:MARK] != _mark(repr(asked).encode()):
        raise ForeignCursorError
    return place


def opened_number(cursor: str | None, *asked: object) -> int:
    """Return the place in a list that is counted, 0 without a cursor."""
    place = opened(cursor, *asked) or "0"
    if not (place.isascii() and place.isdecimal()):
        raise InvalidCursorError
    return int(place)


def _mark(content: bytes) -> bytes:
    return sha256(content).digest()[:MARK]
