"""What the use cases rely on, for the table and its in-memory fake alike."""

import threading
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.mails import DynamoDbMails
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.domain.basics.errors import NotFoundError, StaleVersionError
from invoicing.domain.documents.document import Message, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import Pdf
from invoicing.domain.mails.attempt import queued
from invoicing.domain.sellers.settings import Numbering
from invoicing.domain.vat.line import Charge
from invoicing.services.documents.ports import Documents, DraftChangedError, Mails, NumberTakenError, Sellers
from invoicing.services.drafts.ports import Drafts
from tests.builders import COMPANY, NOW, a_draft, a_line, a_seller, stored
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.mails import InMemoryMails
from tests.fakes.sellers import InMemorySellers
from tests.issued import as_issued

BOTH = pytest.mark.parametrize("kind", ["table", "memory"])


class Stores(NamedTuple):
    documents: Documents
    drafts: Drafts
    mails: Mails
    sellers: Sellers


@pytest.fixture
def stores(kind, request) -> Stores:
    """Return stores of one kind."""
    if kind == "memory":
        documents = InMemoryDocuments()
        return Stores(documents, documents, InMemoryMails(documents), InMemorySellers())
    table = request.getfixturevalue("table")
    return Stores(DynamoDbDocuments(table), DynamoDbDrafts(table), DynamoDbMails(table), DynamoDbSellers(table))


@BOTH
def test_a_document_comes_back_as_it_was_stored_to_the_last_field(stores):
    """F-21: amounts are Decimals before and after."""
    documents, drafts, _, _ = stores
    draft = a_draft(
        lines=(a_line("Żółć „ą” 🦉", price="0.10"), a_line("Bez stawki", vat_rate=None, sku="SKU 1")),
        charges=(Charge(reason="Kaucja", amount=Decimal("6.00")),),
        buyer=COMPANY,
        message=Message(subject="[[[numer]]]", body="Dzień dobry\n"),
        notes="uwaga",
    )
    drafts.add("lipa", [stored(draft)])

    assert documents.get("lipa", draft.id) == stored(draft)


@BOTH
def test_another_seller_s_document_is_not_found(stores):
    documents, drafts, _, _ = stores
    drafts.add("lipa", [stored(a_draft())])

    with pytest.raises(NotFoundError):
        documents.get("sowa", "draft-1")
    assert drafts.known("sowa", ["draft-1"]) == {}


@BOTH
def test_saving_replaces_the_version_that_was_read_and_no_other(stores):
    documents, drafts, _, _ = stores
    drafts.add("lipa", [stored(a_draft())])
    edited = stored(a_draft(version=2, notes="nowe"))

    documents.save("lipa", edited, instead_of=1)
    with pytest.raises(DraftChangedError):
        documents.save("lipa", stored(a_draft(version=2, notes="spóźnione")), instead_of=1)

    assert documents.get("lipa", "draft-1") == edited


@BOTH
def test_issuing_takes_the_next_number_and_freezes_the_document(stores):
    documents, drafts, _, _ = stores
    drafts.add("lipa", [stored(a_draft())])
    issue = as_issued(a_draft())

    documents.issue("lipa", issue)

    assert documents.get("lipa", "draft-1") == issue.stored
    assert documents.last_ordinal("lipa", "AL", "2026-11") == 1
    with pytest.raises(DraftChangedError):
        documents.save("lipa", stored(a_draft(version=3)), instead_of=2)


@BOTH
def test_a_number_is_taken_in_turn_and_once(stores):
    documents, drafts, _, _ = stores
    drafts.add("lipa", [stored(a_draft(id=f"d-{n}")) for n in (1, 2)])
    documents.issue("lipa", as_issued(a_draft(id="d-1")))

    for ordinal in (1, 3):
        with pytest.raises(NumberTakenError):
            documents.issue("lipa", as_issued(a_draft(id="d-2"), ordinal))

    assert documents.get("lipa", "d-2").document.status is Status.DRAFT
    assert documents.last_ordinal("lipa", "AL", "2026-11") == 1


@BOTH
def test_a_draft_that_has_changed_is_not_issued_and_takes_no_number(stores):
    """F-07: number and document move together or not at all."""
    documents, drafts, _, _ = stores
    drafts.add("lipa", [stored(a_draft())])
    documents.save("lipa", stored(a_draft(version=2)), instead_of=1)

    with pytest.raises(DraftChangedError):
        documents.issue("lipa", as_issued(a_draft()))
    assert documents.last_ordinal("lipa", "AL", "2026-11") == 0


@BOTH
def test_a_pdf_is_recorded_once_with_its_mail(stores):
    documents, drafts, mails, _ = stores
    drafts.add("lipa", [stored(a_draft())])
    documents.issue("lipa", as_issued(a_draft()))
    first, second = (Pdf(key=name, sha256=name, size=1) for name in ("a", "b"))
    mail = queued(
        "issue", "draft-1", to="a@example.com", message=Message(subject="s", body="b"), at=NOW, kind=Kind.INVOICE
    )

    documents.record_pdf("lipa", "draft-1", first, mail)
    documents.record_pdf("lipa", "draft-1", second, replace(mail, to="b@example.com"))

    assert documents.get("lipa", "draft-1").summary.pdf == first
    assert mails.get("lipa", "draft-1", "issue") == mail


@BOTH
def test_settings_are_replaced_only_in_the_version_that_was_read(stores):
    _, _, _, sellers = stores
    settings = a_seller(numbering=Numbering(), messages={Kind.INVOICE: Message(subject="s", body="b")})
    sellers.save(settings, instead_of=0)

    assert sellers.get("lipa") == settings
    with pytest.raises(StaleVersionError):
        sellers.save(replace(settings, version=1), instead_of=0)
    with pytest.raises(NotFoundError):
        sellers.get("nikt")


def test_eight_writers_of_one_counter_leave_no_gap_and_no_repeat(table):
    """F-02: the condition on the counter decides, whatever happens between its read and its write."""
    DynamoDbDrafts(table).add("lipa", [stored(a_draft(id=f"d-{n}")) for n in range(40)])
    taken: list[int] = []

    def work(ids):
        mine = DynamoDbDocuments(table)
        for document_id in ids:
            while True:
                ordinal = mine.last_ordinal("lipa", "AL", "2026-11") + 1
                try:
                    mine.issue("lipa", as_issued(a_draft(id=document_id), ordinal))
                except NumberTakenError:
                    continue
                taken.append(ordinal)
                break

    threads = [threading.Thread(target=work, args=([f"d-{n}" for n in range(40)][start::8],)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == list(range(1, 41))
