"""JPEG files: size and colours. A PDF embeds them as they are, so the picture itself is never decoded."""

import struct
from collections.abc import Iterator

SIGNATURE = b"\xff\xd8\xff"
END = b"\xff\xd9"
FRAMES = (0xC0, 0xC1, 0xC2)
"""Baseline, extended, progressive; PDF readers know no others."""
SCAN = 0xDA
COMMENT = 0xFE
APPLICATIONS = range(0xE0, 0xF0)
KEPT_APPLICATIONS = (0xE0, 0xEE)
"""Colour information. The others record where and by whom a photograph was taken."""


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels; `ValueError` unless it is an 8-bit picture in RGB or greyscale."""
    width, height, _ = _frame(content)
    return width, height


def is_grey(content: bytes) -> bool:
    """True for greyscale."""
    return _frame(content)[2] == 1


def cleaned(content: bytes) -> bytes:
    """Return the file without metadata; `ValueError` if it is truncated."""
    kept = bytearray(SIGNATURE[:2])
    start = 0
    for marker, start, end in _segments(content):
        is_data = marker in APPLICATIONS and marker not in KEPT_APPLICATIONS
        if not is_data and marker not in (COMMENT, SCAN):
            kept += content[start:end]
    last = content.rfind(END)
    if last < start:
        raise ValueError("plik jest ucięty")
    return bytes(kept + content[start : last + len(END)])


def _frame(content: bytes) -> tuple[int, int, int]:
    for marker, start, end in _segments(content):
        if marker in FRAMES and end - start >= 10:
            precision, height, width, colours = struct.unpack_from(">BHHB", content, start + 4)
            if precision != 8 or colours not in (1, 3):
                raise ValueError("zapisz go w RGB, z 8 bitami na kolor")
            return width, height, colours
    raise ValueError("brak nagłówka")


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each segment up to the first scan; only image data follows."""
    start = 2
    while start + 4 <= len(content):
        mark, marker, length = struct.unpack_from(">BBH", content, start)
        end = start + 2 + length
        if mark != 0xFF or length < 2 or end > len(content):
            break
        yield marker, start, end
        if marker == SCAN:
            return
        start = end
    raise ValueError("plik jest ucięty")
