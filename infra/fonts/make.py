"""The recipe of the two fonts in `adapters/pdf/drawing/fonts`: run by hand when letters should change, never by CI.

    python -m venv /tmp/fonts
    /tmp/fonts/bin/pip install fonttools==4.68.0 rendercv-fonts==0.5.1
    /tmp/fonts/bin/python infra/fonts/make.py

It cuts Open Sans 3 (SIL Open Font License 1.1, no reserved name) down to the letters of `CHARACTERS`, adds the box that
stands for a missing letter, and writes beside them a table of what a PDF says about fonts, so that none is parsed at
run time. Hinting and layout tables go: PDF readers ignore them.
"""

import hashlib
import json
from pathlib import Path

import rendercv_fonts
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[2] / "layers/invoicing/invoicing/adapters/pdf/drawing/fonts"
SOURCE = Path(rendercv_fonts.path_of["Open Sans"])
WEIGHTS = ("Regular", "Bold")
MISSING = 0x25A1
BOX_HEIGHT, BOX_MARGIN, BOX_STROKE = 1300, 130, 120
SOFT_HYPHEN = 0xAD
STEM_WIDTHS = {"Regular": 88, "Bold": 151}

RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x17F),  # Latin-1, Latin Extended-A
    (0x1A0, 0x1A1),  # Vietnamese
    (0x1AF, 0x1B0),
    (0x218, 0x21B),  # Romanian
    (0x400, 0x45F),  # Cyrillic: Ukrainian, Belarusian, Bulgarian, Serbian
    (0x490, 0x491),
    (0x1E80, 0x1E85),  # Welsh
    (0x1E9E, 0x1E9E),  # capital sharp s
    (0x1EA0, 0x1EF9),  # Vietnamese
    (0x2013, 0x2015),  # dashes
    (0x2018, 0x201E),  # quotation marks
)
SINGLE = (
    *(0x394, 0x3A9, 0x3B1, 0x3B2, 0x3BC, 0x3C0),  # Greek letters of units and vitamins
    *(0x2020, 0x2021, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044),  # punctuation, feet and inches
    *(0x20AC, 0x20B4, 0x2116, 0x2122, 0x212E, 0x25CA),  # euro, hryvnia, numero, trade mark, estimated
    *(0x2070, 0x2074, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265),  # mathematics
)
IN_RANGES = {code for first, last in RANGES for code in range(first, last + 1)}
CHARACTERS = IN_RANGES - {SOFT_HYPHEN} | set(SINGLE) | {MISSING}


def main() -> None:
    """Write both fonts, their table, the licence and the checksums."""
    TARGET.mkdir(parents=True, exist_ok=True)
    fonts = {weight: small_font(SOURCE / f"OpenSans-{weight}.ttf") for weight in WEIGHTS}
    for weight, font in fonts.items():
        font.save(TARGET / f"OpenSans-{weight}.ttf")
    (TARGET / "OpenSans.json").write_text(json.dumps(pdf_table(fonts), separators=(",", ":")) + "\n")
    (TARGET / "OFL.txt").write_bytes((SOURCE / "OFL.txt").read_bytes().replace(b"\r\n", b"\n"))
    files = sorted(TARGET.glob("OpenSans*"))
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    (TARGET / "SHA256SUMS").write_text("".join(sums))


def small_font(path: Path) -> TTFont:
    """Return the font with nothing but the wanted letters, their outlines and widths."""
    font = TTFont(path, recalcTimestamp=False)
    add_box(font)
    options = Options(hinting=False, layout_features=[], notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "STAT", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    return font


def add_box(font: TTFont) -> None:
    """Draw the white square: the sign for a missing letter. The font's own one is blank, and PDF/A forbids it."""
    pen = TTGlyphPen(None)
    for inset, is_hole in ((0, False), (BOX_STROKE, True)):
        low, left, top, right = inset, BOX_MARGIN + inset, BOX_HEIGHT - inset, BOX_MARGIN + BOX_HEIGHT - inset
        corners = [(left, low), (left, top), (right, top), (right, low)]
        pen.moveTo(corners[0])
        for corner in reversed(corners[1:]) if is_hole else corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    font.setGlyphOrder([*font.getGlyphOrder(), "box"])
    font["glyf"]["box"] = pen.glyph()
    font["hmtx"]["box"] = (BOX_HEIGHT + 2 * BOX_MARGIN, BOX_MARGIN)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[MISSING] = "box"


def pdf_table(fonts: dict[str, TTFont]) -> dict[str, object]:
    """Return what a PDF says about the fonts: each character's glyph, the same in all weights, and the faces."""
    glyphs, *others = (glyph_numbers(font) for font in fonts.values())
    if any(other != glyphs for other in others):
        raise SystemExit("The weights number their glyphs differently; they need a glyph table each.")
    return {
        "codes": list(glyphs),
        "glyphs": list(glyphs.values()),
        "faces": [face_table(font, weight) for weight, font in fonts.items()],
    }


def glyph_numbers(font: TTFont) -> dict[int, int]:
    """Return the glyph of each Unicode character, in the characters' order."""
    return {code: font.getGlyphID(glyph) for code, glyph in sorted(font.getBestCmap().items())}


def face_table(font: TTFont, weight: str) -> dict[str, object]:
    """Return the sizes of one weight in thousandths of the font size."""
    head, hhea, thousandth = font["head"], font["hhea"], font["head"].unitsPerEm / 1000
    advances = [font["hmtx"][glyph][0] for _, glyph in sorted(font.getBestCmap().items())]
    return {
        "name": f"OpenSans-{weight}",
        "ascent": round(hhea.ascent / thousandth),
        "descent": round(hhea.descent / thousandth),
        "cap_height": round(font["OS/2"].sCapHeight / thousandth),
        "box": [round(edge / thousandth) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "stem_width": STEM_WIDTHS[weight],
        "default_width": round(font["hmtx"][".notdef"][0] / thousandth),
        "widths": [round(advance / thousandth) for advance in advances],
    }


if __name__ == "__main__":
    main()
