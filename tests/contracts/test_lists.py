"""What lists of documents show, for the table and its in-memory fake alike."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import pytest

from invoicing.adapters.table import keys, lists
from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.engine.table import IndexRead, Page, Table, Update
from invoicing.adapters.table.lists import DynamoDbLists
from invoicing.domain.basics.ids import draft_id
from invoicing.domain.documents.document import Document, KsefChannel, Order, Status, reference_to
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import Email, EmailStatus, summary_of
from invoicing.services.documents.ports import (
    Documents,
    Issue,
    MarkOriginal,
    NumberTake,
    SiftedLists,
    Stored,
    SummaryFilter,
)
from invoicing.services.drafts.ports import Drafts
from tests.builders import COMPANY, NOW, PERSON, a_draft, a_seller, sold_by, stored
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.lists import InMemoryLists

BOTH = pytest.mark.parametrize("kind", ["table", "memory"])
ALL = (Status.DRAFT, Status.ISSUED, Status.DISCARDED)


class Shelf(NamedTuple):
    lists: SiftedLists
    documents: Documents
    drafts: Drafts

    def walk(self, criteria: SummaryFilter, limit: int = 200, sift=None) -> list[str]:
        """Follow the cursors to the end."""
        rows, cursor = [], None
        for _ in range(1_000):
            page = self.lists.sifted("lipa", criteria, sift, limit=limit, cursor=cursor)
            assert len(page.items) <= limit
            rows += [row.id for row in page.items]
            cursor = page.cursor
            if cursor is None:
                return rows
        raise AssertionError("the list has no end")


@pytest.fixture
def shelf(kind, request) -> Shelf:
    """Return an empty shelf."""
    if kind == "memory":
        documents = InMemoryDocuments()
        return Shelf(InMemoryLists(documents, reach=7), documents, documents)
    table = request.getfixturevalue("table")
    return Shelf(DynamoDbLists(table), DynamoDbDocuments(table), DynamoDbDrafts(table))


def of_order(number: int, at: datetime | None = None, **changes) -> Document:
    """Return the draft of an order, a minute younger than the one before it."""
    order_id = f"order-{number}"
    order = Order(id=order_id, ordered_at=at or NOW + timedelta(minutes=number), buyer_login=f"klient_{number}")
    return a_draft(**{"id": draft_id("lipa", order_id), "order": order, **changes})


def as_issued(draft: Document, ordinal: int, **email) -> Stored:
    number = PrintedNumber("AL", f"AL {ordinal}/11/2026")
    on = NOW.date() - timedelta(days=ordinal)
    document = issued(draft, number, on=on, at=NOW, **sold_by(a_seller()))
    return Stored(document, summary_of(document, email=Email(**email)))


def issue(shelf: Shelf, draft: Document, ordinal: int, mark: MarkOriginal | None = None) -> None:
    number = NumberTake("AL", "2026-11", ordinal)
    document = as_issued(draft, ordinal)
    shelf.documents.issue("lipa", Issue(stored=document, number=number, instead_of=draft.version, mark=mark))


def named(*numbers: int) -> list[str]:
    return [draft_id("lipa", f"order-{number}") for number in numbers]


@pytest.fixture
def full(shelf) -> Shelf:
    """Return six drafts (5 down to 0), three issued documents (6, 7, 8) and a discarded one (9), newest first."""
    drafts = [of_order(number, import_id="import-1" if number % 2 else "import-2") for number in range(6)]
    drafts[1] = replace(drafts[1], buyer=replace(PERSON, name="Żaneta  Gżegżółka-Łoś"))
    drafts[2] = replace(drafts[2], kind=Kind.RECEIPT)
    shelf.drafts.add("lipa", [stored(draft) for draft in drafts])
    mails = ({}, {"status": EmailStatus.BOUNCED}, {})
    shelf.drafts.add(
        "lipa", [as_issued(of_order(6 + n, buyer=COMPANY), 1 + n, **email) for n, email in enumerate(mails)]
    )
    shelf.drafts.add("lipa", [stored(of_order(9, status=Status.DISCARDED))])
    shelf.drafts.add("sowa", [stored(a_draft(id="foreign"))])
    return shelf


@BOTH
@pytest.mark.parametrize("limit", [1, 2, 200])
@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        (SummaryFilter(), (5, 4, 3, 2, 1, 0, 6, 7, 8)),
        (SummaryFilter(statuses=ALL), (5, 4, 3, 2, 1, 0, 6, 7, 8, 9)),
        (SummaryFilter(statuses=()), ()),
        (SummaryFilter(import_id="import-1"), (5, 3, 1)),
        (SummaryFilter(kind=Kind.RECEIPT), (2,)),
        (SummaryFilter(kind=Kind.BILL), ()),
        (SummaryFilter(email_status=EmailStatus.BOUNCED), (7,)),
        (SummaryFilter(statuses=(Status.ISSUED,), email_status=EmailStatus.NONE), (6, 8)),
        (SummaryFilter(statuses=(Status.ISSUED,), ksef=KsefChannel.REQUIRED), (6, 7, 8)),
        (SummaryFilter(statuses=(Status.ISSUED,), ksef=KsefChannel.OPTIONAL), ()),
        (SummaryFilter(order_id="order-7"), (7,)),
        (SummaryFilter(order_id="order-7", statuses=(Status.DRAFT,)), ()),
        (SummaryFilter(order_id="order-99"), ()),
        (SummaryFilter(since=date(2026, 11, 22)), (5, 4, 3, 2, 1, 0, 6, 7)),
        (SummaryFilter(since=date(2026, 11, 22), until=date(2026, 11, 22)), (7,)),
        (SummaryFilter(until=date(2026, 11, 22)), (7, 8)),
        (SummaryFilter(since=date(2026, 11, 23), until=date(2026, 11, 22)), ()),
    ],
)
def test_a_filter_finds_all_that_match_and_nothing_else_whatever_the_pages(full, criteria, found, limit):
    """F-60."""
    assert full.walk(criteria, limit) == named(*found)


@BOTH
@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("zaneta gzegzolka", (1,)),
        ("GŻEGŻÓŁKA łoś", (1,)),
        ("z\u0307aneta", (1,)),
        ("AL 2/11", (7,)),
        ("al2/11/2026", (7,)),
        ("123-456-32-18", (6, 7, 8)),
        ("ORDER-3", (3,)),
        ("Klient_4", (4,)),
        ("snieżka", (6, 7, 8)),
        ("kowalskiorder", ()),
        ("   ", (5, 4, 3, 2, 1, 0, 6, 7, 8)),
    ],
)
def test_text_is_found_in_number_buyer_nip_order_and_login_however_it_is_written(full, q, found):
    assert full.walk(SummaryFilter(q=q), 2) == named(*found)


@BOTH
@pytest.mark.parametrize(
    ("day", "found"), [(date(2026, 7, 31), (1, 0)), (date(2026, 8, 1), (3, 2)), (date(2026, 12, 31), ())]
)
def test_drafts_are_listed_by_the_day_in_poland(shelf, day, found):
    """F-63: at half past ten in the evening, UTC, it is already tomorrow."""
    minutes = ("2026-07-30T22:00:00", "2026-07-31T21:59:59", "2026-07-31T22:00:00", "2026-08-01T21:59:59.999999")
    for number, at in enumerate(minutes):
        shelf.drafts.add("lipa", [stored(of_order(number, datetime.fromisoformat(at).replace(tzinfo=UTC)))])

    assert shelf.walk(SummaryFilter(since=day, until=day)) == named(*found)


@BOTH
@pytest.mark.parametrize(
    "criteria", [SummaryFilter(), SummaryFilter(import_id="import-1"), SummaryFilter(q="kowalski")]
)
def test_a_document_that_is_issued_or_discarded_between_two_pages_moves_no_other(shelf, criteria):
    """F-60: the last row of a page, at the cursor, and the first row of the next one."""
    drafts = [of_order(number, import_id="import-1") for number in range(8)]
    shelf.drafts.add("lipa", [stored(draft) for draft in drafts])
    first = shelf.lists.page("lipa", criteria, limit=3, cursor=None)
    shown = [row.id for row in first.items]

    issue(shelf, drafts[5], 1)
    shelf.documents.save("lipa", stored(replace(drafts[4], status=Status.DISCARDED, version=2)), instead_of=1)
    cursor = first.cursor
    while cursor:
        page = shelf.lists.page("lipa", criteria, limit=3, cursor=cursor)
        shown += [row.id for row in page.items]
        cursor = page.cursor

    assert [row for row in shown if row != named(5)[0]] == named(7, 6, 3, 2, 1, 0)


@BOTH
def test_a_cursor_of_a_list_without_days_continues_in_one_with_days(full):
    days = [SummaryFilter(until=date(2026, 11, 22)), SummaryFilter(since=date(2026, 11, 25))]
    for limit in (1, 3, 7):
        cursor = full.lists.page("lipa", SummaryFilter(), limit=limit, cursor=None).cursor
        for criteria in days:
            found = full.lists.page("lipa", criteria, limit=200, cursor=cursor).items
            assert {row.id for row in found} <= set(named(7, 8))


@BOTH
def test_a_sift_hides_rows_and_loses_none(full):
    assert full.walk(SummaryFilter(), 2, lambda row: row.kind is not Kind.INVOICE) == named(2)
    assert full.walk(SummaryFilter(order_id="order-2"), 2, lambda row: row.kind is Kind.INVOICE) == []


@BOTH
def test_the_rest_of_a_list_is_all_after_its_cursor(full):
    criteria = SummaryFilter(import_id="import-1")
    page = full.lists.page("lipa", criteria, limit=1, cursor=None)
    rest = full.lists.rest("lipa", criteria, page.cursor)

    assert [row.id for row in rest] == named(3, 1)
    assert [(row.gross, row.currency, row.problems) for row in rest] == [
        (row.gross, row.currency, row.problems) for row in (full.documents.get("lipa", row.id).summary for row in rest)
    ]


def test_the_rest_of_a_long_list_is_not_read(table, monkeypatch):
    monkeypatch.setattr(lists, "MOST_REST", 20)
    DynamoDbDrafts(table).add("lipa", [stored(of_order(number)) for number in range(30)])
    of_table = DynamoDbLists(table)

    def rest_after(limit):
        page = of_table.page("lipa", SummaryFilter(), limit=limit, cursor=None)
        assert page.cursor is not None
        return of_table.rest("lipa", SummaryFilter(), page.cursor)

    assert rest_after(9) is None
    assert len(rest_after(11)) == 19


def test_the_one_match_among_thousands_is_found_and_each_call_reads_little(table):
    """F-60."""
    drafts = [of_order(number, import_id="wanted" if number == 600 else None) for number in range(4_500)]
    DynamoDbDrafts(table).add("lipa", [stored(draft) for draft in drafts])
    recording = _RecordingTable(table.name)
    of_table, calls, cursor, found = DynamoDbLists(recording), [], None, []
    while True:
        before = len(recording.reads)
        page = of_table.page("lipa", SummaryFilter(import_id="wanted"), limit=50, cursor=cursor)
        calls.append(len(recording.reads) - before)
        found += [row.id for row in page.items]
        cursor = page.cursor
        if cursor is None:
            break

    assert found == named(600)
    assert len(calls) == 2
    assert max(calls) <= lists.READS_PER_PAGE
    assert max(read.limit for read in recording.reads) <= lists.LARGEST_READ


class _RecordingTable(Table):
    """A table that records its reads of the list index."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.reads: list[IndexRead] = []

    def newest(self, read: IndexRead) -> Page:
        self.reads.append(read)
        return super().newest(read)


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_an_order_has_all_its_documents_including_drafts(table, limit):
    """Copies and corrections have ids of their own; issued ones are related to the first, drafts are not yet."""
    shelf = Shelf(DynamoDbLists(table), DynamoDbDocuments(table), DynamoDbDrafts(table))
    receipt, invoice = of_order(1, kind=Kind.RECEIPT), of_order(1, id="invoice")
    corrections = (of_order(1, id="a-draft"), of_order(1, id="put-aside", status=Status.DISCARDED))
    shelf.drafts.add("lipa", [stored(receipt), stored(of_order(2, NOW + timedelta(minutes=1)))])
    issue(shelf, receipt, 1)
    for draft in (invoice, *corrections):
        shelf.documents.add_draft("lipa", stored(draft))
    by = reference_to(as_issued(invoice, 2).document)
    issue(shelf, invoice, 2, MarkOriginal(receipt.id, by, is_replacing=True))

    criteria = SummaryFilter(order_id="order-1")
    assert shelf.walk(criteria, limit) == ["a-draft", *named(1), "invoice"]
    assert shelf.walk(replace(criteria, statuses=ALL), limit) == ["a-draft", *named(1), "invoice", "put-aside"]
    assert shelf.walk(replace(criteria, kind=Kind.RECEIPT), limit) == named(1)


def test_a_document_stored_before_search_existed_is_listed_and_not_found_by_text(table):
    DynamoDbDrafts(table).add("lipa", [stored(of_order(1))])
    table.update(Update(keys.summary("lipa", named(1)[0]), {"search": None}))
    shelf = Shelf(DynamoDbLists(table), DynamoDbDocuments(table), DynamoDbDrafts(table))

    assert shelf.walk(SummaryFilter()) == named(1)
    assert shelf.walk(SummaryFilter(q="kowalski")) == []


def test_what_is_searched_is_no_part_of_a_summary(table):
    draft = stored(of_order(1))
    DynamoDbDrafts(table).add("lipa", [draft])

    (row,) = DynamoDbLists(table).page("lipa", SummaryFilter(q="KLIENT_1"), limit=1, cursor=None).items
    assert row == draft.summary
