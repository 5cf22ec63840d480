"""Importing a file: which sales become drafts, what is reported of each, and what of a file that cannot be read."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.imports.record import Import, ImportStatus, Outcome
from invoicing.domain.imports.upload_keys import parse_upload_key
from invoicing.domain.sales.sale import Rejected, Sale
from invoicing.services.imports import read_file as importing
from invoicing.services.imports.ports import Uploaded
from invoicing.services.imports.read_file import Resume, import_slice
from tests.builders import NOW, a_sale, a_seller
from tests.fakes.imports import ListedSales
from tests.shop import FROM_THE_START, Shop


def test_each_transaction_becomes_one_draft_and_nothing_is_issued():
    shop = Shop()
    record = shop.upload(a_sale(1), a_sale(2), a_sale(3))

    assert (record.status, record.counts["drafted"], record.read) == (ImportStatus.DONE, 3, 3)
    assert {draft.status for draft in shop.everything()} == {Status.DRAFT}
    assert len(shop.everything()) == 3


def test_a_long_file_is_read_in_slices_that_may_each_run_twice(monkeypatch):
    monkeypatch.setattr(importing, "PART", 10)
    shop = Shop()
    file = ListedSales([a_sale(n) for n in range(1, 36)], expected=35)
    resume: Resume | None = FROM_THE_START
    steps = 0
    while resume is not None:
        shop.slice(file, resume, may_go_on=False)
        resume = shop.slice(file, resume, may_go_on=False)
        steps += 1

    record = shop.reports.finished[-1]
    assert steps == 4
    assert (record.counts["drafted"], record.read, record.expected) == (35, 35, 35)
    assert [row.position for row in shop.reports.rows(record.id)] == list(range(1, 36))
    assert len(shop.everything()) == 35


def test_progress_is_told_while_a_file_is_read(monkeypatch):
    monkeypatch.setattr(importing, "PART", 10)
    shop = Shop()
    shop.slice(ListedSales([a_sale(n) for n in range(1, 36)], expected=35), may_go_on=False)

    [record] = shop.imports.items.values()
    assert (record.status, record.read, record.expected) == (ImportStatus.READING, 10, 35)
    assert record.counts["drafted"] == 10


def test_a_bad_transaction_is_told_with_its_reason_and_the_good_ones_are_drafted():
    """F-31, F-32."""
    bad = Rejected(position=2, order_id="order-2", code="amount_invalid", reason="nie rozumiem liczby w polu Price.")
    rows = Shop().rows(a_sale(1), bad, a_sale(3))

    assert [row.outcome for row in rows] == [Outcome.DRAFTED, Outcome.REJECTED, Outcome.DRAFTED]
    assert (rows[1].position, rows[1].order_id) == (2, "order-2")
    assert "Price" in rows[1].reasons[0]


class Broken(ListedSales):
    """A file that breaks off after its sales."""

    def sales(self, after: int = 0) -> Iterator[Sale | Rejected]:
        yield from super().sales(after)
        raise UnreadableFileError("not_xml", "Plik się urywa.")


def test_a_file_that_breaks_off_says_so_and_keeps_what_was_read():
    shop = Shop()
    record = shop.upload(file=Broken([a_sale(1), a_sale(2)]))

    assert (record.status, record.read) == (ImportStatus.FAILED, 2)
    assert record.error is not None
    assert record.error.code == "not_xml"
    assert len(shop.everything()) == 2


def test_a_file_that_cannot_be_opened_gets_a_report_too():
    """F-30."""

    class Refused:
        @property
        def expected(self):
            raise UnreadableFileError("xml_dtd", "Plik zawiera DTD.")

    record = Shop().upload(file=Refused())
    assert record.status is ImportStatus.FAILED
    assert record.error is not None
    assert record.error.code == "xml_dtd"


def test_the_folder_is_the_kind_and_an_unknown_one_gets_a_report():
    shop = Shop()
    shop.upload(a_sale(1), key="uploads/lipa/receipt/a.xml")
    record = shop.upload(a_sale(2), key="uploads/lipa/rachunki/a.xml")

    assert [draft.kind for draft in shop.everything()] == [Kind.RECEIPT]
    assert record.error is not None
    assert record.error.code == "unknown_folder"
    assert "rachunki" in record.error.message


def test_a_granted_upload_takes_its_choices_from_the_import():
    shop = Shop()
    record = Import(id="20261124-1", seller_id="lipa", status=ImportStatus.WAITING, created_at=NOW)
    shop.imports.save(replace(record, choices=replace(record.choices, kind="proforma", vat_rate="8")))

    done = shop.upload(a_sale(1), key="uploads/lipa/imports/20261124-1.xml")

    [draft] = shop.everything()
    assert done.id == "20261124-1"
    assert (draft.kind, draft.lines[0].vat_rate) == (Kind.PROFORMA, "8")


def test_the_same_bytes_again_are_said_to_be_the_same():
    shop = Shop()
    first = shop.upload(a_sale(1))
    second = shop.upload(a_sale(1), key="uploads/lipa/kopia.xml")

    assert (first.same_as, second.same_as) == (None, first.id)


def test_an_upload_for_an_unknown_seller_is_reported_where_its_folder_says():
    shop = Shop()
    record = shop.upload(a_sale(1), key="uploads/nikt/a.xml")

    assert (record.seller_id, record.status) == ("nikt", ImportStatus.FAILED)
    assert record.error
    assert record.error.code == "unknown_seller"
    assert "nikt" in record.error.message
    assert shop.everything() == []
    assert shop.imports.items == {}


def test_a_file_that_is_too_large_is_refused_without_being_read():
    shop = Shop()
    place = parse_upload_key("uploads/lipa/a.xml")
    assert place
    uploaded = Uploaded(key="uploads/lipa/a.xml", etag="e", at=NOW, digest=None, content=BytesIO())
    import_slice(place, uploaded, FROM_THE_START, shop.importing(None))

    [record] = shop.reports.finished
    assert record.error
    assert record.error.code == "too_large"


def test_one_notice_per_file_says_that_mails_to_allegro_are_held():
    """F-54: not one per document; and none once the sender is confirmed."""
    shop, masked = Shop(), replace(a_sale(), buyer=replace(a_sale().buyer, email="a1+b2@allegromail.pl"))
    assert shop.upload(masked).notices == ()

    settings = a_seller()
    shop.sellers.items["lipa"] = replace(settings, mail=replace(settings.mail, allegro_sender=None))
    [notice] = shop.upload(masked, masked).notices
    assert "@allegromail.pl" in notice
    assert shop.upload(replace(masked, buyer=replace(masked.buyer, email="jan@example.com"))).notices == ()
