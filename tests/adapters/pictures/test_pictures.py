"""Which logos are accepted: judged by content, bounded before anything is unpacked."""

import struct
import time
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from invoicing.adapters.pictures import LONGEST_SIDE, MOST_BYTES, checked_logo, is_jpeg, size_of
from invoicing.domain.basics.errors import InvalidFieldError
from tests.adapters.pictures.logo_files import a_logo, a_png, chunk
from tests.pace import is_at_once

GOOD = {
    **{f"png {mode}": a_logo(mode) for mode in ("1", "L", "P", "RGB", "RGBA", "LA")},
    **{f"jpeg {mode}": a_logo(mode, kind="JPEG") for mode in ("L", "RGB")},
    "progressive": a_logo("RGB", kind="JPEG", progressive=True),
    "trailing rubbish": a_logo("RGB", kind="JPEG") + b"\x00" * 20,
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD.keys())
def test_pictures_of_all_usual_kinds_are_accepted_and_look_the_same(content: bytes) -> None:
    kept = checked_logo(content)
    before, after = (Image.open(BytesIO(file)).convert("RGBA") for file in (content, kept))

    assert size_of(kept) == (300, 90)
    assert before.tobytes() == after.tobytes()
    assert checked_logo(kept) == kept


def test_metadata_is_removed() -> None:
    """A photograph records where it was taken, a text chunk may unpack to gigabytes."""
    place = Image.Exif()
    place[0x010E] = "ul. Tajna 7"
    photograph = a_logo("RGB", kind="JPEG", exif=place, comment=b"tajny komentarz")
    bomb = chunk(b"zTXt", b"x\x00\x00" + zlib.compress(b"tajne" * 1_000_000, 9))
    drawing = a_png(2, 2, bytes(6), extra=bomb)

    for kept in map(checked_logo, (photograph, drawing)):
        assert b"ajn" not in kept
        assert b"zTXt" not in kept
        Image.open(BytesIO(kept)).load()


PNG, JPEG = a_logo(), a_logo("RGB", kind="JPEG")
HEAD_OF_JPEG = PNG[:0] + b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 17, 8, 60_000, 60_000, 3) + bytes(9)
BAD = {
    "empty": b"",
    "a web page": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "gif": a_logo("P", kind="GIF"),
    "webp": a_logo("RGB", kind="WEBP"),
    "too many bytes": PNG + bytes(MOST_BYTES),
    "too many pixels": a_png(1_001, 1_000, bytes(10)),
    "too long a side": a_png(LONGEST_SIDE + 1, 1, bytes(LONGEST_SIDE + 2)),
    "no pixels": a_png(0, 5, b""),
    "a bomb": a_png(10, 10, bytes(50_000_000)),
    "fewer pixels than declared": a_png(10, 10, bytes(109)),
    "an unknown filter": a_png(1, 2, b"\x00\x07\x05\x07"),
    "interlaced": a_png(1, 1, bytes(2), interlacing=1),
    "16 bits": a_png(1, 1, bytes(3), depth=16),
    "no palette": a_png(1, 1, bytes(2), colours=3),
    "a cut palette": a_png(1, 1, bytes(2), colours=3, extra=chunk(b"PLTE", b"12")),
    "a cut transparency": a_png(1, 1, bytes(4), colours=2, extra=chunk(b"tRNS", b"1")),
    "a needless transparency": a_png(1, 1, bytes(5), colours=6, extra=chunk(b"tRNS", b"12")),
    "unknown colours": a_png(1, 1, bytes(2), colours=9),
    "cut png": PNG[:-20],
    "png without an end": PNG[:-12],
    "a wrong checksum": PNG[:40] + bytes([PNG[40] ^ 1]) + PNG[41:],
    "only the mark of png": PNG[:8],
    "a chunk without end": PNG[:8] + b"\xff\xff\xff\xffIHDR",
    "cut jpeg": JPEG[:-2],
    "a jpeg without a frame": b"\xff\xd8\xff\xda\x00\x02\xff\xd9",
    "a huge jpeg": HEAD_OF_JPEG + b"\xff\xda\x00\x02\xff\xd9",
    "printer's colours": a_logo("CMYK", kind="JPEG"),
    "only the mark of jpeg": JPEG[:3],
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_unprintable_pictures_are_refused_at_once(content: bytes) -> None:
    start = time.process_time()
    with pytest.raises(InvalidFieldError) as refused:
        checked_logo(content)
    spent = time.process_time() - start

    assert refused.value.field == "logo"
    assert is_at_once(spent)


@given(st.sampled_from([PNG, JPEG]), st.integers(0), st.binary(max_size=8))
def test_a_damaged_picture_is_refused_or_can_be_opened(content: bytes, where: int, damage: bytes) -> None:
    """Every stored picture can be opened: an issued document must always be printable."""
    place = where % len(content)
    damaged = content[:place] + damage + content[place + len(damage) :]
    try:
        kept = checked_logo(damaged)
    except InvalidFieldError:
        return
    assert size_of(kept)
    if not is_jpeg(kept):
        Image.open(BytesIO(kept)).convert("RGBA").load()
