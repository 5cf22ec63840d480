"""Importing one file."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from invoicing.adapters.allegro.xml import read_sales
from invoicing.domain.documents import Status
from invoicing.domain.errors import NotFoundError
from invoicing.domain.imports import Import, ImportStatus, Outcome
from invoicing.domain.kinds import Kind
from invoicing.domain.upload_keys import parse_upload_key
from invoicing.services.importing import Importing, UploadedFile, import_file
from invoicing.services.issuing import IssueRequest, Issuing, issue_document
from tests.builders import NOW, a_seller, any_nip_is_right, stored
from tests.fakes import (
    FakeClock,
    InMemoryDocuments,
    InMemoryImports,
    InMemoryReports,
    InMemorySellers,
    InMemoryUploads,
)

ORDER = """<order><OrderId>{id}</OrderId><OrderDate>2026-11-02T09:14:03.120Z</OrderDate>
<SellerStatus>{status}</SellerStatus>
<BuyerName>Bożena Żółć</BuyerName><BuyerAddress>ul. Łąkowa 5</BuyerAddress><BuyerCity>Łódź</BuyerCity>
<DeliveryAmount>{delivery}</DeliveryAmount><TotalToPayAmount>{total}</TotalToPayAmount>
<TotalPaidAmount>{total}</TotalPaidAmount>
<lineItems><lineItem><LineItemId>l-{id}</LineItemId><Name>Kubek „Żółć”</Name>
<Quantity>{quantity}</Quantity><Price>19.99</Price></lineItem></lineItems></order>"""


def an_order(order_id="o-1", *, quantity="1", total="19.99", delivery="0.00", status="SENT") -> str:
    return ORDER.format(id=order_id, quantity=quantity, total=total, delivery=delivery, status=status)


def a_file(*orders: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><orders>{"".join(orders)}</orders>'.encode()


@dataclass
class Desk:
    """A seller who uploads files."""

    documents: InMemoryDocuments = field(default_factory=InMemoryDocuments)
    sellers: InMemorySellers = field(default_factory=lambda: InMemorySellers({"lipa": a_seller()}))
    imports: InMemoryImports = field(default_factory=InMemoryImports)
    reports: InMemoryReports = field(default_factory=InMemoryReports)
    clock: FakeClock = field(default_factory=FakeClock)

    def upload(self, content: bytes, key="uploads/lipa/sprzedaz.xml", etag="e1"):
        place = parse_upload_key(key)
        assert place is not None
        file = UploadedFile(key=key, place=place, etag=etag, uploaded_at=self.clock.at)
        outside = Importing(
            uploads=InMemoryUploads({key: content}),
            sellers=self.sellers,
            documents=self.documents,
            imports=self.imports,
            reports=self.reports,
            read_sales=read_sales,
            is_nip=any_nip_is_right,
            clock=self.clock,
        )
        return import_file(file, outside)

    def outcomes(self, content: bytes, **where):
        return [row.outcome for row in self.upload(content, **where).transactions]


def test_each_transaction_becomes_one_draft_and_nothing_is_issued():
    desk = Desk()
    report = desk.upload(a_file(an_order("o-1"), an_order("o-2", quantity="3", total="59.97")))

    assert report.record.status is ImportStatus.DONE
    assert report.record.counts["drafted"] == 2
    drafts = [item.document for item in desk.documents.items.values()]
    assert {draft.status for draft in drafts} == {Status.DRAFT}
    assert sorted(draft.totals.gross for draft in drafts) == [Decimal("19.99"), Decimal("59.97")]
    assert drafts[0].buyer.name == "Bożena Żółć"


def test_the_same_file_again_drafts_nothing():
    desk = Desk()
    content = a_file(an_order("o-1"), an_order("o-2"))
    desk.upload(content)

    assert desk.outcomes(content, key="uploads/lipa/again.xml") == [Outcome.ALREADY_DRAFTED] * 2
    assert len(desk.documents.items) == 2


def test_the_same_event_twice_changes_nothing_and_the_report_stays_right():
    desk = Desk()
    content = a_file(an_order("o-1"), an_order("o-2"))
    first, second = desk.upload(content), desk.upload(content)

    assert second.record.id == first.record.id
    assert second.record.counts == first.record.counts
    assert [row.outcome for row in second.transactions] == [Outcome.DRAFTED] * 2


def test_one_sale_twice_in_one_file_is_one_draft():
    desk = Desk()
    assert desk.outcomes(a_file(an_order("o-1"), an_order("o-1"))) == [Outcome.DRAFTED, Outcome.ALREADY_DRAFTED]


def test_a_cancelled_order_is_no_draft():
    desk = Desk()
    assert desk.outcomes(a_file(an_order("o-1", status="CANCELLED"), an_order("o-2"))) == [
        Outcome.CANCELLED,
        Outcome.DRAFTED,
    ]
    assert len(desk.documents.items) == 1


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (an_order("o-2", quantity="zwei"), "Quantity"),
        (an_order("o-2", quantity="0"), "Quantity"),
        (an_order("o-2", total="NaN"), "TotalPaidAmount"),
        (an_order("", status="SENT"), "OrderId"),
        (an_order("o/2#"), "numer zamówienia"),
        ("<order><OrderId>o-2</OrderId></order>", "pozycji"),
    ],
)
def test_a_bad_transaction_is_told_with_its_reason_and_the_good_ones_are_drafted(bad, words):
    """F-31, F-32."""
    report = Desk().upload(a_file(an_order("o-1"), bad, an_order("o-3")))
    rejected = report.transactions[1]

    assert [row.outcome for row in report.transactions] == [Outcome.DRAFTED, Outcome.REJECTED, Outcome.DRAFTED]
    assert rejected.position == 2
    assert words in rejected.reasons[0]
    assert report.record.counts["rejected"] == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"to nie jest XML", "not_xml"),
        (b"PK\x03\x04\x14\x00", "not_xml"),
        (b"<orders></orders>", "unknown_file"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><orders/>', "xml_dtd"),
        (b'<!DOCTYPE a SYSTEM "http://169.254.169.254/"><orders/>', "xml_dtd"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_report_too(content, code):
    """F-30."""
    desk = Desk()
    report = desk.upload(content)

    assert report.record.status is ImportStatus.FAILED
    assert report.record.error is not None
    assert report.record.error.code == code
    assert desk.reports.items == [report]
    assert desk.imports.get("lipa", report.record.id).status is ImportStatus.FAILED


def test_a_file_that_breaks_off_says_so_and_keeps_what_was_read():
    whole = a_file(an_order("o-1"), an_order("o-2"))
    report = Desk().upload(whole[: whole.index(b"o-2")])

    assert report.record.status is ImportStatus.FAILED
    assert [row.outcome for row in report.transactions] == [Outcome.DRAFTED]


def test_the_folder_is_the_kind_and_an_unknown_one_gets_a_report():
    desk = Desk()
    desk.upload(a_file(an_order("o-1")), key="uploads/lipa/receipt/a.xml")
    report = desk.upload(a_file(an_order("o-2")), key="uploads/lipa/rachunki/a.xml")

    assert [item.document.kind for item in desk.documents.items.values()] == [Kind.RECEIPT]
    assert report.record.error is not None
    assert report.record.error.code == "unknown_folder"
    assert "rachunki" in report.record.error.message


def test_a_granted_upload_takes_its_choices_from_the_import():
    desk = Desk()
    record = Import(id="20261124-1", seller_id="lipa", status=ImportStatus.WAITING, created_at=NOW)
    desk.imports.save(replace(record, choices=replace(record.choices, kind="proforma", vat_rate="8")))

    report = desk.upload(a_file(an_order("o-1")), key="uploads/lipa/imports/20261124-1.xml")

    [draft] = [item.document for item in desk.documents.items.values()]
    assert report.record.id == "20261124-1"
    assert (draft.kind, draft.lines[0].vat_rate) == (Kind.PROFORMA, "8")


def test_a_missing_rate_blocks_the_draft_and_says_so_in_the_report():
    desk = Desk()
    desk.sellers.items["lipa"] = a_seller(default_vat_rate=None)

    [row] = desk.upload(a_file(an_order("o-1"))).transactions

    assert row.problems == ("vat_rate_missing",)
    assert "Brak stawki VAT" in row.reasons[0]


def test_what_was_issued_or_discarded_stays_as_it_is():
    desk = Desk()
    content = a_file(an_order("o-1"), an_order("o-2"))
    first, second = desk.upload(content).transactions
    outside = Issuing(
        documents=desk.documents,
        sellers=desk.sellers,
        is_nip=any_nip_is_right,
        clock=desk.clock,
        wait=desk.clock.wait,
    )
    issue_document("lipa", str(first.document_id), IssueRequest(), outside)
    draft = desk.documents.get("lipa", str(second.document_id)).document
    desk.documents.save("lipa", stored(replace(draft, status=Status.DISCARDED, version=2)), instead_of=1)

    again = desk.upload(content, etag="e2").transactions

    assert [row.outcome for row in again] == [Outcome.ALREADY_ISSUED, Outcome.DISCARDED]
    assert again[0].number == "AL 1/11/2026"


def test_a_big_file_is_drafted_batch_by_batch_in_order():
    report = Desk().upload(a_file(*(an_order(f"o-{n}") for n in range(173))))

    assert [row.position for row in report.transactions] == list(range(1, 174))
    assert report.record.counts["drafted"] == 173


def test_an_unknown_seller_is_refused():
    with pytest.raises(NotFoundError):
        Desk().upload(a_file(an_order()), key="uploads/nikt/a.xml")
