"""Lists through the deployed API: what a caller writes into the query arrives as he meant it."""

from urllib.parse import quote, quote_plus

import pytest

from tests.xml_orders import an_order

pytestmark = pytest.mark.stack


def test_a_document_is_found_by_text_order_day_and_what_holds_it(shop):
    wrong = an_order("listed-wrong", total="30.00")
    ready, held = shop.drafted(an_order("listed-ready"), wrong, name="listy.xml")
    queries = {
        f"q={quote('żółć')}": {ready, held},
        f"q={quote_plus('ZOLC bozena')}": set(),
        f"q={quote('Bożena Żółć')}": {ready, held},
        f"q={quote_plus('Bożena Żółć')}": {ready, held},
        f"q={quote('listed-ready')}": {ready},
        "q=%25": set(),
        f"order_id={quote('listed-wrong')}": {held},
        "ready=true&from=2026-11-02&to=2026-11-02": {ready},
        "problem=total_mismatch&status=draft": {held},
        "from=2026-11-03&to=2026-11-03": set(),
    }
    for query, found in queries.items():
        body = shop.api.call("GET", f"/documents?limit=200&{query}").body
        assert {row["id"] for row in body["items"]} & {ready, held} == found, query
        assert body["summary"]["count"] == len(body["items"])

    refused = shop.api.call("GET", "/documents?ready=maybe")
    assert (refused.status, refused.body["field"]) == (422, "ready")
