"""What importing and listing rely on, for the table and its in-memory fake alike."""

from dataclasses import replace
from datetime import timedelta

import pytest

from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.imports import DynamoDbImports
from invoicing.adapters.table.lists import DynamoDbLists
from invoicing.domain.basics.errors import InvalidFieldError, NotFoundError
from invoicing.domain.documents.document import Message, Status
from invoicing.domain.imports.record import Import, ImportStatus
from invoicing.domain.sales.drafting import ImportChoices
from invoicing.services.documents.ports import SummaryFilter
from tests.builders import NOW, a_draft, stored
from tests.fakes.imports import InMemoryImports

BOTH = pytest.mark.parametrize("kind", ["table", "memory"])


@pytest.fixture
def imports(kind, request):
    return InMemoryImports() if kind == "memory" else DynamoDbImports(request.getfixturevalue("table"))


def a_record(number=1, **changes) -> Import:
    record = Import(id=f"20261124-00000{number}-a", seller_id="lipa", status=ImportStatus.DONE, created_at=NOW)
    return replace(record, **changes)


@BOTH
def test_an_import_comes_back_as_it_was_stored(imports):
    message = Message(subject="s", body="b")
    record = a_record(choices=ImportChoices(kind="receipt", vat_rate="8", message=message), file_name="październik.xml")
    imports.save(record)

    assert imports.get("lipa", record.id) == record
    assert imports.find("sowa", record.id) is None
    with pytest.raises(NotFoundError):
        imports.get("sowa", record.id)


@BOTH
def test_imports_are_paged_newest_first(imports):
    for number in range(5):
        imports.save(a_record(number))

    first, cursor = imports.page("lipa", limit=3, cursor=None)
    rest, end = imports.page("lipa", limit=3, cursor=cursor)

    assert [record.id[-3] for record in (*first, *rest)] == list("43210")
    assert end is None


@BOTH
def test_progress_is_not_set_back_by_a_slice_that_runs_again_late(imports):
    record = a_record(status=ImportStatus.READING, read=2_000)
    imports.save(a_record(status=ImportStatus.READING))
    imports.progress(record)
    imports.progress(replace(record, read=1_000))

    assert imports.get("lipa", record.id).read == 2_000


@BOTH
def test_a_concurrent_reading_does_not_reopen_a_finished_import(imports):
    """The same file may be read twice at once; nobody would ever finish an import that the slower one reopened."""
    reading = a_record(status=ImportStatus.READING, etag="one", read=1_000)
    done = a_record(status=ImportStatus.DONE, etag="one", read=3_000, finished_at=NOW)
    assert imports.begin(reading)
    imports.save(done)
    assert not imports.begin(reading)
    imports.progress(replace(reading, read=4_000))
    assert imports.get("lipa", done.id) == done


@BOTH
def test_other_bytes_under_the_same_grant_are_read(imports):
    imports.save(a_record(status=ImportStatus.DONE, etag="one", finished_at=NOW))
    other = a_record(status=ImportStatus.READING, etag="two")
    assert imports.begin(other)
    assert imports.get("lipa", other.id) == other


@BOTH
def test_later_imports_of_the_same_bytes_learn_the_first_one(imports):
    assert imports.first_of("lipa", "digest", "import-1") == "import-1"
    assert imports.first_of("lipa", "digest", "import-2") == "import-1"
    assert imports.first_of("lipa", "digest", "import-1") == "import-1"
    assert imports.first_of("sowa", "digest", "import-3") == "import-3"


@pytest.fixture
def lists(table):
    """Return lists over 30 drafts, 10 of them of one import, and 5 discarded ones."""
    table_drafts = DynamoDbDrafts(table)
    order = a_draft().order
    assert order is not None
    drafts = [
        a_draft(
            id=f"d-{n:02}",
            import_id="matching" if n % 3 == 0 else "other",
            order=replace(order, ordered_at=NOW + timedelta(minutes=n)),
        )
        for n in range(30)
    ]
    table_drafts.add("lipa", [stored(draft) for draft in drafts])
    discarded = [a_draft(id=f"x-{n}", status=Status.DISCARDED) for n in range(5)]
    table_drafts.add("lipa", [stored(draft) for draft in discarded])
    table_drafts.add("sowa", [stored(a_draft(id="foreign"))])
    return DynamoDbLists(table)


def walk(lists, criteria, limit):
    """Follow the cursors to the end."""
    rows, cursor = [], None
    for _ in range(200):
        page = lists.page("lipa", criteria, limit=limit, cursor=cursor)
        assert len(page.items) <= limit
        rows += page.items
        cursor = page.cursor
        if cursor is None:
            return [row.id for row in rows]
    raise AssertionError("the list has no end")


@pytest.mark.parametrize("limit", [1, 7, 30, 200])
def test_following_the_cursors_shows_every_document_once_newest_first(lists, limit):
    """F-60."""
    assert walk(lists, SummaryFilter(), limit) == [f"d-{n:02}" for n in reversed(range(30))]


@pytest.mark.parametrize("limit", [1, 3, 200])
def test_a_filtered_list_finds_all_that_match(lists, limit):
    """F-60: a page without a match is not the end."""
    criteria = SummaryFilter(import_id="matching")
    assert walk(lists, criteria, limit) == [f"d-{n:02}" for n in reversed(range(0, 30, 3))]


def test_statuses_follow_one_another(lists):
    criteria = SummaryFilter(statuses=(Status.DISCARDED, Status.DRAFT))
    rows = walk(lists, criteria, 4)

    assert len(rows) == 35
    assert all(row.startswith("x") for row in rows[:5])


@pytest.mark.parametrize("cursor", ["?", "AAAA", "e30=", "ZHJhZnQ"])
def test_a_cursor_that_is_not_ours_is_refused(lists, cursor):
    with pytest.raises(InvalidFieldError):
        lists.page("lipa", SummaryFilter(statuses=(Status.ISSUED,)), limit=5, cursor=cursor)


def test_a_cursor_of_another_seller_shows_none_of_their_documents(lists):
    foreign = lists.page("sowa", SummaryFilter(), limit=1, cursor=None)
    assert foreign.cursor is not None

    page = lists.page("lipa", SummaryFilter(), limit=200, cursor=foreign.cursor)

    assert "foreign" not in {row.id for row in page.items}
