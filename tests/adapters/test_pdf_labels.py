"""Labels in two languages, and amounts in words."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.adapters.pdf import render
from invoicing.adapters.pdf.labels import TABLES, labels_in
from invoicing.adapters.pdf.words import amount_in_words
from invoicing.domain.documents import reference_to
from invoicing.domain.kinds import GENITIVES, KINDS_OF_SALES, Kind, title_of
from tests.adapters.pdf_reading import READERS, Reader
from tests.adapters.pdf_samples import a_document, an_unpaid_document

POLISH, ENGLISH = (json.loads((TABLES / f"{language}.json").read_text()) for language in ("pl", "en"))
PLACES = re.compile(r"{\w+}")


def test_both_languages_have_every_label_with_the_same_places_to_fill() -> None:
    assert POLISH.keys() == ENGLISH.keys() - {"kinds", "corrected_kinds"}
    assert ENGLISH["kinds"].keys() == {*Kind, "receipt_correction", "bill_correction"}
    assert ENGLISH["corrected_kinds"].keys() == set(Kind)
    assert POLISH["countries"].keys() == ENGLISH["countries"].keys()
    for key, label in POLISH.items():
        if isinstance(label, str):
            assert PLACES.findall(label) == PLACES.findall(ENGLISH[key])


@pytest.mark.parametrize("kind", KINDS_OF_SALES)
def test_polish_titles_are_the_domain_s(kind: Kind) -> None:
    document = a_document(kind=kind, number="1")
    correction = replace(document, kind=Kind.CORRECTION, corrects=reference_to(document))

    assert labels_in(("pl",)).titles(document) == [f"{title_of(kind)} nr 1"]
    assert labels_in(("pl",)).titles(correction) == [f"{title_of(Kind.CORRECTION, kind)} nr 1"]
    assert labels_in(("pl",)).titles(replace(correction, number=None)) == [title_of(Kind.CORRECTION, kind)]


@pytest.mark.parametrize(
    ("kind", "title", "corrected"),
    [
        (Kind.INVOICE, "Corrective invoice No. 1", "to invoice No. 1 of 24.11.2026"),
        (Kind.MARGIN_INVOICE, "Corrective invoice No. 1", "to margin scheme invoice No. 1 of 24.11.2026"),
        (Kind.RECEIPT, "Correction of sales confirmation No. 1", "to sales confirmation No. 1 of 24.11.2026"),
        (Kind.BILL, "Correction of bill No. 1", "to bill No. 1 of 24.11.2026"),
    ],
)
def test_a_correction_is_named_after_what_it_corrects(kind: Kind, title: str, corrected: str) -> None:
    document = a_document(kind=kind, number="1")
    correction = replace(document, kind=Kind.CORRECTION, corrects=reference_to(document))

    assert labels_in(("en",)).titles(correction) == [title]
    assert labels_in(("en",)).corrected(reference_to(document)) == [corrected]
    assert labels_in(("pl",)).corrected(replace(reference_to(document), issue_date=None)) == [
        f"do {GENITIVES[kind]} nr 1"
    ]


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_two_languages_stand_side_by_side(read: Reader) -> None:
    text = read(render(an_unpaid_document(), languages=("pl", "en")))[0]

    for words in (
        "Faktura nr AL 1/11/2026 Invoice No. AL 1/11/2026",
        "Data otrzymania zapłaty Date of payment received 23.11.2026",
        "Sprzedawca / Seller",
        "Do zapłaty / To pay 144,74 zł",
        "one hundred and forty-four zlotys, seventy-four groszy",
        "Strona 1 z 1 / Page 1 of 1",
    ):
        assert words in text


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_one_language_prints_no_other(read: Reader) -> None:
    polish = read(render(an_unpaid_document()))[0]
    english = read(render(an_unpaid_document(), languages=("en",)))[0]

    assert "Invoice" not in polish
    assert "Faktura" not in english
    assert english.startswith("Invoice No. AL 1/11/2026 Issue date 24.11.2026 Date of payment received 23.11.2026")


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("0.01", "PLN", "zero złotych, jeden grosz"),
        ("1", "PLN", "jeden złoty, zero groszy"),
        ("2.02", "PLN", "dwa złote, dwa grosze"),
        ("5.05", "PLN", "pięć złotych, pięć groszy"),
        ("12.14", "PLN", "dwanaście złotych, czternaście groszy"),
        ("22.22", "PLN", "dwadzieścia dwa złote, dwadzieścia dwa grosze"),
        ("100.00", "PLN", "sto złotych, zero groszy"),
        ("112", "PLN", "sto dwanaście złotych, zero groszy"),
        ("1001.21", "PLN", "tysiąc jeden złotych, dwadzieścia jeden groszy"),
        ("5000.1", "PLN", "pięć tysięcy złotych, dziesięć groszy"),
        ("22000", "PLN", "dwadzieścia dwa tysiące złotych, zero groszy"),
        ("2000000", "PLN", "dwa miliony złotych, zero groszy"),
        ("1.01", "EUR", "jeden euro, jeden cent"),
        ("1234.56", "EUR", "tysiąc dwieście trzydzieści cztery euro, pięćdziesiąt sześć centów"),
    ],
)
def test_amounts_are_said_in_correct_polish(amount: str, currency: str, words: str) -> None:
    assert amount_in_words(Decimal(amount), currency, ("pl",)) == [words]
