"""What is done to drafts: PATCH, DELETE, restore, resolve; PUT /vat-rules."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.runtime.api.answers import document_answer
from invoicing.runtime.api.bodies.drafts import DraftChanges, ResolveBody
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.bodies.sellers import VatRulesBody
from invoicing.runtime.api.idempotency import ensure_same_request
from invoicing.runtime.api.resolver import answer, api, caller, entry, expected_version, seller_id
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.drafts import change_deps, vat_memory_deps
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts.decide import decide, discard, mark_issued_elsewhere, mark_not_needed, restore
from invoicing.services.drafts.edit_fields import edit_draft
from invoicing.services.drafts.vat_memory import apply_to_drafts

app = api()


def deps() -> ChangeDeps:
    return change_deps(caller(app))


@app.patch("/documents/<document_id>")
def edit(document_id: PathId, changes: DraftChanges) -> Response[Any]:
    seller = seller_id(app)
    stored = edit_draft(seller, document_id, changes.values(), version=expected_version(app), deps=deps())
    return document_answer(stored, seller)


@app.delete("/documents/<document_id>")
def put_aside(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    return document_answer(discard(seller, document_id, deps()), seller)


@app.post("/documents/<document_id>/restore")
def take_back(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    return document_answer(restore(seller, document_id, deps()), seller)


@app.post("/documents/<document_id>/resolve")
def resolve(document_id: PathId, body: ResolveBody) -> Response[Any]:
    ensure_same_request(app)
    seller = seller_id(app)
    if elsewhere := body.elsewhere:
        stored = mark_issued_elsewhere(seller, document_id, elsewhere.number, elsewhere.ksef_number, deps())
    elif body.is_not_needed:
        stored = mark_not_needed(seller, document_id, deps())
    elif body.code and body.choice:
        stored = decide(seller, document_id, body.code, body.choice, deps())
    else:
        raise InvalidFieldError("choice", "podaj kod problemu (code) i decyzję (choice).")
    return document_answer(stored, seller)


@app.put("/vat-rules")
def put_vat_rules(body: VatRulesBody) -> Response[Any]:
    seller, book = seller_id(app), body.value()
    adapters.rules().remember(seller, book)
    applied = apply_to_drafts(seller, book, vat_memory_deps()) if body.apply_to_drafts else None
    return answer(
        {
            "remembered": len(book.by_offer),
            "drafts_changed": applied.drafts if applied else 0,
            "is_complete": applied is None or applied.cursor is None,
        }
    )


lambda_handler = entry(app)
