"""PNG files: their size, and whether every pixel is there. Unpacked only up to the size that the head tells."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"
INDEXED = 3
DEPTHS = {0: (1, 2, 4, 8), 2: (8,), INDEXED: (1, 2, 4, 8), 4: (8,), 6: (8,)}
CHANNELS = {0: 1, 2: 3, INDEXED: 1, 4: 2, 6: 4}
KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""All that a picture looks like. Texts and colour profiles could unpack to anything."""
TRANSPARENCIES = {0: (2,), 2: (6,), INDEXED: range(1, 257)}
"""How long the description of transparent colours is; pictures with an alpha channel have none."""
LAST_FILTER = 4


class Head(NamedTuple):
    """The first chunk."""

    width: int
    height: int
    depth: int
    colours: int
    packing: int
    filtering: int
    interlacing: int

    @property
    def row_length(self) -> int:
        """How many bytes a row has: its filter, then its pixels."""
        return 1 + (self.width * CHANNELS[self.colours] * self.depth + 7) // 8


def size_of(content: bytes) -> tuple[int, int]:
    """Return width and height; `ValueError` if they are not where they must be."""
    head = _head(content)
    return head.width, head.height


def cleaned(content: bytes) -> bytes:
    """Return the file with what is seen of it only; `ValueError` if not all of it is there."""
    head, chunks = _head(content), [(name, data) for name, data in _chunks(content) if name in KEPT]
    names = [name for name, _ in chunks]
    for name, lengths in ((b"PLTE", range(3, 769, 3)), (b"tRNS", TRANSPARENCIES.get(head.colours, ()))):
        if any(len(data) not in lengths for found, data in chunks if found == name):
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
    """Unpack no more than one byte too many: a bomb is seen by that byte."""
    expected = head.height * head.row_length
    unpacking = zlib.decompressobj()
    try:
        rows = unpacking.decompress(packed, expected + 1)
    except zlib.error as error:
        raise ValueError("danych obrazu nie da się rozpakować") from error
    if len(rows) != expected or max(rows[:: head.row_length]) > LAST_FILTER:
        raise ValueError("punktów jest nie tyle, ile mówi nagłówek")
