"""The totals of a month's register, and its sheets."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.domain.basics.csv_cells import Cell
from invoicing.domain.basics.months import Month
from invoicing.domain.books.month_sheets import NOTHING, number_sheet, summary_sheet
from invoicing.domain.books.month_totals import MonthSummary, Sums
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.document import FiscalReceipt
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.number_register import NumberEntry, series_of_month
from tests.builders import a_line, a_seller
from tests.issued import a_row, an_issued, corrected, replaced_by

NOVEMBER = Month(2026, 11)
UNPAID: dict[str, Any] = {"paid": Decimal("0.00"), "paid_at": None}
MUGS = (a_line("Kubek ceramiczny 330 ml", "19.99", "3"),)


def the_sums_of(*rows) -> MonthSummary:
    summary = MonthSummary(NOVEMBER)
    for row in rows:
        summary.add(row)
    return summary


def section(summary: MonthSummary, title: str, numbers=()) -> list[tuple[Cell, ...]]:
    """Return the rows of a section below its headers."""
    rows = [tuple(row) for row in summary_sheet(summary, numbers, a_seller())]
    start = next(index for index, row in enumerate(rows) if row and str(row[0]).startswith(title))
    end = rows.index((), start) if () in rows[start:] else len(rows)
    return rows[start + 2 : end]


def test_fields_are_summed_by_the_month_that_vat_belongs_to():
    october = date(2026, 10, 31)
    rows = [
        a_row(an_issued("AL 1/11/2026")),
        a_row(an_issued("AL 2/11/2026", paid_at=october, sale_date=october)),
        a_row(an_issued("AL 3/11/2026", lines=(a_line("Książka", "21.00", vat_rate="5"),))),
        a_row(an_issued("AL 4/11/2026", **UNPAID, payment_method="CASH_ON_DELIVERY", sale_date=None)),
    ]
    summary = the_sums_of(*rows)

    assert summary.fields["2026-10"] == {"K_19": Decimal("16.25"), "K_20": Decimal("3.74")}
    assert summary.fields["2026-11"]["K_15"] == Decimal("20.00")
    assert [row[0] for row in section(summary, "Kwoty do JPK")] == ["2026-10", "2026-11", "nieustalony"]


def test_an_invoice_and_its_correction_to_zero_cancel_out():
    original = an_issued(lines=MUGS)
    summary = the_sums_of(a_row(original), a_row(corrected(original)))

    assert set(summary.fields["2026-11"].values()) == {Decimal("0.00")}


def test_an_invoice_to_a_fiscal_receipt_is_counted_separately():
    receipt = FiscalReceipt(number="W1", date=date(2026, 11, 23))
    summary = the_sums_of(a_row(an_issued("AL 1/11/2026")), a_row(an_issued("AL 2/11/2026", fiscal_receipt=receipt)))

    assert summary.fields["2026-11"]["K_20"] == Decimal("3.74")
    assert section(summary, "Dokumenty wystawione") == [
        ("AL", "Faktura", "PLN", 1, Decimal("19.99"), 1, Decimal("19.99"))
    ]


def test_the_margin_is_summed_with_its_sale_and_purchase():
    bike = a_line("Rower", "423.00", vat_rate="marza", purchase_price=Decimal("300.00"))
    summary = the_sums_of(a_row(an_issued(kind=Kind.MARGIN_INVOICE, lines=(bike,))))

    assert summary.fields["2026-11"] == {
        "K_19": Decimal("100.00"),
        "K_20": Decimal("23.00"),
        "SprzedazVAT_Marza": Decimal("423.00"),
        "ZakupVAT_Marza": Decimal("300.00"),
    }


def test_confirmations_become_one_row_per_day_and_rate():
    """A correction counts on the day of its own tax point; a replaced confirmation does not count."""
    first, second = (an_issued(f"PS {n}/11/2026", kind=Kind.RECEIPT, lines=MUGS) for n in (1, 2))
    book = an_issued("PS 3/11/2026", kind=Kind.RECEIPT, lines=(a_line("Książka", "21.00", vat_rate="5"),))
    replaced = an_issued("PS 4/11/2026", kind=Kind.RECEIPT)
    correction = corrected(second, "KPS 1/11/2026", lines=(LineCorrection(line=1, quantity=Decimal(2)),))
    rows = [a_row(each) for each in (first, second, book, correction)]
    summary = the_sums_of(*rows, a_row(replaced, **replaced_by(an_issued())))

    assert section(summary, "Zbiorcze dowody WEW") == [
        (date(2026, 11, 23), "23%", 2, Decimal("97.52"), Decimal("22.42"), Decimal("119.94")),
        (date(2026, 11, 23), "5%", 1, Decimal("20.00"), Decimal("1.00"), Decimal("21.00")),
        (date(2026, 11, 30), "23%", 1, Decimal("-16.26"), Decimal("-3.73"), Decimal("-19.99")),
    ]


def test_confirmations_under_the_margin_scheme_show_the_tax_on_their_margin():
    bike = a_line("Rower", "423.00", vat_rate="marza", purchase_price=Decimal("300.00"))
    unknown = a_line("Hulajnoga", "50.00", vat_rate="marza")
    receipts = [
        an_issued(f"PS {n}/11/2026", kind=Kind.RECEIPT, lines=(line,)) for n, line in enumerate((bike, unknown), 1)
    ]

    assert section(the_sums_of(*map(a_row, receipts)), "Zbiorcze dowody WEW") == [
        (date(2026, 11, 23), "marża", 2, Decimal("100.00"), Decimal("23.00"), Decimal("473.00"))
    ]


def test_sales_abroad_are_summed_by_country_rate_and_currency():
    lines = (a_line("Kubek", "49.90", vat_rate="SK:23"),)
    rows = [a_row(an_issued(f"AL {n}/11/2026", currency="EUR", lines=lines)) for n in (1, 2)]

    assert section(the_sums_of(*rows), "Sprzedaż OSS") == [
        ("2026-11", "Słowacja", "23%", "EUR", 2, Decimal("81.14"), Decimal("18.66"), Decimal("99.80"))
    ]


def test_unpaid_documents_are_listed():
    summary = the_sums_of(
        a_row(an_issued("AL 1/11/2026")), a_row(an_issued("AL 2/11/2026", **UNPAID, due_date=date(2026, 12, 1)))
    )

    assert section(summary, "Nieopłacone") == [
        (
            "AL 2/11/2026",
            "Jan Kowalski",
            date(2026, 11, 24),
            date(2026, 12, 1),
            Decimal("19.99"),
            Decimal("19.99"),
            "PLN",
        )
    ]


def test_what_a_correction_took_back_is_no_longer_due():
    original = an_issued(lines=MUGS, **UNPAID)
    some = corrected(original, lines=(LineCorrection(line=1, quantity=Decimal(2)),), paid=Decimal("0.00"))
    whole = corrected(original, paid=Decimal("0.00"))

    assert [unpaid.due for unpaid in the_sums_of(a_row(original), a_row(some)).unpaid()] == [Decimal("39.98")]
    assert list(the_sums_of(a_row(original), a_row(whole)).unpaid()) == []


def test_a_refund_does_not_settle_what_is_due():
    original = an_issued(lines=MUGS, paid=Decimal("50.00"))
    whole = corrected(original, paid=Decimal("50.00"))

    assert whole.refund == Decimal("50.00")
    assert list(the_sums_of(a_row(original), a_row(whole)).unpaid()) == []


def test_a_replaced_confirmation_is_not_listed_as_unpaid():
    receipt = an_issued("PS 1/11/2026", kind=Kind.RECEIPT, **UNPAID)

    assert list(the_sums_of(a_row(receipt, **replaced_by(an_issued()))).unpaid()) == []


def test_a_document_issued_in_a_later_month_counts_for_vat_only():
    summary = the_sums_of(
        a_row(an_issued("AL 1/12/2026", on=date(2026, 12, 3), lines=MUGS, paid_at=date(2026, 11, 30)))
    )

    assert summary.fields["2026-11"]["K_20"] == Decimal("11.21")
    assert summary.series == {}


def test_series_are_listed_with_their_numbers_and_gaps():
    entries = [NumberEntry("AL", "2026-11", n, f"AL {n}/11/2026", f"d-{n}") for n in (1, 2, 4)]
    numbers = series_of_month(entries, NOVEMBER)

    assert section(the_sums_of(), "Numeracja", numbers) == [
        ("AL", "2026-11", "AL 1/11/2026", "AL 4/11/2026", 3, 0, "3")
    ]


@pytest.mark.parametrize(("ordinals", "gaps"), [((1, 2), "bez luk"), ((1, 4), "2–3"), ((1, 3, 6), "2, 4–5")])
def test_gaps_are_shown_as_ranges(ordinals, gaps):
    entries = [NumberEntry("AL", "2026-11", n, f"AL {n}/11/2026", f"d-{n}") for n in ordinals]

    assert section(the_sums_of(), "Numeracja", series_of_month(entries, NOVEMBER))[0][-1] == gaps


def test_the_numbers_sheet_has_every_number_with_its_document_or_the_reason():
    entries = [
        NumberEntry("AL", "2026-11", 1, "AL 1/11/2026", "d-1", Kind.INVOICE, date(2026, 11, 24)),
        NumberEntry("AL", "2026-11", 2, "AL 2/11/2026", void_reason="numeracja przesunięta na 3"),
    ]
    _, first, second = number_sheet(series_of_month(entries, NOVEMBER))

    assert first == ("AL", "2026-11", 1, "AL 1/11/2026", "Faktura", date(2026, 11, 24), "d-1", None)
    assert second[-2:] == (None, "numeracja przesunięta na 3")


def test_sections_of_an_empty_month_say_none():
    for title in ("Kwoty do JPK", "Dokumenty wystawione", "Numeracja", "Zbiorcze", "Sprzedaż OSS", "Nieopłacone"):
        assert section(the_sums_of(), title) == [(NOTHING,)]


def test_documents_without_a_pdf_are_named():
    summary = the_sums_of(a_row(an_issued()))
    summary.without_pdf.append("AL 1/11/2026")

    assert section(summary, "Dokumenty bez pliku (brak PDF)") == [("AL 1/11/2026",)]


def test_unknown_amounts_add_nothing():
    sums = Sums()
    sums.add(None, None, Decimal("1.00"))

    assert (sums.documents, sums.net, sums.gross) == (1, Decimal("0.00"), Decimal("1.00"))
