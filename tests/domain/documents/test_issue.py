"""What issuing fixes, and the day when the tax of a document falls due (art. 19a, 21, 29a)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from invoicing.domain.documents.correction import CorrectionRequest, LineCorrection, correction_of
from invoicing.domain.documents.document import Ksef, KsefChannel, Status
from invoicing.domain.documents.issue import PrintedNumber, issued, tax_point_of
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import VatStatus
from tests.builders import COMPANY, NOW, a_draft, a_line, a_seller, sold_by

TODAY = NOW.date()
PAID, SUPPLIED = date(2026, 11, 20), date(2026, 11, 22)
NOTHING = Decimal("0.00")


def issue(draft, *, on=TODAY, at=NOW, is_waived=False, **settings):
    return issued(
        draft, PrintedNumber("AL", "AL 1/11/2026"), on=on, at=at, **sold_by(a_seller(**settings)), is_waived=is_waived
    )


@pytest.mark.parametrize(
    ("changes", "is_by_payment", "expected"),
    [
        ({"paid_at": PAID}, False, PAID),
        ({"paid_at": PAID, "supply_date": SUPPLIED}, False, PAID),
        ({"paid_at": SUPPLIED, "supply_date": PAID}, False, PAID),
        ({"paid": NOTHING, "paid_at": None, "supply_date": SUPPLIED}, False, SUPPLIED),
        ({"paid": NOTHING, "paid_at": None, "sale_date": PAID}, False, PAID),
        ({"paid": NOTHING, "paid_at": None, "sale_date": None}, False, None),
        ({"paid": NOTHING, "paid_at": PAID, "sale_date": None}, False, None),
        ({"paid_at": SUPPLIED, "supply_date": PAID}, True, SUPPLIED),
        ({"paid": NOTHING, "paid_at": None, "supply_date": PAID}, True, None),
        ({"paid_at": None, "sale_date": PAID}, False, PAID),
    ],
)
def test_tax_is_due_with_an_advance_else_with_the_supply_by_cash_method_when_paid(changes, is_by_payment, expected):
    assert tax_point_of(a_draft(**changes), TODAY, is_by_payment=is_by_payment) == expected


def a_correction(**line):
    original = issue(a_draft(lines=(a_line(quantity="3"),), paid_at=PAID, sale_date=PAID))
    request = CorrectionRequest(reason="pomyłka", lines=(LineCorrection(line=1, **line),))
    draft = correction_of(original, None, request, document_id="c", at=NOW, paid=original.paid)
    return issue(draft, on=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("line", "tax_point"),
    [
        ({"quantity": Decimal(2)}, date(2026, 12, 1)),
        ({"unit_gross": Decimal("18.00")}, date(2026, 12, 1)),
        ({"vat_rate": "8"}, date(2026, 12, 1)),
        ({"quantity": Decimal(4)}, PAID),
        ({"unit_gross": Decimal("21.00")}, PAID),
    ],
)
def test_lowering_the_tax_counts_at_issue_and_raising_it_where_the_original_did(line, tax_point):
    """Art. 29a ust. 13, 14 and 17: a rate that was too high lowers the tax though the total stays."""
    assert a_correction(**line).tax_point == tax_point


def test_issuing_fixes_the_number_the_dates_the_seller_and_the_channel():
    document = issue(a_draft(buyer=COMPANY, paid_at=PAID), place="Gniezno")

    assert (document.status, document.version) == (Status.ISSUED, 2)
    assert (document.series, document.number) == ("AL", "AL 1/11/2026")
    assert (document.issue_date, document.issued_at, document.tax_point) == (TODAY, NOW, PAID)
    assert (document.place, document.seller) == ("Gniezno", a_seller().printed())
    assert document.ksef == Ksef(channel=KsefChannel.REQUIRED)


def test_a_proforma_has_no_sale_date_and_no_tax_point():
    document = issue(a_draft(kind=Kind.PROFORMA, paid_at=PAID))
    assert (document.sale_date, document.tax_point) == (None, None)
    assert document.ksef == Ksef(channel=KsefChannel.EXCLUDED)


def test_an_invoice_issued_under_the_exception_says_so_for_good():
    assert issue(a_draft(buyer=COMPANY), is_waived=True).ksef == Ksef(channel=KsefChannel.WAIVED_2026)


def test_what_was_calculated_is_calculated_again_and_never_taken_from_the_draft():
    spoiled = replace(a_draft(), totals=replace(a_draft().totals, gross=Decimal("1.00")), amount_due=Decimal("5.00"))
    document = issue(spoiled)
    assert (document.totals.gross, document.totals.vat, document.amount_due) == (
        Decimal("19.99"),
        Decimal("3.74"),
        NOTHING,
    )


@pytest.mark.parametrize("rate", ["zw", "marza", "oo", "np_1", "0_wdt"])
def test_exempt_goods_and_the_margin_scheme_never_show_vat(rate):
    lines = (a_line(vat_rate=rate, quantity="3"), a_line("B", "0.01", vat_rate=rate))
    document = issue(a_draft(lines=lines), vat_status=VatStatus.ACTIVE)

    assert document.totals.vat == sum(line.vat or 0 for line in document.lines) == 0
    assert document.totals.net == document.totals.gross
    assert [(row.vat, row.net) for row in document.totals.by_rate] == [(NOTHING, document.totals.gross)]


def test_the_issue_date_is_a_day_and_the_instant_is_kept_beside_it():
    at = datetime.fromisoformat("2026-12-31T23:30:00+00:00")
    document = issue(a_draft(), on=date(2026, 12, 31), at=at)
    assert (document.issue_date, document.issued_at) == (date(2026, 12, 31), at)
