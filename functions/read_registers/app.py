"""GET /numbers · GET /vat-rules."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.runtime.api.bodies.lists import Cursor, LongLimit
from invoicing.runtime.api.cursors import opened_number, sealed
from invoicing.runtime.api.resolver import answer, api, entry, seller_id
from invoicing.runtime.api.views.numbers import register_view
from invoicing.runtime.wiring import adapters
from invoicing.services.books.numbers import register_page

app = api()


@app.get("/numbers")
def get_numbers(
    series: Annotated[str | None, Query(max_length=40)] = None,
    period: Annotated[str | None, Query(pattern="^20[0-9]{2}(-(0[1-9]|1[0-2]))?$")] = None,
    cursor: Cursor = None,
    limit: LongLimit = 500,
) -> Response[Any]:
    seller, numbers = seller_id(app), adapters.numbers()
    taken = [row for row in numbers.series(seller) if series in (None, row.series) and period in (None, row.period)]
    if series is None or period is None:
        return answer({"series": [plain_of(row) for row in taken]})
    after = opened_number(cursor, "numbers", seller, series, period)
    page = register_page(seller, series, period, after, limit, numbers)
    following = sealed(page.next, "numbers", seller, series, period)
    return answer({"series": [plain_of(row) for row in taken], **register_view(page), "cursor": following})


@app.get("/vat-rules")
def get_vat_rules() -> Response[Any]:
    return answer(plain_of(adapters.rules().book(seller_id(app)).by_offer))


lambda_handler = entry(app)
