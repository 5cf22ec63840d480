"""Routes that read documents: a list, one document, its PDF, its history."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.runtime.api.answers import document_answer
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.bodies.lists import Cursor, DocumentQuery, Limit
from invoicing.runtime.api.cursors import opened, sealed
from invoicing.runtime.api.resolver import answer, api, entry, redirect, seller_id
from invoicing.runtime.api.views.documents import history_view, summary_view
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.documents import filter_of, list_deps
from invoicing.services.documents.issued_pdf import issued_pdf
from invoicing.services.documents.listing import list_documents

app = api()


@app.get("/documents")
def get_documents(query: Annotated[DocumentQuery, Query()], cursor: Cursor = None, limit: Limit = 50) -> Response[Any]:
    seller, filter_text = seller_id(app), query.model_dump_json()
    place = opened(cursor, "documents", seller, filter_text)
    listed = list_documents(seller, filter_of(query.plain()), list_deps(), limit=limit, cursor=place)
    rows = [summary_view(row, listed.settings, listed.today) for row in listed.page.items]
    following = sealed(listed.page.cursor, "documents", seller, filter_text)
    return answer({"items": rows, "cursor": following, "summary": plain_of(listed.sums)})


@app.get("/documents/<document_id>")
def get_document(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    return document_answer(adapters.documents().get(seller, document_id), seller)


@app.get("/documents/<document_id>/history")
def get_history(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    stored = adapters.documents().get(seller, document_id)
    changes = adapters.documents().history(seller, document_id)
    payments = adapters.documents().payments(seller, document_id)
    return answer({"items": history_view(stored, changes, payments)})


@app.get("/documents/<document_id>/pdf")
def get_pdf(document_id: PathId) -> Response[Any]:
    pdf = issued_pdf(adapters.documents().get(seller_id(app), document_id))
    return redirect(adapters.pdfs().link(pdf.key))


lambda_handler = entry(app)
