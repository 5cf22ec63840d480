"""JPEG files: their size and colours. A PDF takes them as they are, so the picture itself is never unpacked here."""

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
"""What says how colours are meant. The others hold where and by whom a photograph was taken."""


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height; `ValueError` if there is no picture in colours or greys."""
    width, height, _ = _frame(content)
    return width, height


def is_grey(content: bytes) -> bool:
    """Has it shades only?"""
    return _frame(content)[2] == 1


def cleaned(content: bytes) -> bytes:
    """Return the file with what is seen of it only; `ValueError` if it has no end."""
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
    """Yield marker, start and end of each segment up to the first scan, after which only the picture follows."""
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
