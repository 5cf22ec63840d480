"""What is printed on a document, read back by two readers."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.adapters.pdf import render
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.parties import Address, Buyer
from tests.adapters.pdf.pdf_reading import READERS
from tests.adapters.pdf.pdf_samples import (
    COMPANY,
    PERSON,
    SELLER,
    a_document,
    a_draft,
    a_line,
    an_unpaid_document,
    some_lines,
)

Read = Callable[[Document], str]
NAMES = {
    "Polish": "Zażółć gęślą jaźń ZAŻÓŁĆ GĘŚLĄ JAŹŃ",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy Ň Ě Ů",
    "Slovak": "Kŕdeľ šťastných ďatľov učí pri ústí Váhu koňa obhrýzať kôru Ĺ Ŕ",
    "Hungarian": "Árvíztűrő tükörfúrógép ŐŰ",
    "German": "Falsches Üben von Xylophonmusik quält jeden größeren Zwerg",
    "Romanian": "Gheorghe, obezul, a reușit să obțină jucându-se un flux în Quebec Ș Ț",
    "Lithuanian": "Įlinkdama fechtuotojo špaga sublykčiojusi pragręžė apvalų arbūzą",
    "Vietnamese": "Nguyễn Thị Hạnh – Đường Lê Lợi, Ơ Ư",
    "Ukrainian": "Їжак Щедрий, вул. Ґонти 5",
    "punctuation": "„cudzysłów” – pauza — ‚tak’ … 3×4 · • № 5 ± ½ ² µm Ω 5″ ™ ® € − § °C",
}
MARKS = ("Faktura nr", "Data wystawienia", "Sprzedawca", "Nabywca", "Zamówienie Allegro nr", "Lp.", "Wartość netto")


@pytest.fixture(params=list(READERS.values()), ids=list(READERS))
def read(request: pytest.FixtureRequest) -> Read:
    """Read a rendered document with each reader."""
    return lambda document: " ".join(request.param(render(document)))


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_every_letter_of_a_name_can_be_copied(read: Read, name: str) -> None:
    """F-33: diacritics dropped or replaced."""
    short_name = " ".join(name.split()[:3])
    text = read(a_document(buyer=replace(PERSON, name=short_name), lines=(a_line(name=name),)))

    assert short_name in text
    assert name.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize(
    ("currency", "printed"),
    [
        ("PLN", "1 234,56 zł"),
        ("EUR", "1 234,56 €"),
        ("CZK", "1 234,56 Kč"),
        ("HUF", "1 234,56 Ft"),
        ("USD", "1 234,56 USD"),
    ],
)
def test_amounts_can_be_copied_with_their_currency(read: Read, currency: str, printed: str) -> None:
    """F-34: only the currency broke. The space inside is an ordinary one, so that searching for the amount works."""
    document = a_document(currency=currency, lines=(a_line(quantity=Decimal(1), unit_gross=Decimal("1234.56")),))

    assert f"Kwota należności ogółem {printed}" in read(document)


def test_texts_are_in_reading_order(read: Read) -> None:
    text = read(a_document())
    places = [text.index(mark) for mark in MARKS]

    assert places == sorted(places)
    assert "1 Kubek ceramiczny 330 ml „Dzień dobry” – biały [0] SKU KUB-000 1 szt. 19,99 23% 19,99 2 Etui" in text
    assert "Stawka VAT Wartość netto Kwota VAT Wartość brutto 23% 117,67 27,07 144,74" in text


def test_an_invoice_has_everything_required_by_law(read: Read) -> None:
    text = read(an_unpaid_document(buyer=COMPANY))

    for fact in (
        "Faktura nr AL 1/11/2026",
        "Data wystawienia 24.11.2026",
        "Data otrzymania zapłaty 23.11.2026",
        "Termin płatności 01.12.2026",
        "Miejsce wystawienia Poznań",
        f"Sprzedawca {SELLER.name} ul. Święty Marcin 12/5 61-803 Poznań NIP 5260250274",
        f"Nabywca {COMPANY.name} ul. Gęsia 4 00-950 Warszawa NIP 1234563218",
        "Zamówienie Allegro nr 29738e61-7f6a-11e8-ac45-09db60ede9d6",
        "Login kupującego Client:44193821",
        "Kwota należności ogółem 144,74 zł",
        "Do zapłaty 144,74 zł",
        "Słownie sto czterdzieści cztery złote, siedemdziesiąt cztery grosze",
        "Numer konta 61 1090 1014 0000 0712 1981 2874",
        "Tytuł przelewu AL 1/11/2026",
        "Strona 1 z 1",
    ):
        assert fact in text


def test_net_and_vat_are_only_in_the_vat_table(read: Read) -> None:
    document = a_document()
    text = read(document)

    assert all(f"{line.net}".replace(".", ",") not in text for line in document.lines)
    assert all(f"{line.vat}".replace(".", ",") not in text for line in document.lines)
    assert text.count("117,67") == text.count("27,07") == 1


@pytest.mark.parametrize("sale_date", [None, date(2026, 11, 24)])
def test_a_sale_date_is_not_printed_if_it_is_missing_or_the_issue_date(read: Read, sale_date: date | None) -> None:
    text = read(a_document(sale_date=sale_date))

    assert "Data otrzymania zapłaty" not in text


def test_a_draft_is_marked_on_each_page_and_has_no_number(read: Read) -> None:
    text = read(a_draft(lines=some_lines(60)))

    assert text.count("PODGLĄD – dokument niewystawiony") == 3
    assert "Faktura nr" not in text
    assert "PODGLĄD" not in read(a_document())


def test_an_unknown_vat_rate_of_a_draft_is_marked(read: Read) -> None:
    text = read(a_draft(lines=(a_line(0), a_line(1, vat_rate=None))))

    assert "23,09 ? 46,18" in text
    assert "Kwota należności ogółem 66,17 zł" in text


def test_the_bank_account_is_printed_only_while_something_is_due(read: Read) -> None:
    text = read(a_document(due_date=date(2026, 12, 1)))

    assert "Pozostało do zapłaty 0,00 zł" in text
    for forbidden in ("Numer konta", "1090", "Tytuł przelewu", "Termin płatności"):
        assert forbidden not in text


@pytest.mark.parametrize(
    "changes",
    [{"buyer": replace(PERSON, address=Address(street="Dlouhá 12", city="Praha", country="CZ"))}, {"currency": "EUR"}],
    ids=["a buyer abroad", "another currency"],
)
def test_a_buyer_abroad_or_in_another_currency_gets_an_iban(read: Read, changes: dict[str, Any]) -> None:
    assert "PL61 1090 1014 0000 0712 1981 2874" in read(an_unpaid_document(**changes))
    assert "PL61" not in read(an_unpaid_document())


@pytest.mark.parametrize(
    ("paid", "printed"),
    [
        ("144.74", "Zapłacono dnia 23.11.2026 144,74 zł Pozostało do zapłaty 0,00 zł"),
        ("100", "Zapłacono dnia 23.11.2026 100,00 zł Pozostało do zapłaty 44,74 zł"),
        ("150", "Zapłacono dnia 23.11.2026 150,00 zł Nadpłata 5,26 zł"),
        ("0", "Kwota należności ogółem 144,74 zł Do zapłaty 144,74 zł"),
    ],
)
def test_the_sums_show_what_was_paid_and_what_remains(read: Read, paid: str, printed: str) -> None:
    assert printed in read(a_document(paid=paid))


def test_countries_are_printed_if_the_buyer_is_abroad(read: Read) -> None:
    buyer = Buyer(
        name="Jiří Dvořák",
        tax_id="CZ12345678",
        address=Address(street="Dlouhá 12", postcode="110 00", city="Praha", country="CZ"),
    )
    text = read(a_document(buyer=buyer))

    assert "110 00 Praha Czechy / Czechia Nr VAT / VAT No. CZ12345678" in text
    assert "61-803 Poznań Polska" in text
    assert "Polska" not in read(a_document())


def test_markup_in_a_name_is_printed_unchanged(read: Read) -> None:
    """F-52: a name is text, whatever is in it."""
    name = "<b>Kubek</b> <img src=http://169.254.169.254> & \\(a) %s {nb} [[[numer]]]"

    assert name in read(a_document(lines=(a_line(name=name),)))


def test_annotations_and_notes_are_printed_word_for_word(read: Read) -> None:
    text = read(
        a_document(
            annotations=("mechanizm podzielonej płatności", "metoda kasowa"), notes="Pierwszy wers\n\nDrugi wers"
        )
    )

    assert "mechanizm podzielonej płatności metoda kasowa Uwagi Pierwszy wers Drugi wers" in text


def test_data_for_the_seller_only_are_not_printed(read: Read) -> None:
    text = read(
        a_document(internal_notes="TYLKO DLA MNIE", buyer=replace(PERSON, email="k@example.com", phone="+48 1"))
    )

    assert "TYLKO DLA MNIE" not in text
    assert "k@example.com" not in text
    assert "+48 1" not in text
