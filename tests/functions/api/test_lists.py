"""GET /documents: its filters by name, its sums, and what it refuses."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from functions.edit_documents import app as edit_documents
from functions.issue_documents import app as issue_documents
from functions.read_documents import app as read_documents
from invoicing.domain.basics.ids import draft_id
from invoicing.domain.documents.document import Order
from invoicing.domain.sellers.settings import KsefMode
from tests.builders import COMPANY, NOW, a_draft, a_line, a_seller, stored
from tests.functions.calls import call


@pytest.fixture
def shop(office):
    """Return an office with a draft that is ready, one that is unpaid, one without a rate and one of a company."""
    changes = ({}, {"paid": Decimal("0.00")}, {"lines": (a_line(vat_rate=None),)}, {"buyer": COMPANY})
    for number, change in enumerate(changes):
        order = Order(id=f"order-{number}", ordered_at=NOW - timedelta(days=number))
        draft = a_draft(id=draft_id("lipa", order.id), order=order, **change)
        office.drafts().add("lipa", [stored(draft)])
    settings = office.sellers().get("lipa")
    office.sellers().save(replace(settings, ksef_mode=KsefMode.HOLD, version=2), instead_of=1)
    return office


def orders(query: str = "") -> list[int]:
    answer = call(read_documents, "GET", f"/documents?{query}" if query else "/documents")
    assert answer.status == 200, answer.body
    return [int(row["order_id"].removeprefix("order-")) for row in answer.body["items"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2, 3]),
        ("ready=true", [0]),
        ("ready=false&limit=1", [1]),
        ("status=issued&ready=true", []),
        ("kind=receipt", []),
        ("problem=unpaid", [1]),
        ("problem=vat_rate_missing", [2]),
        ("problem=ksef_required&status=draft", [3]),
        ("ksef=required", [3]),
        ("email_status=none", [0, 1, 2, 3]),
        ("email_status=bounced", []),
        ("from=2026-11-22&to=2026-11-23", [1, 2]),
        ("order_id=order-2", [2]),
        ("order_id=order-2&problem=unpaid", []),
        ("q=śnieżka", [3]),
        ("q=snieżka SP", [3]),
        ("q=", [0, 1, 2, 3]),
    ],
)
def test_documents_are_listed_by_each_filter(shop, query, found):
    assert orders(query) == found


@pytest.mark.parametrize(
    "query",
    [
        "status=draf",
        "ready=maybe",
        "kind=paragon",
        "problem=nonsense",
        "problem=email_missing",
        "email_status=lost",
        "ksef=perhaps",
        "from=24.11.2026",
        "from=0001-01-01",
        "to=2026-02-30",
        "to=9999-12-31",
        "from=2026-11-24&to=2026-11-23",
        "limit=201",
        f"q={'x' * 101}",
    ],
)
def test_an_unknown_value_is_refused_by_the_name_of_its_parameter(shop, query):
    answer = call(read_documents, "GET", f"/documents?{query}")
    assert (answer.status, answer.body["field"]) == (422, query.partition("=")[0])


def test_the_first_page_sums_up_the_list_that_the_filter_means(shop):
    whole = call(read_documents, "GET", "/documents?limit=1").body
    held = call(read_documents, "GET", "/documents?ready=false").body
    later = call(read_documents, "GET", f"/documents?limit=1&cursor={whole['cursor']}").body

    assert whole["summary"] == {
        "count": 4,
        "gross": {"PLN": "79.96"},
        "ready": {"count": 1, "gross": {"PLN": "19.99"}},
        "problems": {"unpaid": 1, "vat_rate_missing": 1, "ksef_required": 1},
    }
    assert (held["summary"]["count"], held["summary"]["ready"]) == (3, {"count": 0, "gross": {}})
    assert later["summary"] is None


def test_a_row_shows_what_its_document_shows(shop):
    """A seller who uses the exception of 2026 sees it in the list too."""
    settings = shop.sellers().get("lipa")
    shop.sellers().save(replace(settings, ksef_mode=KsefMode.WAIVED_2026, version=3), instead_of=2)
    rows = call(read_documents, "GET", "/documents").body["items"]
    documents = [call(read_documents, "GET", f"/documents/{row['id']}").body for row in rows]

    assert [row["ksef"] for row in rows] == [document["ksef"]["channel"] for document in documents]
    assert [row["ready"] for row in rows] == [document["ready"] for document in documents]
    assert all("search" not in row for row in rows)


def test_issued_and_discarded_documents_leave_the_drafts_and_keep_their_order(shop):
    call(issue_documents, "POST", f"/documents/{draft_id('lipa', 'order-0')}/issue", {})
    call(edit_documents, "DELETE", f"/documents/{draft_id('lipa', 'order-1')}")

    assert orders() == [2, 3, 0]
    assert orders("status=draft") == [2, 3]
    assert orders("order_id=order-1") == []
    assert orders("order_id=order-1&status=discarded") == [1]
    assert orders("q=AL 1") == orders("order_id=order-0") == [0]


def test_another_seller_finds_nothing_of_it(shop):
    shop.sellers().save(a_seller(id="sowa"), instead_of=0)
    for query in ("order_id=order-0", "q=order-0", "status=draft"):
        assert call(read_documents, "GET", f"/documents?{query}", seller="sowa").body["items"] == []
