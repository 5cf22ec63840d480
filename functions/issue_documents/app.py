"""POST /documents/{id}/issue · POST /documents/{id}/email."""

import uuid
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from invoicing.adapters.table.codec import plain_of
from invoicing.runtime import wiring
from invoicing.runtime.answers import document_answer
from invoicing.runtime.api import answer, api, entry, seller_id
from invoicing.runtime.clock import now
from invoicing.runtime.observability import logger
from invoicing.runtime.requests.documents import EmailBody, IssueBody
from invoicing.runtime.requests.fields import PathId
from invoicing.services.issuing import issue_document
from invoicing.services.mail_requests import MailRequests, request_mail
from invoicing.services.preparing import IssueRequest

app = api()


@app.post("/documents/<document_id>/issue")
def issue(document_id: PathId, body: Annotated[IssueBody | None, Body()] = None) -> Response[Any]:
    seller = seller_id(app)
    wanted = body or IssueBody()
    request = IssueRequest(
        issue_date=wanted.issue_date,
        send_email=wanted.send_email,
        message=wanted.message.value() if wanted.message else None,
    )
    stored = issue_document(seller, document_id, request, wiring.issuing())
    logger.info("issued", document_id=document_id)
    return document_answer(stored, seller)


@app.post("/documents/<document_id>/email")
def send_email(document_id: PathId, body: Annotated[EmailBody | None, Body()] = None) -> Response[Any]:
    wanted = body or EmailBody()
    attempt = request_mail(
        seller_id(app),
        document_id,
        to=wanted.to,
        message=wanted.message.value() if wanted.message else None,
        outside=MailRequests(
            documents=wiring.documents(),
            mails=wiring.mails(),
            sellers=wiring.sellers(),
            clock=now,
            nonce=lambda: uuid.uuid4().hex,
        ),
    )
    return answer(plain_of(attempt), status=HTTPStatus.ACCEPTED)


lambda_handler = entry(app)
