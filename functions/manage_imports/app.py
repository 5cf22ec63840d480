"""POST /imports · GET /imports · GET /imports/{id}."""

from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from invoicing.domain.imports.upload_keys import granted_key
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.bodies.imports import ImportBody
from invoicing.runtime.api.bodies.lists import Cursor, Limit
from invoicing.runtime.api.cursors import opened, sealed
from invoicing.runtime.api.idempotency import made_id
from invoicing.runtime.api.resolver import answer, api, entry, seller_id
from invoicing.runtime.api.views.imports import import_view, report_view
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.services.imports.grant import granted_import

app = api()


@app.post("/imports")
def new_import(body: Annotated[ImportBody | None, Body()] = None) -> Response[Any]:
    seller, options, at = seller_id(app), body or ImportBody(), now()
    record = granted_import(seller, made_id(app), options.choices(), at, adapters.imports())
    upload = adapters.uploads().grant(granted_key(seller, record.id, options.extension))
    return answer({**import_view(record), "upload": upload}, status=HTTPStatus.CREATED)


@app.get("/imports")
def list_imports(cursor: Cursor = None, limit: Limit = 50) -> Response[Any]:
    seller = seller_id(app)
    records, following = adapters.imports().page(seller, limit=limit, cursor=opened(cursor, "imports", seller))
    rows = [import_view(record.as_seen(now())) for record in records]
    return answer({"items": rows, "cursor": sealed(following, "imports", seller)})


@app.get("/imports/<import_id>")
def get_import(import_id: PathId) -> Response[Any]:
    record = adapters.imports().get(seller_id(app), import_id).as_seen(now())
    reports = adapters.reports()
    links = reports.links(record) if record.finished_at else {}
    return answer(report_view(record, reports.first_rows(record), links))


lambda_handler = entry(app)
