"""Render queue -> the PDF in the documents bucket, recorded in the table, its mail queued."""

from functools import partial
from time import monotonic
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.adapters.pdf import missing_glyphs, render
from invoicing.adapters.pdf.attachment import attachment_of
from invoicing.domain.documents.document import Document
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, count, took
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.workers.queues import each_message
from invoicing.services.documents.rendering import RenderDeps, render_issued


def paper_of(document: Document, seller_id: str) -> bytes:
    """Return the PDF with logo and, for programs, the document's data; a box on it is told to the operator."""
    if missing := missing_glyphs(document):
        logger.warning("letters printed as boxes", document_id=document.id, letters=len(missing))
    logo = wiring.logos().of(seller_id, document)
    started = monotonic()
    paper = render(document, attachment=attachment_of(document), logo=logo)
    count(Metric.PDFS_RENDERED)
    took(Metric.PDF_DURATION, monotonic() - started)
    return paper


def render_message(message: dict[str, Any], _: LambdaContext) -> None:
    """Render one issued document."""
    seller_id = message["seller_id"]
    paper = partial(paper_of, seller_id=seller_id)
    deps = RenderDeps(documents=wiring.documents(), pdfs=wiring.pdfs(), render=paper, clock=now)
    pdf = render_issued(seller_id, message["document_id"], deps)
    logger.info("rendered", document_id=message["document_id"], size=pdf.size)


lambda_handler = each_message(render_message)
