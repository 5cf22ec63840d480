"""The only module that relies on fpdf2's internals: adds the ready-made fonts and the seller's logo to a file.

fpdf2 parses, subsets and compresses its fonts again for each document, which is most of its time. Here their PDF
objects are the same bytes in every document, except for their numbers (`font_objects`).

Relied on in fpdf2, which is pinned to 2.8.9 (`tests/adapters/pdf/test_pdf_fonts.py` fails if one of these changes):

    OutputProducer._add_fonts()      returns the font objects by the n that a page calls /Fn
    OutputProducer._add_images()     returns the picture objects by the n that a page calls /In
    OutputProducer._add_pdf_obj()    numbers an object; sets its `PDFObject.id` and `.ref`
    OutputProducer._out()            takes bytes from `PDFObject.serialize()`
    FPDF._resource_catalog.add()     registers a font or a picture on a page
    FPDF._out()                      appends to the content of the current page
"""

from copy import copy
from functools import cache
from typing import Any

from fpdf import FPDF
from fpdf.enums import OutputIntentSubType, PDFResourceType
from fpdf.output import OutputProducer, PDFICCProfile
from fpdf.syntax import PDFObject
from fpdf.util import builtin_srgb2014_bytes

from invoicing.adapters.pdf.file.font_objects import Face, fonts
from invoicing.adapters.pdf.file.picture import Picture

FONT_NUMBERS = (1, 2)
PICTURE_NUMBER = 1


class FrozenObject(PDFObject):
    """A PDF object whose text is ready except for its number."""

    def __init__(self, entries: str, body: bytes = b"") -> None:
        super().__init__()
        self._entries = entries
        self._body = body

    def serialize(self, *_: Any, **__: Any) -> bytes:  # type: ignore[override]  # bytes spare fpdf2 two conversions
        """Return the object as written to the file."""
        return f"{self.id} 0 obj\n<< {self._entries} >>\n".encode("latin-1") + self._body + b"\nendobj"


class FrozenFontsProducer(OutputProducer):
    """Writes a file with the ready-made fonts and picture instead of fpdf2's own."""

    def _add_images(self) -> dict[int, Any]:
        picture: Picture | None = getattr(self.fpdf, "picture", None)
        if picture is None:
            return {}
        added = FrozenObject(picture.entries, picture.body)
        self._add_pdf_obj(added)
        return {PICTURE_NUMBER: added}

    def _add_fonts(self, *_: Any) -> dict[int, Any]:
        ready = fonts()
        shared = f"/ToUnicode {self._added(*ready.to_unicode)}", f"/CIDToGIDMap {self._added(*ready.glyphs)}"
        return {number: self._add_face(face, *shared) for number, face in zip(FONT_NUMBERS, ready.faces, strict=True)}

    def _add_face(self, face: Face, to_unicode: str, glyphs: str) -> FrozenObject:
        descriptor = self._added(f"{face.descriptor} /FontFile2 {self._added(*face.file)}")
        cid_font = self._added(f"{face.cid_font} /FontDescriptor {descriptor} {glyphs}")
        font = FrozenObject(f"{face.font} /DescendantFonts [{cid_font}] {to_unicode}")
        self._add_pdf_obj(font)
        return font

    def _added(self, entries: str, body: bytes = b"") -> str:
        """Add an object and return the reference to it."""
        added = FrozenObject(entries, body)
        self._add_pdf_obj(added)
        return added.ref


def add_page(pdf: FPDF, content: bytes, *, has_picture: bool) -> None:
    """Add a page with this content, which may use all fonts."""
    pdf.add_page()
    for number in FONT_NUMBERS:
        pdf._resource_catalog.add(PDFResourceType.FONT, number, pdf.page)
    if has_picture:
        pdf._resource_catalog.add(PDFResourceType.X_OBJECT, PICTURE_NUMBER, pdf.page)
    pdf._out(content)


def add_colour_profile(pdf: FPDF) -> None:
    """Declare the RGB profile that PDF/A requires; fpdf2 would read and compress it again for each file."""
    pdf.add_output_intent(
        OutputIntentSubType.PDFA,
        output_condition_identifier="sRGB",
        output_condition="IEC 61966-2-1:1999",
        registry_name="http://www.color.org",
        dest_output_profile=copy(_srgb()),
        info="sRGB2014 (v2)",
    )


@cache
def _srgb() -> PDFICCProfile:
    return PDFICCProfile(contents=builtin_srgb2014_bytes(), n=3, alternate="DeviceRGB")
