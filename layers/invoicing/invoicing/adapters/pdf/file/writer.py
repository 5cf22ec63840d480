"""The PDF file: pages, metadata, and the document itself as an attachment (PDF/A-3)."""

from collections.abc import Iterable
from hashlib import sha256

from fpdf import FPDF, ViewerPreferences

from invoicing.adapters.pdf.file.frozen_fonts import FrozenFontsProducer, add_colour_profile, add_page
from invoicing.adapters.pdf.file.metadata import About, xmp_packet
from invoicing.adapters.pdf.file.picture import Picture

CONFORMANCE = "PDF/A-3U"
ATTACHMENT_NAME = "dokument.json"


class _File(FPDF):
    """An FPDF whose identifier does not depend on the time."""

    def __init__(self, key: str) -> None:
        self.picture: Picture | None = None
        super().__init__(unit="pt", format="A4", enforce_compliance=CONFORMANCE)
        self._identifier = f"<{sha256(key.encode(errors='surrogatepass')).hexdigest()[:32]}>" * 2

    def file_id(self) -> str:
        return self._identifier


def pdf_file(pages: Iterable[bytes], about: About, attachment: bytes | None, picture: Picture | None = None) -> bytes:
    """Return the file with these page contents; the first page may use the picture as `/I1`."""
    pdf = _File(about.key)
    pdf.picture = picture
    pdf.set_auto_page_break(False)
    pdf.allow_images_transparency = False
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    pdf.set_lang(about.language)
    pdf.set_xmp_metadata(xmp_packet(about))
    add_colour_profile(pdf)
    for number, content in enumerate(pages):
        add_page(pdf, content, has_picture=picture is not None and number == 0)
    if attachment:
        pdf.embed_file(
            bytes=attachment,
            basename=ATTACHMENT_NAME,
            mime_type="application/json",
            modification_date=about.created_at,
            associated_file_relationship="Source",
            compress=True,
        )
    return bytes(pdf.output(output_producer_class=FrozenFontsProducer))
