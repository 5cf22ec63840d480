"""Labels in two languages, and amounts in words."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.adapters.pdf import render
from invoicing.adapters.pdf.words.amounts import amount_in_words
from invoicing.adapters.pdf.words.labels import TABLES, labels_in
from invoicing.adapters.pdf.words.translating import languages_for
from invoicing.domain.documents.document import Document, FiscalReceipt, reference_to
from invoicing.domain.documents.kind import KINDS, KINDS_OF_SALES, Kind, genitive_of, title_of
from invoicing.domain.documents.parties import Address, Buyer
from invoicing.domain.documents.payment import PRINTED
from invoicing.domain.vat.line import Charge
from invoicing.domain.vat.margin import MarginProcedure
from tests.adapters.pdf.pdf_reading import READERS, Reader
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

POLISH, ENGLISH = (json.loads((TABLES / f"{language}.json").read_text()) for language in ("pl", "en"))
PLACEHOLDERS = re.compile(r"{\w+}")


def test_both_languages_have_every_label_with_the_same_placeholders() -> None:
    assert POLISH.keys() == ENGLISH.keys() - {"kinds", "corrected_kinds"}
    assert ENGLISH["kinds"].keys() == {*Kind, "receipt_correction", "bill_correction"}
    assert ENGLISH["corrected_kinds"].keys() == set(Kind)
    assert POLISH["countries"].keys() == ENGLISH["countries"].keys()
    for key, label in POLISH.items():
        if isinstance(label, str):
            assert PLACEHOLDERS.findall(label) == PLACEHOLDERS.findall(ENGLISH[key])


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
        f"do {genitive_of(kind)} nr 1"
    ]


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_two_languages_are_printed_side_by_side(read: Reader) -> None:
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
def test_amounts_are_in_correct_polish(amount: str, currency: str, words: str) -> None:
    assert amount_in_words(Decimal(amount), currency, ("pl",)) == [words]


ABROAD = Buyer(name="Jiří Dvořák", address=Address(street="Dlouhá 12", postcode="110 00", city="Praha", country="CZ"))


@pytest.mark.parametrize(
    ("document", "languages"),
    [
        (a_document(), ("pl",)),
        (a_document(buyer=ABROAD), ("pl", "en")),
        (a_correction(a_document(buyer=ABROAD), buyer=PERSON), ("pl", "en")),
        (a_correction(a_document(), buyer=ABROAD), ("pl", "en")),
    ],
    ids=["at home", "abroad", "no longer abroad", "abroad after all"],
)
def test_the_buyer_s_country_decides_the_languages(document: Document, languages: tuple[str, ...]) -> None:
    assert languages_for(document) == languages
    assert render(document) == render(document, languages=languages)


SALES = (
    replace(a_document(), fiscal_receipt=FiscalReceipt(number="W123", date=date(2026, 11, 23))),
    a_document(buyer=COMPANY, lines=some_lines(1, unit_gross=Decimal(20_000), annex15=True)),
    *(a_document(lines=some_lines(1, vat_rate=rate)) for rate in ("zw", "oo", "SK:23", "FI:25.5")),
    *(
        a_document(kind=Kind.MARGIN_INVOICE, lines=some_lines(1, vat_rate="marza"), margin_procedure=procedure)
        for procedure in MarginProcedure
    ),
    *(a_document(kind=kind) for kind in Kind if KINDS[kind].required_sentence),
)


@pytest.mark.parametrize(
    "document", SALES, ids=lambda document: annotated(document, vat_basis="art. 113").annotations[0]
)
def test_every_annotation_required_by_law_has_a_translation(document: Document) -> None:
    sentences = annotated(document, vat_basis="art. 113 ust. 1 ustawy o VAT", cash_method=True).annotations

    assert sentences
    for sentence in sentences:
        polish, english = labels_in(("pl", "en")).translations(sentence)
        assert polish == sentence
        assert not set("ąćęłńóśźż") & set(english)


@pytest.mark.parametrize(
    ("polish", "english"),
    [
        *((way, None) for way in PRINTED.values()),
        ("Zwolnienie z VAT: art. 113 ust. 1", "Exempt from VAT: art. 113 ust. 1"),
        ("Faktura do paragonu nr W/1 z dnia 1.12.2026", "Invoice to fiscal receipt No. W/1 of 1.12.2026"),
        ("Stawka VAT kraju konsumpcji: Czechy 21 %", "VAT rate of the country of consumption: Czechia 21 %"),
        ("Kaucja (system kaucyjny) 3 × 0,50 zł", "Deposit (deposit return scheme) 3 × 0,50 zł"),
        ("Dostawa – Allegro Paczkomaty {InPost}", "Delivery – Allegro Paczkomaty {InPost}"),
        ("szt.", "pcs"),
        ("Kubek", "Kubek"),
    ],
)
def test_standard_texts_are_translated_and_others_are_not(polish: str, english: str | None) -> None:
    texts = labels_in(("en",)).translations(polish)

    assert texts == [english] if english else texts != [polish] or polish == "Allegro Pay"


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_a_buyer_abroad_reads_each_sentence_twice(read: Reader) -> None:
    lines = (a_line(0, vat_rate="zw"), a_line(7, name="Dostawa – Zásilkovna", unit="usł."))
    document = a_document(
        buyer=ABROAD, lines=lines, charges=(Charge(reason="Kaucja (system kaucyjny) 0,50 zł", amount=Decimal("0.5")),)
    )
    text = " ".join(read(render(annotated(document, vat_basis="art. 43 ust. 1 pkt 2"))))

    for words in (
        "Zwolnienie z VAT: art. 43 ust. 1 pkt 2 / Exempt from VAT: art. 43 ust. 1 pkt 2",
        "zw – exempt from VAT",
        "Dostawa – Zásilkovna Delivery – Zásilkovna",
        "szt. / pcs",
        "usł. / service",
        "Deposit (deposit return scheme) 0,50 zł",
        "Electronic payment through Allegro (PayU / Przelewy24)",
        "Czechy / Czechia",
    ):
        assert words in text
