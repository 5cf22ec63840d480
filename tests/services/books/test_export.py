"""A month for the accountant, and a day's documents for the printer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import ConflictError
from invoicing.domain.basics.months import Month
from invoicing.domain.documents.document import Document, Order, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.number_register import NumberEntry
from invoicing.domain.sellers.settings import CashRegister
from invoicing.services.books.export import BATCH, export_month, export_print
from invoicing.services.documents.ports import Stored, SummaryFilter
from tests.builders import a_draft, a_seller, stored
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.exports import InMemoryNumbers
from tests.issued import an_issued, corrected, replaced_by, summary
from tests.services.books.export_shop import NOVEMBER, ExportShop


def numbers_in(register: list[dict[str, str]]) -> list[str]:
    return [row["Numer"] for row in register]


def on_order(number: str, at: datetime | None) -> Document:
    return an_issued(number, order=Order(id=f"order of {number}", ordered_at=at))


def test_a_month_is_a_zip_of_pdfs_and_three_sheets():
    done = ExportShop().put_issued(an_issued()).month()

    assert done.key == "exports/lipa/job-1/ksiegowosc-2026-11.zip"
    assert done.pdfs == {"pdf/AL-1-11-2026.pdf": b"PDF of AL 1/11/2026"}
    assert list(done.sheets) == ["rejestr-2026-11.csv", "podsumowanie-2026-11.csv", "numery-2026-11.csv"]


def test_the_register_stands_by_series_and_number():
    numbers = ["AL 10/11/2026", "AL 2/11/2026", "AL-PS 1/11/2026", "AL 1/11/2026"]
    rows = ExportShop().put_issued(*(an_issued(number) for number in numbers)).register()

    assert numbers_in(rows) == ["AL 1/11/2026", "AL 2/11/2026", "AL 10/11/2026", "AL-PS 1/11/2026"]
    assert [row["Lp"] for row in rows] == ["1", "2", "3", "4"]


def test_a_row_reads_as_the_accountant_writes():
    [row] = ExportShop().put_issued(an_issued(lines=a_draft().lines)).register()

    assert (row["Netto 23 (K_19)"], row["VAT 23 (K_20)"], row["Brutto razem"]) == ("16,25", "3,74", "19,99")
    assert (row["Data wystawienia"], row["Okres VAT"]) == ("2026-11-24", "2026-11")
    assert row["Plik PDF"] == "pdf/AL-1-11-2026.pdf"


def test_only_issued_documents_of_the_month_and_of_the_seller_are_in_it():
    shop = ExportShop().put_issued(an_issued(), an_issued("AL 1/10/2026", on=date(2026, 10, 31)))
    shop.documents.items["lipa", "draft-1"] = stored(a_draft())
    shop.documents.items["sowa", "other"] = Stored(document=an_issued("X 1"), summary=summary(an_issued("X 1")))

    assert numbers_in(shop.register()) == ["AL 1/11/2026"]


def test_what_is_issued_later_stands_at_the_end_if_its_vat_is_the_month_s():
    """An invoice for a sale may be issued in the next month; its VAT stays where it was."""
    second, first = date(2026, 12, 2), date(2026, 12, 1)
    later = an_issued("AL 1/12/2026", on=second)
    back = corrected(an_issued(), "AL-K 1/12/2026", on=second)
    unknown = an_issued("AL 3/12/2026", on=second, paid=Decimal("0.00"), paid_at=None, sale_date=None)
    december = an_issued("AL 2/12/2026", on=second, paid_at=first, sale_date=first)
    shop = ExportShop().put_issued(an_issued("AL-Z 1/11/2026"), later, back, unknown, december)

    assert numbers_in(shop.register()) == ["AL-Z 1/11/2026", "AL 1/12/2026"]
    assert numbers_in(shop.register(Month(2026, 12))) == [
        "AL 1/12/2026",
        "AL 2/12/2026",
        "AL 3/12/2026",
        "AL-K 1/12/2026",
    ]


def test_a_proforma_has_a_number_and_no_row():
    shop = ExportShop().put_issued(an_issued(), an_issued("AL-PRO 1/11/2026", kind=Kind.PROFORMA))
    done = shop.month()

    assert numbers_in(shop.register()) == ["AL 1/11/2026"]
    assert "AL-PRO 1/11/2026;Proforma" in done.sheets["numery-2026-11.csv"]
    assert list(done.pdfs) == ["pdf/AL-1-11-2026.pdf"]


def test_a_pdf_that_is_not_there_yet_is_named_and_stops_nothing():
    shop = ExportShop().put_issued(an_issued("AL 1/11/2026")).put_issued(an_issued("AL 2/11/2026"), pdf=None)
    done = export_month("lipa", "job-1", NOVEMBER, shop.exporting())
    file = shop.exports.files[done.key]

    assert (done.documents, done.without_pdf) == (2, ("AL 2/11/2026",))
    assert [row["Plik PDF"] for row in shop.register()] == ["pdf/AL-1-11-2026.pdf", "brak PDF"]
    assert file.sheets["podsumowanie-2026-11.csv"].endswith(
        "Dokumenty bez pliku (brak PDF)\r\nNumer\r\nAL 2/11/2026\r\n"
    )


def test_two_numbers_that_make_one_file_name_are_two_files():
    done = ExportShop().put_issued(an_issued("AL 1/11/2026", id="one"), an_issued("AL 1/11-2026", id="two")).month()

    assert sorted(done.pdfs) == ["pdf/AL-1-11-2026-one.pdf", "pdf/AL-1-11-2026.pdf"]


def test_a_replaced_confirmation_is_shown_and_not_counted():
    receipt, invoice = an_issued("PS 1/11/2026", kind=Kind.RECEIPT), an_issued()
    shop = ExportShop().put_issued(receipt, **replaced_by(invoice)).put_issued(invoice)
    rows = {row["Numer"]: row for row in shop.register()}
    told = shop.month().sheets["podsumowanie-2026-11.csv"]

    assert rows["PS 1/11/2026"]["Netto 23 (K_19)"] == ""
    assert rows["PS 1/11/2026"]["Uwagi"].startswith("zastąpione fakturą AL 1/11/2026")
    assert "2026-11;;;;;;;;;16,25;3,74" in told


def test_a_seller_with_a_cash_register_has_confirmations_in_no_sum():
    shop = ExportShop(settings=a_seller(cash_register=CashRegister.HAS)).put_issued(
        an_issued("PS 1/11/2026", kind=Kind.RECEIPT)
    )

    assert shop.register()[0]["Oznaczenie JPK"] == ""


def test_the_summary_names_the_seller_and_the_gaps():
    shop = ExportShop().put_issued(an_issued("AL 1/11/2026"), an_issued("AL 3/11/2026"))
    shop.numbers.void = [NumberEntry("AL", "2026", 1, "AL 1/2026", void_reason="próbny")]
    told = shop.month().sheets["podsumowanie-2026-11.csv"]

    assert told.startswith("Podsumowanie miesiąca;2026-11\r\nSprzedawca;Sklep Pod Lipą Anna Nowak\r\nNIP;1111111111")
    assert "AL;2026-11;AL 1/11/2026;AL 3/11/2026;2;0;2\r\n" in told


def test_numbers_are_asked_for_by_period_and_a_wider_answer_counts_once():
    """Whoever answers a year's numbers with those of its months too makes no number stand twice."""

    class Wide(InMemoryNumbers):
        def entries(self, seller_id: str, period: str) -> Iterator[NumberEntry]:
            return super().entries(seller_id, "2026-11")

    shop = ExportShop().put_issued(an_issued())
    deps = replace(shop.exporting(), numbers=Wide(shop.documents))
    done = shop.exports.files if export_month("lipa", "job-1", NOVEMBER, deps) else {}

    assert done["exports/lipa/job-1/ksiegowosc-2026-11.zip"].sheets["numery-2026-11.csv"].count("AL 1/11/2026") == 1


