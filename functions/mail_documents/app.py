"""POST /documents/{id}/email · POST /documents/email · POST /documents/{id}/emails/{attempt_id}/settle."""

import time
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from invoicing.domain.jobs.job import JobKind
from invoicing.runtime.api.asked_jobs import mail_job
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.bodies.mails import EmailBody, EmailManyBody, SettleBody
from invoicing.runtime.api.idempotency import made_id
from invoicing.runtime.api.new_jobs import accepted, new_job
from invoicing.runtime.api.resolver import answer, api, caller, entry, seller_id
from invoicing.runtime.api.views.mails import attempt_view
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.mails import mail_request_deps
from invoicing.services.mails.record_events import settle
from invoicing.services.mails.request import request_mail

app = api()


@app.post("/documents/<document_id>/email")
def send_email(document_id: PathId, body: Annotated[EmailBody | None, Body()] = None) -> Response[Any]:
    mail = body or EmailBody()
    attempt = request_mail(
        seller_id(app),
        document_id,
        made_id(app),
        to=mail.to,
        message=mail.text(),
        by=caller(app),
        deps=mail_request_deps(),
    )
    return answer(attempt_view(attempt), status=HTTPStatus.ACCEPTED)


@app.post("/documents/email")
def send_many(body: EmailManyBody) -> Response[Any]:
    job = new_job(made_id(app), seller_id(app), JobKind.MAIL, caller(app))
    return accepted(mail_job(job, body))


@app.post("/documents/<document_id>/emails/<attempt_id>/settle")
def settle_doubt(document_id: PathId, attempt_id: PathId, body: SettleBody) -> Response[Any]:
    seller, mails = seller_id(app), adapters.mails()
    is_sent = body.outcome == "sent"
    by, at, wait = caller(app), now(), time.sleep
    settle(seller, document_id, attempt_id, was_sent=is_sent, by=by, at=at, mails=mails, wait=wait)
    return answer(attempt_view(mails.get(seller, document_id, attempt_id)))


lambda_handler = entry(app)
