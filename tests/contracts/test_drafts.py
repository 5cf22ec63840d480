"""What imports rely on when they write drafts, for the table and its in-memory fake alike."""

from dataclasses import replace
from itertools import count

import pytest

from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts, fingerprint
from invoicing.adapters.table.engine.table import Table
from invoicing.adapters.table.rules import DynamoDbRules
from invoicing.domain.documents.document import Status
from invoicing.domain.vat.memory import RateBook, VatRule
from invoicing.services.documents.ports import DraftChangedError, Stored
from invoicing.services.drafts.ports import Drafts, Replacement
from tests.builders import a_draft, a_line, a_sale, stored
from tests.fakes.documents import InMemoryDocuments, InMemoryRules

BOTH = pytest.mark.parametrize("kind", ["table", "memory"])


@pytest.fixture
def drafts(kind, request) -> Drafts:
    return InMemoryDocuments() if kind == "memory" else DynamoDbDrafts(request.getfixturevalue("table"))


def a_stored(document_id: str, *line_ids: str, **changes) -> Stored:
    """Return a new draft with lines of these ids."""
    lines = tuple(a_line(id=line_id) for line_id in line_ids or (f"{document_id}-line",))
    return replace(stored(a_draft(id=document_id, lines=lines, **changes)), versions=(a_sale(),))


def next_version(draft: Stored, **changes) -> Replacement:
    version = draft.document.version
    document = replace(draft.document, version=version + 1, **changes)
    return Replacement(replace(stored(document), versions=draft.versions), instead_of=version)


@BOTH
def test_existing_drafts_stay_as_they_are_while_the_rest_of_the_batch_is_written(drafts):
    first = [a_stored(f"d-{n}", notes="first") for n in (*range(10), *range(55, 60))]
    drafts.add("lipa", first)

    added = drafts.add("lipa", [a_stored(f"d-{n}", notes="second") for n in range(60)])

    assert added.written == {f"d-{n}" for n in range(10, 55)}
    assert added.sharing == {}
    loaded = drafts.load("lipa", ["d-3", "d-30"])
    assert (loaded["d-3"].document.notes, loaded["d-30"].document.notes) == ("first", "second")
    assert set(drafts.known("lipa", [f"d-{n}" for n in range(150)])) == {f"d-{n}" for n in range(60)}


@BOTH
def test_a_draft_is_loaded_with_the_versions_of_its_sale(drafts):
    draft = a_stored("d-1")
    drafts.add("lipa", [draft])

    assert drafts.load("lipa", ["d-1", "d-2"]) == {"d-1": draft}
    assert drafts.load("sowa", ["d-1"]) == {}


@BOTH
def test_a_draft_whose_lines_another_holds_is_not_written_and_the_others_are_named(drafts):
    """F-23: a jointly paid order comes back under a new id, with lines that are already drafted."""
    drafts.add("lipa", [a_stored("a", "1", "2"), a_stored("b", "3")])

    added = drafts.add("lipa", [a_stored("c", "4"), a_stored("merged", "2", "3", "5")])

    assert added.written == {"c"}
    assert added.sharing == {"merged": {"a", "b"}}
    assert drafts.add("lipa", [a_stored("d", "5")]).written == {"d"}, "what was not written holds no line"


@BOTH
def test_two_drafts_of_one_batch_never_share_a_line(drafts):
    added = drafts.add("lipa", [a_stored("a", "1"), a_stored("b", "1")])

    assert added.written == {"a"}
    assert added.sharing == {"b": {"a"}}


@BOTH
def test_a_merged_order_is_written_together_with_the_flags_on_what_it_contains(drafts):
    a, b = a_stored("a", "1"), a_stored("b", "2")
    drafts.add("lipa", [a, b])
    merged = a_stored("merged", "1", "2")

    assert drafts.add_sharing("lipa", merged, [next_version(a, notes="część"), next_version(b, notes="część")])

    loaded = drafts.load("lipa", ["a", "b", "merged"])
    assert [loaded[name].document.notes for name in ("a", "b")] == ["część", "część"]
    assert drafts.add("lipa", [a_stored("third", "1")]).sharing == {"third": {"a", "merged"}}


@BOTH
def test_a_merged_order_is_not_written_when_its_parts_have_changed_since(drafts):
    a = a_stored("a", "1")
    drafts.add("lipa", [a])
    assert drafts.refresh("lipa", next_version(a))

    assert not drafts.add_sharing("lipa", a_stored("merged", "1"), [next_version(a, notes="spóźnione")])

    assert set(drafts.load("lipa", ["a", "merged"])) == {"a"}


@BOTH
def test_a_refresh_replaces_the_version_that_was_read_and_no_other(drafts):
    draft = a_stored("a")
    drafts.add("lipa", [draft])
    fresh = next_version(draft, notes="świeże")

    assert drafts.refresh("lipa", fresh)
    assert not drafts.refresh("lipa", next_version(draft, notes="spóźnione"))
    assert drafts.load("lipa", ["a"])["a"] == fresh.stored


@BOTH
def test_an_issued_document_is_never_refreshed(drafts):
    issued = a_stored("a", status=Status.ISSUED)
    drafts.add("lipa", [issued])

    assert not drafts.refresh("lipa", next_version(issued, notes="nie"))
    assert drafts.load("lipa", ["a"])["a"] == issued


