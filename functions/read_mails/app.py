"""GET /documents/{id}/emails · POST /messages/preview."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.basics.dates import warsaw_date
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.bodies.mails import PreviewBody
from invoicing.runtime.api.resolver import answer, api, entry, seller_id
from invoicing.runtime.api.views.mails import emails_view
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.services.mails.preview import preview

app = api()


@app.get("/documents/<document_id>/emails")
def list_emails(document_id: PathId) -> Response[Any]:
    seller, mails = seller_id(app), adapters.mails()
    email = adapters.documents().get(seller, document_id).summary.email
    reputation = mails.reputation(seller, warsaw_date(now()))
    return answer(emails_view(email, mails.of_document(seller, document_id), reputation))


@app.post("/messages/preview")
def preview_message(body: PreviewBody) -> Response[Any]:
    seller = seller_id(app)
    document = adapters.documents().get(seller, body.document_id).document
    return answer(plain_of(preview(document, adapters.sellers().get(seller), body.text())))


lambda_handler = entry(app)
