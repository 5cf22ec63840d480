"""GET /seller · PUT /seller · GET /seller/checklist · POST /numbers · POST /erasures."""

from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.checks.tax_numbers import is_nip
from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.runtime.api.bodies.documents import MoveBody
from invoicing.runtime.api.bodies.jobs import ErasureBody
from invoicing.runtime.api.bodies.sellers import SellerBody
from invoicing.runtime.api.idempotency import ensure_same_request, made_id
from invoicing.runtime.api.new_jobs import accepted
from invoicing.runtime.api.resolver import answer, api, caller, entry, expected_version, seller_id
from invoicing.runtime.api.views.sellers import checklist_view, settings_answer
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.books import number_deps
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.sellers import settings_deps
from invoicing.services.books.numbers import move_forward
from invoicing.services.jobs.erase import erasure_of
from invoicing.services.sellers.change_settings import change_settings

app = api()


@app.get("/seller")
def get_seller() -> Response[Any]:
    return settings_answer(adapters.sellers().get(seller_id(app)))


@app.put("/seller")
def put_seller(body: SellerBody) -> Response[Any]:
    if body.nip and not is_nip(body.nip):
        raise InvalidFieldError("nip", f"NIP {body.nip} ma błędną cyfrę kontrolną.")
    version = expected_version(app) if "if-match" in app.current_event.headers else None
    return settings_answer(change_settings(seller_id(app), body.change, version, settings_deps()))


@app.get("/seller/checklist")
def get_checklist() -> Response[Any]:
    return answer(checklist_view(adapters.sellers().get(seller_id(app))))


@app.post("/numbers")
def move_numbers(body: MoveBody) -> Response[Any]:
    ensure_same_request(app)
    skipped = move_forward(seller_id(app), body.kind, body.first_day(), body.next, body.reason, number_deps())
    return answer(plain_of(skipped), status=HTTPStatus.CREATED)


@app.post("/erasures")
def erase_buyer(body: ErasureBody) -> Response[Any]:
    return accepted(erasure_of(body.buyer, made_id(app), seller_id(app), caller(app), now()))


lambda_handler = entry(app)
