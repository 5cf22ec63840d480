"""What is printed on a correction: before, after and the difference, read back by two readers."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from invoicing.adapters.pdf import render
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address
from invoicing.domain.vat.line import Charge
from tests.adapters.pdf.pdf_reading import READERS
from tests.adapters.pdf.pdf_samples import (
    COMPANY,
    PERSON,
    a_correction,
    a_document,
    a_line,
    an_unpaid_document,
    annotated,
    some_lines,
)

Read = Callable[[Document], str]
MUGS = (a_line(0, name="Kubek", quantity=Decimal(3), unit_gross=Decimal("19.99"), sku=None),)
ONE_BACK = (LineCorrection(line=1, quantity=Decimal(2)),)


@pytest.fixture(params=list(READERS.values()), ids=list(READERS))
def read(request: pytest.FixtureRequest) -> Read:
    """Read a rendered document with each reader."""
    return lambda document: " ".join(request.param(render(document)))


def test_it_says_which_document_it_corrects_and_why(read: Read) -> None:
    text = read(a_correction(a_document(lines=MUGS), lines=ONE_BACK))

    assert text.startswith("Faktura korygująca nr AL-K 1/11/2026 do faktury nr AL 1/11/2026 z dnia 24.11.2026 Data")
    assert "Data wystawienia 30.11.2026 Data otrzymania zapłaty 23.11.2026" in text
    assert "Przyczyna korekty zwrot towaru (odstąpienie od umowy)" in text


def test_it_prints_the_invoice_s_number_in_ksef(read: Read) -> None:
    correction = a_correction(a_document(lines=MUGS), lines=ONE_BACK)
    assert correction.corrects
    number = "1111111111-20261124-0A1B2C3D4E5F-C5"

    assert f"Numer KSeF faktury korygowanej {number}" in read(
        replace(correction, corrects=replace(correction.corrects, ksef_number=number))
    )
    assert "KSeF" not in read(correction)


def test_a_changed_line_is_printed_before_after_and_with_the_difference(read: Read) -> None:
    text = read(a_correction(a_document(lines=MUGS), lines=ONE_BACK))

    assert (
        "1 Kubek Przed korektą 3 szt. 19,99 23% 59,97 Po korekcie 2 szt. 19,99 23% 39,98 Różnica -1 szt. -19,99"
    ) in text


def test_net_and_vat_are_only_in_the_table_per_rate_in_three_states(read: Read) -> None:
    """The difference is table(after) - table(before): -3,73, not the -3,74 of 19,99 alone."""
    text = read(a_correction(a_document(lines=MUGS), lines=ONE_BACK))

    assert (
        "Przed korektą 23% 48,76 11,21 59,97 Po korekcie 23% 32,50 7,48 39,98 Różnica 23% -16,26 -3,73 -19,99 "
        "Razem przed korektą 59,97 zł Razem po korekcie 39,98 zł Różnica -19,99 zł Do zwrotu 19,99 zł"
    ) in text
    assert "3,74" not in text
    assert text.count("3,73") == text.count("16,26") == 1


def test_a_changed_price_has_its_difference(read: Read) -> None:
    text = read(a_correction(a_document(lines=MUGS), lines=(LineCorrection(line=1, unit_gross=Decimal("21.00")),)))

    assert "Po korekcie 3 szt. 21,00 23% 63,00 Różnica 1,01 3,03" in text
    assert "Różnica 3,03 zł Do dopłaty 3,03 zł" in text
    assert "Słownie trzy złote, trzy grosze" in text
    assert "Numer konta 61 1090 1014 0000 0712 1981 2874" in text


def test_a_changed_rate_moves_from_one_row_to_the_other(read: Read) -> None:
    text = read(a_correction(a_document(lines=MUGS), lines=(LineCorrection(line=1, vat_rate="8"),)))

    assert "Przed korektą 3 szt. 19,99 23% 59,97 Po korekcie 3 szt. 19,99 8% 59,97 Różnica 0,00" in text
    assert "Różnica 23% -48,76 -11,21 -59,97 8% 55,53 4,44 59,97 Razem 6,77 -6,77 0,00" in text
    for forbidden in ("Do zwrotu", "Do dopłaty", "Słownie"):
        assert forbidden not in text


def test_unchanged_lines_are_not_repeated(read: Read) -> None:
    """Even if their share of the VAT moves by a grosz because another line changes."""
    text = read(a_correction(a_document(), lines=(LineCorrection(line=1, quantity=Decimal(0)),)))

    assert "[0] SKU KUB-000 Przed korektą 1 szt." in text
    assert "[1]" not in text
    assert "[2]" not in text


def test_lines_keep_their_numbers_of_the_corrected_document(read: Read) -> None:
    text = read(a_correction(a_document(), lines=(LineCorrection(line=3, quantity=Decimal(1)),)))

    assert "Wartość brutto 3 Koc z mikrofibry" in text


def test_a_whole_return_leaves_nothing(read: Read) -> None:
    text = read(a_correction(a_document(lines=some_lines(4)), whole=True))

    assert [text.count(f"[{number}]") for number in range(4)] == [1] * 4
    assert "Po korekcie Razem 0,00 0,00 0,00 Różnica 23% -141,49 -32,54 -174,03" in text
    assert "Razem po korekcie 0,00 zł Różnica -174,03 zł Do zwrotu 174,03 zł" in text
    assert "Słownie sto siedemdziesiąt cztery złote, trzy grosze" in text


def test_a_whole_return_refunds_the_deposit(read: Read) -> None:
    deposit = Charge(reason="Kaucja (system kaucyjny) 3 × 0,50 zł", amount=Decimal("1.50"))
    original = a_document(lines=MUGS, charges=(deposit,))
    text = read(a_correction(original, whole=True))

    assert "Różnica -59,97 zł Kaucja (system kaucyjny) 3 × 0,50 zł -1,50 zł Do zwrotu 61,47 zł" in text
    assert "Kaucja" not in read(a_correction(original, lines=ONE_BACK)), "it is unchanged"


def test_unpaid_amounts_are_not_refunded(read: Read) -> None:
    original = an_unpaid_document(lines=MUGS)
    text = read(a_correction(original, lines=ONE_BACK))

    assert "Różnica -19,99 zł Pozostało do zapłaty 39,98 zł" in text
    assert "Do zwrotu" not in text
    assert "Do zwrotu 0,00 zł" in read(a_correction(original, whole=True))
    assert "Do zwrotu 10,02 zł" in read(a_correction(original, lines=ONE_BACK, paid=Decimal("50.00")))


def test_a_second_correction_starts_from_the_result_of_the_first(read: Read) -> None:
    original = a_document(lines=MUGS)
    first = a_correction(original, lines=ONE_BACK)
    text = read(a_correction(original, last=first, whole=True))

    assert "do faktury nr AL 1/11/2026 z dnia 24.11.2026" in text
    assert "Przed korektą 2 szt. 19,99 23% 39,98 Po korekcie 0 szt. 19,99 23% 0,00 Różnica -2 szt. -39,98" in text
    assert "Przed korektą 23% 32,50 7,48 39,98" in text


def test_the_buyer_s_data_are_printed_before_and_after_if_they_differ(read: Read) -> None:
    moved = replace(
        COMPANY, name="ŁĄCZNOŚĆ SA", address=Address(street="ul. Krucza 7", postcode="00-512", city="Warszawa")
    )
    text = read(a_correction(a_document(buyer=COMPANY), reason="zła nazwa", buyer=moved))

    assert (
        f"Dane nabywcy przed korektą {COMPANY.name} ul. Gęsia 4 00-950 Warszawa NIP 1234563218 "
        "Dane nabywcy po korekcie ŁĄCZNOŚĆ SA ul. Krucza 7 00-512 Warszawa NIP 1234563218"
    ) in text
    assert "Razem przed korektą 144,74 zł Razem po korekcie 144,74 zł Różnica 0,00 zł" in text
    for forbidden in ("Nazwa towaru", "Stawka VAT", "Do zwrotu", "Słownie"):
        assert forbidden not in text


def test_unprinted_data_of_a_buyer_make_no_difference(read: Read) -> None:
    correction = a_correction(a_document(lines=MUGS), lines=ONE_BACK, buyer=replace(PERSON, email="a@example.com"))

    assert f"Nabywca {PERSON.name}" in read(correction)
    assert "Dane nabywcy" not in read(correction)


def test_a_changed_name_is_printed_in_both_states(read: Read) -> None:
    correction = a_correction(a_document(lines=MUGS), lines=ONE_BACK)
    text = read(replace(correction, lines=(replace(correction.lines[0], name="Kubek duży"),)))

    assert "1 Kubek Przed korektą Kubek 3 szt." in text
    assert "Po korekcie Kubek duży 2 szt." in text


@pytest.mark.parametrize(
    ("kind", "title", "corrected"),
    [
        (Kind.RECEIPT, "Korekta potwierdzenia sprzedaży nr", "do potwierdzenia sprzedaży nr AL 1/11/2026"),
        (Kind.BILL, "Korekta rachunku nr", "do rachunku nr AL 1/11/2026"),
        (Kind.MARGIN_INVOICE, "Faktura korygująca nr", "do faktury VAT marża nr AL 1/11/2026"),
    ],
)
def test_it_shows_no_more_than_the_corrected_document(read: Read, kind: Kind, title: str, corrected: str) -> None:
    rate = {Kind.BILL: "zw", Kind.MARGIN_INVOICE: "marza"}.get(kind, "23")
    text = read(annotated(a_correction(a_document(kind=kind, lines=some_lines(3, vat_rate=rate)), whole=True)))

    assert text.startswith(title)
    assert f"{corrected} z dnia 24.11.2026" in text
    assert "Przed korektą 1 szt. 19,99 19,99 Po korekcie 0 szt. 19,99 0,00 Różnica -1 szt. -19,99" in text
    assert "Do zwrotu 144,74 zł" in text
    for forbidden in ("Stawka", "Kwota VAT", "netto", "brutto", "23%", "117,67", "27,07", " zw ", "marża 19"):
        assert forbidden not in text
    assert ("procedura marży" in text) == (kind is Kind.MARGIN_INVOICE)


@pytest.mark.parametrize("buyer", [COMPANY, replace(COMPANY, name="Inna nazwa")], ids=["same buyer", "other name"])
def test_a_corrected_confirmation_has_no_tax_number_either(read: Read, buyer: Any) -> None:
    text = read(a_correction(a_document(kind=Kind.RECEIPT, buyer=COMPANY, lines=MUGS), lines=ONE_BACK, buyer=buyer))

    assert COMPANY.name in text
    assert str(COMPANY.nip) not in text
    assert "aktura" not in text


def test_a_corrected_mixed_basket_shows_the_vat_of_its_ordinary_goods_only(read: Read) -> None:
    original = a_document(lines=(a_line(0, vat_rate="marza"), a_line(1)))
    whole = read(a_correction(original, whole=True))
    margin_only = read(a_correction(original, lines=(LineCorrection(line=1, quantity=Decimal(0)),)))

    assert (
        "Przed korektą 23% 37,54 8,64 46,18 Po korekcie Razem 0,00 0,00 0,00 Różnica 23% -37,54 -8,64 -46,18" in whole
    )
    assert "Przed korektą 1 szt. 19,99 marża 19,99" in margin_only
    assert "Wartość netto" not in margin_only


def test_only_codes_of_changed_goods_are_repeated(read: Read) -> None:
    lines = (a_line(0, gtu="GTU_06"), a_line(1, gtu="GTU_07"), a_line(2))
    text = read(a_correction(a_document(lines=lines), lines=(LineCorrection(line=2, quantity=Decimal(0)),)))

    assert "GTU_07 Strona" in text
    assert "GTU_06" not in text
