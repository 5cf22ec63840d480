"""PATCH /documents/{id} · PUT /vat-rules."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.tax_numbers import is_nip
from invoicing.runtime import wiring
from invoicing.runtime.api import answer, api, entry, etag, expected_version, seller_id
from invoicing.runtime.requests import DraftChanges, PathId, VatRulesBody
from invoicing.runtime.views import document_view
from invoicing.services.editing import Editing, edit_draft
from invoicing.services.remembering import apply_to_drafts

app = api()


@app.patch("/documents/<document_id>")
def edit(document_id: PathId, changes: DraftChanges) -> Response[Any]:
    seller = seller_id(app)
    outside = Editing(documents=wiring.documents(), sellers=wiring.sellers(), rules=wiring.rules(), is_nip=is_nip)
    stored = edit_draft(seller, document_id, changes.values(), version=expected_version(app), outside=outside)
    view = document_view(stored, wiring.sellers().get(seller), is_nip)
    return answer(view, headers=etag(stored.document.version))


@app.put("/vat-rules")
def put_vat_rules(body: VatRulesBody) -> Response[Any]:
    seller, book = seller_id(app), body.value()
    wiring.rules().remember(seller, book)
    applied = apply_to_drafts(seller, book, wiring.remembering()) if body.apply_to_drafts else None
    return answer(
        {
            "remembered": len(book.by_offer),
            "drafts_changed": applied.drafts if applied else 0,
            "is_complete": applied is None or applied.cursor is None,
        }
    )


lambda_handler = entry(app)
