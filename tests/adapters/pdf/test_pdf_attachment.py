"""The attached JSON has everything that is printed, and no more."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.adapters.pdf.attachment import attachment_of
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.document import NEVER_PRINTED, Document, ExchangeRate, Message
from invoicing.domain.documents.kind import Kind
from tests.adapters.pdf.pdf_samples import COMPANY, a_correction, a_document, a_line, some_lines

ONE_LESS = (LineCorrection(line=3, quantity=Decimal(2)),)


def attached(document: Document) -> dict[str, Any]:
    """Return the attachment of a document, read back."""
    plain: dict[str, Any] = json.loads(attachment_of(document))
    return plain


def test_an_invoice_is_attached_with_its_lines_and_the_table_per_rate() -> None:
    shown = attached(a_document(buyer=COMPANY, lines=some_lines(3, gtu="GTU_06")))

    assert shown["number"] == "AL 1/11/2026"
    assert shown["buyer"]["nip"] == COMPANY.nip
    assert shown["lines"][2]["gross"] == "78.57"
    assert shown["lines"][2]["gtu"] == "GTU_06"
    assert shown["totals"]["by_rate"] == [{"vat_rate": "23", "net": "117.67", "vat": "27.07", "gross": "144.74"}]


@pytest.mark.parametrize(
    "document",
    [
        a_document(kind=Kind.RECEIPT, buyer=COMPANY),
        a_document(kind=Kind.BILL, lines=some_lines(3, vat_rate="zw")),
        a_document(lines=some_lines(3, vat_rate="zw")),
        a_document(kind=Kind.MARGIN_INVOICE, lines=some_lines(3, vat_rate="marza")),
        a_correction(a_document(kind=Kind.RECEIPT, buyer=COMPANY), lines=ONE_LESS),
        a_correction(a_document(kind=Kind.MARGIN_INVOICE, lines=some_lines(3, vat_rate="marza")), lines=ONE_LESS),
    ],
    ids=["receipt", "bill", "exempt", "margin", "corrected receipt", "corrected margin"],
)
def test_a_document_without_printed_vat_has_none_in_its_data(document: Document) -> None:
    text = attachment_of(document).decode()

    assert '"gross":' in text
    for forbidden in ("vat_rate", '"net"', '"vat"', "by_rate", "marza", "27.07"):
        assert forbidden not in text


@pytest.mark.parametrize("changes", [{"lines": ONE_LESS}, {"buyer": replace(COMPANY, name="Inna nazwa")}])
def test_a_confirmation_never_has_the_buyer_s_tax_number(changes: dict[str, Any]) -> None:
    receipt = a_document(kind=Kind.RECEIPT, buyer=COMPANY)

    for document in (receipt, a_correction(receipt, **changes)):
        assert str(COMPANY.nip) not in attachment_of(document).decode()
        assert attached(document)["seller"]["nip"] == "5260250274"


def test_data_for_the_seller_only_are_not_attached() -> None:
    lines = (a_line(0, purchase_price=Decimal("7.77"), subsidy=Decimal("6.66"), annex15=True),)
    text = attachment_of(a_document(lines=lines, internal_notes="TYLKO DLA MNIE")).decode()

    for forbidden in ("7.77", "6.66", "annex15", "TYLKO DLA MNIE"):
        assert forbidden not in text


def test_the_net_of_margin_goods_is_not_revealed_by_a_sum() -> None:
    totals = attached(a_document(lines=(a_line(0, vat_rate="marza"), a_line(1))))["totals"]

    assert totals["by_rate"] == [{"vat_rate": "23", "net": "37.54", "vat": "8.64", "gross": "46.18"}]
    assert (totals["net"], totals["vat"], totals["gross"]) == ("37.54", "8.64", "66.17")


def test_a_correction_is_attached_with_before_after_and_difference() -> None:
    shown = attached(a_correction(a_document(), lines=ONE_LESS))

    assert shown["corrects"] == {
        "kind": "invoice",
        "number": "AL 1/11/2026",
        "issue_date": "2026-11-24",
        "ksef_number": None,
    }
    assert shown["reason"] == "zwrot towaru (odstąpienie od umowy)"
    (change,) = shown["changes"]
    assert (change["line"], change["before"]["quantity"], change["after"]["quantity"]) == (3, "3", "2")
    assert change["difference"] == {"quantity": "-1", "gross": "-26.19"}
    assert shown["before"]["totals"]["gross"] == "144.74"
    assert shown["after"]["totals"]["gross"] == "118.55"
    assert shown["totals"]["gross"] == "-26.19"
    assert shown["refund"] == "26.19"
    assert "lines" not in shown


def test_vat_in_zloty_comes_with_its_exchange_rate() -> None:
    rate = ExchangeRate(rate=Decimal("4.25"), table="A", date=date(2026, 11, 20))
    shown = attached(a_document(currency="EUR", exchange_rate=rate))

    assert shown["exchange_rate"] == {"rate": "4.25", "table": "A", "date": "2026-11-20"}
    assert shown["totals"]["vat_pln"] == "115.05"
    assert "net_pln" not in shown["totals"]


def test_fields_that_are_never_printed_are_not_attached_either() -> None:
    document = a_document(internal_notes="tajne", message=Message(subject="tajne", body="tajne"))
    assert not set(NEVER_PRINTED) & attached(document).keys()
    assert b"tajne" not in attachment_of(document)
