"""Cursors for callers: a place in a list, with a hash of the list and the filter that it belongs to.

They are neither secret nor signed: the seller comes from the token, so a forged one shows nothing of other sellers.
"""

import base64
import binascii
from hashlib import sha256

from invoicing.domain.basics.errors import ForeignCursorError, InvalidCursorError

MARK = 6


def sealed(place: str | int | None, *request: object) -> str | None:
    """Return the cursor of a place in the requested list; None at the end of the list.

    >>> opened(sealed("draft|7", "documents", "q=kubek"), "documents", "q=kubek")
    'draft|7'
    """
    if place is None:
        return None
    content = _mark(repr(request).encode()) + str(place).encode()
    return base64.urlsafe_b64encode(_mark(content) + content).decode().rstrip("=")


def opened(cursor: str | None, *request: object) -> str | None:
    """Return the place, None without a cursor; a mangled cursor and one of another list are refused.

    Raises: ForeignCursorError, InvalidCursorError.
    """
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
    if content[:MARK] != _mark(repr(request).encode()):
        raise ForeignCursorError
    return place


def opened_number(cursor: str | None, *request: object) -> int:
    """Return the place in a list paged by number, 0 without a cursor.

    Raises: ForeignCursorError, InvalidCursorError.
    """
    place = opened(cursor, *request) or "0"
    if not (place.isascii() and place.isdecimal()):
        raise InvalidCursorError
    return int(place)


def _mark(content: bytes) -> bytes:
    return sha256(content).digest()[:MARK]
