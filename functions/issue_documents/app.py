"""POST /documents/{id}/issue."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from invoicing.runtime.api.answers import document_answer
from invoicing.runtime.api.bodies.documents import IssueBody
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.idempotency import ensure_same_request
from invoicing.runtime.api.resolver import api, entry, seller_id
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.issuing.issue_one import issue_document

app = api()


@app.post("/documents/<document_id>/issue")
def issue(document_id: PathId, body: Annotated[IssueBody | None, Body()] = None) -> Response[Any]:
    ensure_same_request(app)
    seller = seller_id(app)
    request = (body or IssueBody()).request()
    stored = issue_document(seller, document_id, request, issue_deps())
    logger.info("issued", document_id=document_id)
    return document_answer(stored, seller)


lambda_handler = entry(app)
