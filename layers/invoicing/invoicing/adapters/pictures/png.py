"""PNG files: their size, and whether all pixels are present. Unpacked only up to the size given in the header."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"
INDEXED = 3
DEPTHS = {0: (1, 2, 4, 8), 2: (8,), INDEXED: (1, 2, 4, 8), 4: (8,), 6: (8,)}
CHANNELS = {0: 1, 2: 3, INDEXED: 1, 4: 2, 6: 4}
KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""All chunks that affect the picture. Texts and colour profiles could unpack to anything."""
TRANSPARENCIES = {0: (2,), 2: (6,), INDEXED: range(1, 257)}
"""Allowed lengths of the tRNS chunk; pictures with an alpha channel have none."""
LAST_FILTER = 4


class Head(NamedTuple):
    """The header, which is the first chunk."""

    width: int
    height: int
    depth: int
    colours: int
    packing: int
    filtering: int
    interlacing: int

    @property
    def row_length(self) -> int:
        """Bytes of a row: its filter, then its pixels."""
        return 1 + (self.width * CHANNELS[self.colours] * self.depth + 7) // 8


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height in pixels; `ValueError` if the header is missing or not supported."""
    head = _head(content)
    return head.width, head.height


def cleaned(content: bytes) -> bytes:
    """Return the file without metadata; `ValueError` if it is incomplete or broken."""
    head, chunks = _head(content), [(name, data) for name, data in _chunks(content) if name in KEPT]
    names = [name for name, _ in chunks]
    for name, lengths in ((b"PLTE", range(3, 769, 3)), (b"tRNS", TRANSPARENCIES.get(head.colours, ()))):
        if any(len(data) not in lengths for chunk, data in chunks if chunk == name):
            raise ValueError("opis kolorów jest niepoprawny")
    if names[-1] != b"IEND" or (head.colours == INDEXED and b"PLTE" not in names):
        raise ValueError("plik jest niepełny")
    _check_pixels(head, b"".join(data for name, data in chunks if name == b"IDAT"))
    return SIGNATURE + b"".join(map(_chunk, chunks))


def _head(content: bytes) -> Head:
    name, data = next(_chunks(content), (b"", b""))
    if name != b"IHDR" or len(data) != 13:
        raise ValueError("brak nagłówka")
    head = Head(*struct.unpack(">IIBBBBB", data))
    if head.depth not in DEPTHS.get(head.colours, ()) or head.packing or head.filtering:
        raise ValueError("zapisz go z 8 bitami na kolor")
    if head.interlacing:
        raise ValueError("zapisz go bez przeplotu")
    return head


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    start = len(SIGNATURE)
    while start < len(content):
        if start + 12 > len(content):
            raise ValueError("plik jest ucięty")
        (length,) = struct.unpack_from(">I", content, start)
        end = start + 8 + length
        name, data = content[start + 4 : start + 8], content[start + 8 : end]
        if content[end : end + 4] != struct.pack(">I", zlib.crc32(name + data)):
            raise ValueError("suma kontrolna się nie zgadza")
        yield name, data
        start = end + 4
        if name == b"IEND":
            return


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    name, data = chunk
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _check_pixels(head: Head, packed: bytes) -> None:
    """Unpack at most one byte too many, which is enough to detect a bomb."""
    expected = head.height * head.row_length
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, expected + 1)
    except zlib.error as error:
        raise ValueError("danych obrazu nie da się rozpakować") from error
    if len(rows) != expected or max(rows[:: head.row_length]) > LAST_FILTER:
        raise ValueError("punktów jest nie tyle, ile mówi nagłówek")
