"""GET /documents/{id}/preview: a draft as it would be printed, with a watermark; an issued document's PDF."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.pdf import render_preview
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.issue import previewed
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.resolver import api, entry, redirect, seller_id
from invoicing.runtime.wiring import adapters
from invoicing.services.documents.issued_pdf import issued_pdf

app = api()


@app.get("/documents/<document_id>/preview")
def get_preview(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    stored = adapters.documents().get(seller, document_id)
    if stored.document.status is Status.ISSUED:
        return redirect(adapters.pdfs().link(issued_pdf(stored).key))
    settings = adapters.sellers().get(seller)
    draft = previewed(stored.document, settings.printed(stored.document.currency), settings.place)
    previews = adapters.previews()
    paper = render_preview(draft, logo=adapters.logos().of(seller, draft))
    return redirect(previews.link(previews.put(seller, draft, paper)))


lambda_handler = entry(app)
