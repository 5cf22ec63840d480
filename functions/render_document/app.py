"""Render queue -> the PDF in the documents bucket, recorded in the table, its mail queued."""

from typing import Any

from invoicing.adapters.pdf import render
from invoicing.runtime import wiring
from invoicing.runtime.clock import now
from invoicing.runtime.observability import logger
from invoicing.runtime.queues import each_message
from invoicing.services.rendering import Rendering, render_issued


def render_message(message: dict[str, Any]) -> None:
    """Render one issued document."""
    outside = Rendering(documents=wiring.documents(), pdfs=wiring.pdfs(), render=render, clock=now)
    pdf = render_issued(message["seller_id"], message["document_id"], outside)
    logger.info("rendered", document_id=message["document_id"], size=pdf.size)


lambda_handler = each_message(render_message)
