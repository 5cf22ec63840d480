"""GET /documents · GET /documents/{id} · GET /documents/{id}/pdf · GET /vat-rules."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from invoicing.adapters.table.codec import plain_of
from invoicing.domain.dates import warsaw_date
from invoicing.domain.documents import Status
from invoicing.domain.errors import NotIssuedError, PdfNotReadyError
from invoicing.runtime import wiring
from invoicing.runtime.answers import document_answer
from invoicing.runtime.api import answer, api, entry, redirect, seller_id
from invoicing.runtime.clock import now
from invoicing.runtime.requests.fields import PathId
from invoicing.runtime.views import history_view, summary_view
from invoicing.services.ports import SummaryFilter

app = api()


@app.get("/documents")
def list_documents(
    status: Status | None = None,
    import_id: Annotated[str | None, Query(max_length=64)] = None,
    cursor: Annotated[str | None, Query(max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response[Any]:
    statuses = (status,) if status else (Status.DRAFT, Status.ISSUED)
    wanted = SummaryFilter(statuses=statuses, import_id=import_id)
    seller = seller_id(app)
    page = wiring.lists().page(seller, wanted, limit=limit, cursor=cursor)
    settings = wiring.sellers().get(seller)
    return answer(
        {"items": [summary_view(row, settings, warsaw_date(now())) for row in page.items], "cursor": page.cursor}
    )


@app.get("/documents/<document_id>")
def get_document(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    return document_answer(wiring.documents().get(seller, document_id), seller)


@app.get("/documents/<document_id>/history")
def get_history(document_id: PathId) -> Response[Any]:
    seller = seller_id(app)
    stored = wiring.documents().get(seller, document_id)
    changes = wiring.documents().history(seller, document_id)
    payments = wiring.documents().payments(seller, document_id)
    return answer({"items": history_view(stored, changes, payments)})


@app.get("/documents/<document_id>/pdf")
def get_pdf(document_id: PathId) -> Response[Any]:
    stored = wiring.documents().get(seller_id(app), document_id)
    if stored.document.status is not Status.ISSUED:
        raise NotIssuedError
    if stored.summary.pdf is None:
        raise PdfNotReadyError
    return redirect(wiring.pdfs().link(stored.summary.pdf.key))


@app.get("/vat-rules")
def get_vat_rules() -> Response[Any]:
    return answer(plain_of(wiring.rules().book(seller_id(app)).by_offer))


lambda_handler = entry(app)
