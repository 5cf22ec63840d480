"""Render queue -> the PDF in the documents bucket, recorded in the table, its mail queued."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring.rendering import render_deps
from invoicing.runtime.workers.queues import each_message
from invoicing.services.documents.rendering import render_issued


def render_message(message: dict[str, Any], _: LambdaContext) -> None:
    """Render one issued document."""
    seller_id, document_id = message["seller_id"], message["document_id"]
    pdf = render_issued(seller_id, document_id, render_deps(seller_id))
    logger.info("rendered", document_id=document_id, size=pdf.size)


lambda_handler = each_message(render_message)
