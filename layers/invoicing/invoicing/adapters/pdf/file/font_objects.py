"""The font objects of a PDF, as text and compressed streams; made once per process from the font files.

A character's code in the PDF is its Unicode number (UTF-16), so that texts are written without a table and all weights
share the two maps below.
"""

import zlib
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from invoicing.adapters.pdf.drawing.letters import FONTS, font_table

SUBSET_TAG = "INVOIC"
SYMBOLIC = 4
RANGES_IN_A_BLOCK = 100


class Stream(NamedTuple):
    """A compressed stream: the entries of its dictionary, and its whole body."""

    entries: str
    body: bytes


class Face(NamedTuple):
    """One weight: the entries of its three dictionaries, without references between them, and its file."""

    font: str
    cid_font: str
    descriptor: str
    file: Stream


class Fonts(NamedTuple):
    """All weights, and the maps they share: code to Unicode, for copying text, and code to glyph."""

    faces: tuple[Face, ...]
    to_unicode: Stream
    glyphs: Stream


@cache
def fonts() -> Fonts:
    """Read and compress the fonts, once per process."""
    table = font_table()
    codes = table["codes"]
    return Fonts(
        tuple(_face(face, codes) for face in table["faces"]),
        _compressed(_to_unicode(codes).encode()),
        _compressed(_glyph_map(codes, table["glyphs"])),
    )


def _compressed(content: bytes) -> Stream:
    """Return a stream; Length1, a font file's uncompressed length, is ignored in the two maps."""
    packed = zlib.compress(content, 9)
    entries = f"/Length {len(packed)} /Length1 {len(content)} /Filter /FlateDecode"
    return Stream(entries, b"stream\n" + packed + b"\nendstream")


def _face(face: dict[str, Any], codes: list[int]) -> Face:
    name = f"/{SUBSET_TAG}+{face['name']}"
    box = " ".join(map(str, face["box"]))
    return Face(
        font=f"/Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H",
        cid_font=f"/Type /Font /Subtype /CIDFontType2 /BaseFont {name} /DW {face['default_width']}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /W [{_widths(codes, face['widths'])}]",
        descriptor=f"/Type /FontDescriptor /FontName {name} /Flags {SYMBOLIC} /FontBBox [{box}]"
        f" /Ascent {face['ascent']} /Descent {face['descent']} /CapHeight {face['cap_height']}"
        f" /StemV {face['stem_width']} /ItalicAngle 0",
        file=_compressed((FONTS / f"{face['name']}.ttf").read_bytes()),
    )


def _runs(codes: list[int]) -> Iterator[list[int]]:
    """Yield the indexes of consecutive codes that share their high byte."""
    for _, run in groupby(range(len(codes)), key=lambda index: (codes[index] - index, codes[index] >> 8)):
        yield list(run)


def _widths(codes: list[int], widths: list[int]) -> str:
    return " ".join(f"{codes[run[0]]} [{' '.join(str(widths[index]) for index in run)}]" for run in _runs(codes))


def _glyph_map(codes: list[int], glyphs: list[int]) -> bytes:
    """Return the glyph of each code up to the last one, two bytes each; 0 for none."""
    glyph_of = dict(zip(codes, glyphs, strict=True))
    return b"".join(glyph_of.get(code, 0).to_bytes(2) for code in range(codes[-1] + 1))


def _to_unicode(codes: list[int]) -> str:
    """Return the map from code to Unicode, which is the identity."""
    ranges = [f"<{codes[run[0]]:04X}> <{codes[run[-1]]:04X}> <{codes[run[0]]:04X}>" for run in _runs(codes)]
    blocks = [ranges[start : start + RANGES_IN_A_BLOCK] for start in range(0, len(ranges), RANGES_IN_A_BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *("\n".join([f"{len(block)} beginbfrange", *block, "endbfrange"]) for block in blocks),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )
