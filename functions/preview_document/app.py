"""GET /documents/{id}/preview: a draft as it would be printed, with a watermark; of an issued document its PDF."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.pdf import render_preview
from invoicing.domain.basics.errors import PdfNotReadyError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.issue import previewed
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.resolver import api, entry, redirect, seller_id
from invoicing.runtime.wiring import adapters as wiring

app = api()


@app.get("/documents/<document_id>/preview")
def get_preview(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    stored = wiring.documents().get(seller, document_id)
    if stored.document.status is Status.ISSUED:
        if stored.summary.pdf is None:
            raise PdfNotReadyError
        return redirect(wiring.pdfs().link(stored.summary.pdf.key))
    settings = wiring.sellers().get(seller)
    draft = previewed(stored.document, settings.printed(stored.document.currency), settings.place)
    previews = wiring.previews()
    paper = render_preview(draft, logo=wiring.logos().of(seller, draft))
    return redirect(previews.link(previews.put(seller, draft, paper)))


lambda_handler = entry(app)
