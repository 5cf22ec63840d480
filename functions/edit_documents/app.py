"""Routes that change drafts: PATCH, DELETE, restore, resolve; PUT /vat-rules."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.runtime.api.answers import document_answer
from invoicing.runtime.api.bodies.drafts import DraftChanges, ResolveBody
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.bodies.sellers import VatRulesBody
from invoicing.runtime.api.idempotency import ensure_same_request
from invoicing.runtime.api.resolver import answer, api, caller, entry, expected_version, seller_id
from invoicing.runtime.wiring.drafts import change_deps, vat_memory_deps
from invoicing.services.drafts.decide import discard, restore
from invoicing.services.drafts.edit_fields import edit_draft
from invoicing.services.drafts.resolve import resolve_draft
from invoicing.services.drafts.vat_memory import remember

app = api()


@app.patch("/documents/<document_id>")
def edit(document_id: PathId, changes: DraftChanges) -> Response[Any]:
    seller, deps = seller_id(app), change_deps(caller(app))
    stored = edit_draft(seller, document_id, changes.values(), version=expected_version(app), deps=deps)
    return document_answer(stored, seller)


@app.delete("/documents/<document_id>")
def put_aside(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    return document_answer(discard(seller, document_id, change_deps(caller(app))), seller)


@app.post("/documents/<document_id>/restore")
def take_back(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    return document_answer(restore(seller, document_id, change_deps(caller(app))), seller)


@app.post("/documents/<document_id>/resolve")
def resolve(document_id: PathId, body: ResolveBody) -> Response[Any]:
    ensure_same_request(app)
    seller = seller_id(app)
    stored = resolve_draft(seller, document_id, body.value(), change_deps(caller(app)))
    return document_answer(stored, seller)


@app.put("/vat-rules")
def put_vat_rules(body: VatRulesBody) -> Response[Any]:
    book = body.value()
    applied = remember(seller_id(app), book, vat_memory_deps(), is_applied=body.apply_to_drafts)
    remembered = {"remembered": len(book.by_offer), "drafts_changed": applied.drafts}
    return answer({**remembered, "is_complete": applied.cursor is None})


lambda_handler = entry(app)
