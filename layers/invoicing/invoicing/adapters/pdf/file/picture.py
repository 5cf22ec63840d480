"""The logo as a PDF object, made once per process from the checked file."""

import zlib
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

from invoicing.adapters.pictures import is_jpeg, jpeg, size_of

MOST_REMEMBERED = 16
WHITE = (255, 255, 255)


class Picture(NamedTuple):
    """The size in pixels, and the PDF object: the entries of its dictionary and its whole body."""

    width: int
    height: int
    entries: str
    body: bytes

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return width and height on paper, in points: as large as these bounds allow."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@lru_cache(MOST_REMEMBERED)
def picture_of(content: bytes) -> Picture:
    """Return a checked PNG or JPEG for a PDF. A JPEG is embedded as it is, a PNG is put on white, like paper."""
    width, height = size_of(content)
    if is_jpeg(content):
        colours, packing, packed = ("/DeviceGray" if jpeg.is_grey(content) else "/DeviceRGB"), "/DCTDecode", content
    else:
        colours, packing, packed = "/DeviceRGB", "/FlateDecode", zlib.compress(_on_white(content), 9)
    entries = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8"
        f" /ColorSpace {colours} /Filter {packing} /Length {len(packed)}"
    )
    return Picture(width, height, entries, b"stream\n" + packed + b"\nendstream")


def _on_white(content: bytes) -> bytes:
    """Return the pixels of a PNG. Imports Pillow, a dependency of fpdf2, for the first such logo."""
    from PIL import Image

    shown = Image.open(BytesIO(content), formats=["PNG"]).convert("RGBA")
    paper = Image.new("RGB", shown.size, WHITE)
    paper.paste(shown, mask=shown.getchannel("A"))
    return paper.tobytes()
