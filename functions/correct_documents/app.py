"""Routes that follow an issued document: copies as another kind, corrections, reissues for another buyer, payments."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.runtime.api.answers import document_answer, views_of
from invoicing.runtime.api.bodies.documents import CopyBody, CorrectionBody, PaymentBody, ReissueBody
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.idempotency import ensure_same_request, made_id
from invoicing.runtime.api.resolver import answer, api, caller, entry, seller_id
from invoicing.runtime.wiring.documents import acting_deps
from invoicing.runtime.wiring.drafts import new_draft_deps
from invoicing.services.documents.paying import note_payment
from invoicing.services.drafts.copy_as_kind import copy_document
from invoicing.services.drafts.correct import correct, reissue

app = api()


@app.post("/documents/<document_id>/copy")
def copy(document_id: PathId, body: CopyBody) -> Response[Any]:
    seller = seller_id(app)
    ensure_same_request(app)
    stored = copy_document(seller, document_id, body.kind, new_draft_deps())
    return document_answer(stored, seller, status=HTTPStatus.CREATED)


@app.post("/documents/<document_id>/corrections")
def prepare_correction(document_id: PathId, body: CorrectionBody) -> Response[Any]:
    seller = seller_id(app)
    stored = correct(seller, document_id, body.value(), made_id(app), new_draft_deps())
    return document_answer(stored, seller, status=HTTPStatus.CREATED)


@app.post("/documents/<document_id>/reissue")
def prepare_anew(document_id: PathId, body: ReissueBody) -> Response[Any]:
    seller = seller_id(app)
    ensure_same_request(app)
    made = reissue(seller, document_id, body.buyer.value(), new_draft_deps())
    correction, new = views_of(made, seller)
    return answer({"correction": correction, "document": new}, status=HTTPStatus.CREATED)


@app.post("/documents/<document_id>/payments")
def pay(document_id: PathId, body: PaymentBody) -> Response[Any]:
    seller = seller_id(app)
    stored = note_payment(
        seller, document_id, body.amount, body.date, body.method, made_id(app), acting_deps(caller(app))
    )
    return document_answer(stored, seller, status=HTTPStatus.CREATED)


lambda_handler = entry(app)