def test_an_empty_month_is_an_archive_that_says_so():
    done = ExportShop().month()

    assert done.pdfs == {}
    assert "Dokumentów w rejestrze;0" in done.sheets["podsumowanie-2026-11.csv"]


def test_a_month_never_holds_more_than_a_few_documents_and_pdfs_at_a_time():
    shop = ExportShop().put_issued(*(an_issued(f"AL {n}/11/2026") for n in range(1, 2 * BATCH + 2)))
    loaded = []

    class Watched(InMemoryDocuments):
        def load(self, seller_id, document_ids):
            loaded.append(len(document_ids))
            return super().load(seller_id, document_ids)

    deps = replace(shop.exporting(), drafts=Watched(items=shop.documents.items))

    assert export_month("lipa", "job-1", NOVEMBER, deps).documents == 2 * BATCH + 1
    assert loaded == [BATCH, BATCH, 1]


def test_a_failure_in_the_middle_leaves_no_file():
    shop = ExportShop().put_issued(an_issued("AL 1/11/2026"), an_issued("AL 2/11/2026"))
    del shop.pdfs.files["pdf/lipa/AL-2-11-2026.pdf"]

    with pytest.raises(KeyError):
        shop.month()
    assert shop.exports.files == {}


def test_a_print_is_in_the_order_in_which_parcels_are_packed():
    """By order time, then number; a document that no order stands behind comes last."""
    early, late = datetime(2026, 11, 20, 8, 0, tzinfo=UTC), datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    shop = ExportShop().put_issued(
        on_order("AL 1/11/2026", late),
        on_order("AL 10/11/2026", early),
        on_order("AL 9/11/2026", early),
        on_order("AL 2/11/2026", None),
    )

    assert shop.print() == [f"PDF of AL {n}/11/2026".encode() for n in (9, 10, 1, 2)]


def test_a_print_takes_the_filter_s_issued_documents_only():
    shop = ExportShop().put_issued(an_issued())
    shop.print(statuses=(Status.DRAFT, Status.ISSUED), import_id="import-1")

    assert {wanted.statuses for wanted in shop.lists.asked} == {(Status.ISSUED,)}
    assert {wanted.import_id for wanted in shop.lists.asked} == {"import-1"}


def test_a_print_names_the_documents_that_have_no_pdf_yet():
    shop = ExportShop().put_issued(an_issued("AL 1/11/2026")).put_issued(an_issued("AL 2/11/2026"), pdf=None)
    done = export_print("lipa", "job-1", SummaryFilter(), shop.exporting())

    assert (done.key, done.documents) == ("exports/lipa/job-1/wydruk.pdf", 1)
    assert done.without_pdf == ("AL 2/11/2026",)


def test_nothing_to_print_is_said():
    with pytest.raises(ConflictError) as refused:
        ExportShop().put_issued(an_issued(), pdf=None).print()
    assert refused.value.code == "nothing_to_print"
