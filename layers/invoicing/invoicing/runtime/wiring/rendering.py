"""Dependencies of the renderer. Only its function imports this module, as it brings fpdf2."""

from functools import partial
from time import monotonic

from invoicing.adapters.pdf import missing_glyphs, render
from invoicing.adapters.pdf.attachment import attachment_of
from invoicing.domain.documents.document import Document
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, count, took
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.services.documents.rendering import RenderDeps


def render_deps(seller_id: str) -> RenderDeps:
    return RenderDeps(
        documents=adapters.documents(),
        pdfs=adapters.pdfs(),
        render=partial(_measured_pdf, seller_id=seller_id),
        clock=now,
    )


def _measured_pdf(document: Document, seller_id: str) -> bytes:
    """Return the PDF with logo and, for programs, the document's data; letters that the font lacks are logged."""
    if missing := missing_glyphs(document):
        logger.warning("letters printed as boxes", document_id=document.id, letters=len(missing))
    logo = adapters.logos().of(seller_id, document)
    started = monotonic()
    pdf = render(document, attachment=attachment_of(document), logo=logo)
    count(Metric.PDFS_RENDERED)
    took(Metric.PDF_DURATION, monotonic() - started)
    return pdf
