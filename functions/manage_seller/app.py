"""GET /seller · PUT /seller · GET /seller/checklist · POST /numbers · POST /erasures."""

import time
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.checks.tax_numbers import is_nip
from invoicing.adapters.pictures import checked_logo
from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.basics.errors import InvalidFieldError, StaleVersionError
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.runtime.api.bodies.documents import MoveBody
from invoicing.runtime.api.bodies.jobs import ErasureBody
from invoicing.runtime.api.bodies.sellers import SellerBody
from invoicing.runtime.api.idempotency import ensure_same_request, made_id
from invoicing.runtime.api.resolver import answer, api, caller, entry, etag, expected_version, seller_id
from invoicing.runtime.api.views.sellers import checklist_view, settings_view
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.clock import now
from invoicing.services.books.numbers import Register, move_forward
from invoicing.services.jobs.erase import erasure_of

app = api()


@app.get("/seller")
def get_seller() -> Response[Any]:
    settings = wiring.sellers().get(seller_id(app))
    return settings_answer(settings)


@app.put("/seller")
def put_seller(body: SellerBody) -> Response[Any]:
    if body.nip and not is_nip(body.nip):
        raise InvalidFieldError("nip", f"NIP {body.nip} ma błędną cyfrę kontrolną.")
    there = wiring.sellers().get(seller_id(app))
    if "if-match" in app.current_event.headers and expected_version(app) != there.version:
        raise StaleVersionError("Ktoś zmienił ustawienia w międzyczasie – odśwież.")
    settings = body.value_after(there)
    if (picture := body.new_logo(there)) is not None:
        settings = replace(settings, logo=wiring.logos().put(there.id, checked_logo(picture)))
    wiring.sellers().save(settings, instead_of=there.version)
    return settings_answer(settings)


def settings_answer(settings: SellerSettings) -> Response[Any]:
    """Return the settings; of an own sender also whether SES takes mails from it."""
    state = wiring.sender_state(settings.sender) if settings.sender else None
    return answer(settings_view(settings, state), headers=etag(settings.version))


@app.get("/seller/checklist")
def get_checklist() -> Response[Any]:
    return answer(checklist_view(wiring.sellers().get(seller_id(app))))


@app.post("/numbers")
def move_numbers(body: MoveBody) -> Response[Any]:
    ensure_same_request(app)
    numbers, documents, sellers = wiring.numbers(), wiring.documents(), wiring.sellers()
    register = Register(numbers=numbers, documents=documents, sellers=sellers, clock=now, wait=time.sleep)
    month = date.fromisoformat(f"{body.month}-01") if body.month else None
    skipped = move_forward(seller_id(app), body.kind, month, body.next, body.reason, register)
    return answer(plain_of(skipped), status=HTTPStatus.CREATED)


@app.post("/erasures")
def erase_buyer(body: ErasureBody) -> Response[Any]:
    job = erasure_of(body.buyer, made_id(app), seller_id(app), caller(app), now())
    wiring.jobs().create(job)
    return answer({"job_id": job.id, "status": "waiting"}, status=HTTPStatus.ACCEPTED)


lambda_handler = entry(app)
