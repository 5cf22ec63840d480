"""PATCH /documents/{id}."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.tax_numbers import is_nip
from invoicing.runtime import wiring
from invoicing.runtime.api import answer, api, entry, etag, expected_version, seller_id
from invoicing.runtime.requests import DraftChanges
from invoicing.runtime.views import document_view
from invoicing.services.editing import Editing, edit_draft

app = api()


@app.patch("/documents/<document_id>")
def edit(document_id: str, changes: DraftChanges) -> Response[Any]:
    seller = seller_id(app)
    outside = Editing(documents=wiring.documents(), sellers=wiring.sellers(), is_nip=is_nip)
    stored = edit_draft(seller, document_id, changes.values(), version=expected_version(app), outside=outside)
    view = document_view(stored, wiring.sellers().get(seller), is_nip)
    return answer(view, headers=etag(stored.document.version))


lambda_handler = entry(app)