@BOTH
def test_a_cancellation_is_remembered_until_the_order_is_drafted(drafts):
    versions = (a_sale(status="CANCELLED"),)
    drafts.remember_cancelled("lipa", "a", (a_sale(2),))
    drafts.remember_cancelled("lipa", "a", versions)

    known = drafts.known("lipa", ["a"])["a"]
    assert (known.summary, known.cancelled) == (None, versions)
    assert drafts.add("lipa", [a_stored("a")]).written == set()

    assert drafts.add_after_cancellation("lipa", a_stored("a"))
    assert not drafts.add_after_cancellation("lipa", a_stored("a"))
    assert drafts.known("lipa", ["a"])["a"].cancelled == ()


@BOTH
def test_a_cancellation_does_not_touch_a_draft(drafts):
    draft = a_stored("a")
    drafts.add("lipa", [draft])

    drafts.remember_cancelled("lipa", "a", (a_sale(),))

    assert drafts.load("lipa", ["a"]) == {"a": draft}


@BOTH
def test_a_draft_of_more_lines_than_a_transaction_takes_is_written_whole(drafts):
    lines = [f"{n}" for n in range(230)]
    assert drafts.add("lipa", [a_stored("small"), a_stored("large", *lines)]).written == {"small", "large"}

    assert drafts.add("lipa", [a_stored("other", "229")]).sharing == {"other": {"large"}}
    merged = a_stored("merged", *lines, "more")
    assert drafts.add_sharing("lipa", merged, [])
    assert drafts.load("lipa", ["merged"]) == {"merged": merged}


def test_a_draft_larger_than_an_item_may_be_is_named_and_the_others_are_written(table):
    lines = [a_line("Ż" * 900, id=f"{n}") for n in range(250)]
    large = stored(a_draft(id="large", lines=tuple(lines)))

    added = DynamoDbDrafts(table).add("lipa", [large, a_stored("small")])

    assert added.too_large == {"large"}
    assert added.written == {"small"}


def test_a_batch_that_fails_at_any_call_is_completed_by_its_repetition(table):
    """A crash between two transactions leaves no half draft, and no line that nobody holds."""
    batch = [a_stored(f"d-{n}", *(f"{n}-{line}" for line in range(9))) for n in range(30)]
    batch.append(a_stored("large", *(f"large-{line}" for line in range(150))))
    for survived in count():
        seller_id = f"seller-{survived}"
        broken = DynamoDbDrafts(_FailingTable(table, survived))
        try:
            broken.add(seller_id, batch)
        except ConnectionError:
            DynamoDbDrafts(table).add(seller_id, batch)
            names = [draft.document.id for draft in batch]
            assert set(DynamoDbDrafts(table).load(seller_id, names)) == set(names)
            continue
        break
    assert survived >= 5


class _FailingTable(Table):
    """A table whose client fails after some calls."""

    def __init__(self, table: Table, calls: int) -> None:
        super().__init__(table.name)
        self._failing = _FailingClient(table.client, calls)

    @property
    def client(self):
        return self._failing


class _FailingClient:
    def __init__(self, client, calls: int) -> None:
        self.meta = client.meta
        self._client = client
        self._remaining = calls

    def transact_write_items(self, **request):
        if self._remaining == 0:
            raise ConnectionError
        self._remaining -= 1
        return self._client.transact_write_items(**request)


def test_a_fingerprint_depends_on_the_sale_and_not_on_its_position():
    assert fingerprint(a_sale()) == fingerprint(replace(a_sale(), position=77))
    assert fingerprint(a_sale()) != fingerprint(a_sale(status="READY_FOR_SHIPMENT"))


@BOTH
def test_rules_are_remembered_the_newest_of_each_offer(kind, request):
    rules = InMemoryRules() if kind == "memory" else DynamoDbRules(request.getfixturevalue("table"))
    old, new = (VatRule(vat_rate=rate) for rate in ("23", "8"))
    rules.remember("lipa", RateBook(by_offer={f"{n}": old for n in range(130)}, by_sku={"SKU 1": old}))
    rules.remember("lipa", RateBook(by_offer={"7": new}))
    rules.remember("sowa", RateBook(by_offer={"7": old}))

    book = rules.book("lipa")

    assert len(book.by_offer) == 130
    assert (book.by_offer["7"], book.by_offer["8"]) == (new, old)
    assert book.by_sku == {"SKU 1": old}


@BOTH
@pytest.mark.parametrize("offers", [1, 130])
def test_the_rules_of_an_edit_are_stored_together_with_it_or_not_at_all(kind, offers, request):
    """Otherwise a crash between the two would lose the rules: the edit exists then, and is not repeated."""
    documents = InMemoryDocuments() if kind == "memory" else DynamoDbDocuments(request.getfixturevalue("table"))
    rules = documents.rules if kind == "memory" else DynamoDbRules(request.getfixturevalue("table"))
    book = RateBook(by_offer={f"{n}": VatRule(vat_rate="8") for n in range(offers)})
    documents.add_draft("lipa", a_stored("a"))
    with pytest.raises(DraftChangedError):
        documents.save("lipa", a_stored("a"), instead_of=7, rules=RateBook(by_offer={"x": VatRule(vat_rate="5")}))
    documents.save("lipa", a_stored("a"), instead_of=1, rules=book)

    assert rules.book("lipa") == book


def test_the_table_s_documents_include_drafts_of_imports(table):
    draft = a_stored("a")
    DynamoDbDrafts(table).add("lipa", [draft])

    assert DynamoDbDocuments(table).get("lipa", "a") == draft
