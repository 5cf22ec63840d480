"""Pictures for the tests of logos, good and malicious ones."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw


def a_logo(mode: str = "RGBA", size: tuple[int, int] = (300, 90), kind: str = "PNG", **options: object) -> bytes:
    """Return a red disc and a bar in a file of this kind."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    drawing = ImageDraw.Draw(image)
    drawing.ellipse((5, 5, size[1] - 5, size[1] - 5), fill=(200, 20, 30, 255))
    drawing.rectangle((size[1] + 5, size[1] // 3, size[0] - 5, 2 * size[1] // 3), fill=(20, 40, 90, 255))
    file = BytesIO()
    (image if mode == "RGBA" else image.convert("RGB").convert(mode)).save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return a PNG chunk."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def a_png(
    width: int, height: int, rows: bytes, *, colours: int = 0, depth: int = 8, interlacing: int = 0, extra: bytes = b""
) -> bytes:
    """Return a PNG whose header and pixels may contradict each other."""
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlacing)
    pixels = chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + pixels + chunk(b"IEND", b"")
