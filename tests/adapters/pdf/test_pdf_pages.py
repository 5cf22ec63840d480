"""Layout of documents of every length."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest

from invoicing.adapters.pdf import render
from invoicing.adapters.pdf.composing import sheets_of
from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import FINE, LEFT, PAGE_HEIGHT, RIGHT, SUM, SUM_NAME
from invoicing.adapters.pdf.drawing.typesetting import width_of
from invoicing.adapters.pdf.words.labels import labels_in
from invoicing.domain.documents.document import Document, ExchangeRate
from invoicing.domain.documents.kind import Kind
from invoicing.domain.vat.line import Charge
from tests.adapters.pdf.pdf_reading import READERS, Reader
from tests.adapters.pdf.pdf_samples import (
    COMPANY,
    a_correction,
    a_document,
    a_draft,
    a_line,
    an_unpaid_document,
    some_lines,
)

HEAD = "Nazwa towaru lub usługi"
TOTAL = "Kwota należności ogółem"
EVERY_READER = pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
LONG_NAME = ("Zażółć gęślą jaźń i źródło światła " * 60)[:2000]
LARGEST = Decimal("44444444.44")
MANY_RATES = tuple(a_line(n, vat_rate=rate) for n, rate in enumerate(("23", "8", "5", "0", "zw", "np_1", "oo")))
COMPANY_WITHOUT_NIP = replace(COMPANY, nip=None)
RATE = ExchangeRate(rate=Decimal("0.1742"), table="A", date=date(2026, 11, 10))
DEPOSIT = Charge(reason="Kaucja", amount=Decimal("3.00"))


def long_document(**changes: object) -> Document:
    """Return a document with everything as long as possible."""
    return an_unpaid_document(
        **{
            "buyer": replace(COMPANY, name=LONG_NAME),
            "lines": (
                a_line(0, name=LONG_NAME, sku="S" * 90, unit="opakowanie zbiorcze", unit_gross=LARGEST),
                a_line(1, name="Ż" * 200, quantity=Decimal("1234.125"), vat_rate="8"),
            ),
            "charges": (Charge(reason="Kaucja za bardzo wiele opakowań zwrotnych " * 2, amount=LARGEST),),
            "payment_method": "Przelew tradycyjny albo elektroniczny " * 5,
            "notes": "Uwaga pierwsza, dość długa. " * 300,
            **changes,
        }
    )


def long_correction() -> Document:
    """Return a correction with everything as long as possible."""
    original = long_document(number="F" * 90)
    correction = a_correction(original, reason="Bardzo długa przyczyna " * 11, whole=True, paid=original.to_pay)
    lines = (replace(correction.lines[0], name=LONG_NAME[::-1]), *correction.lines[1:])
    return replace(correction, lines=lines, buyer=replace(original.buyer, name=LONG_NAME[::-1]))


@EVERY_READER
@pytest.mark.parametrize("count", [1, 30, 31, 300])
def test_every_line_is_printed_once_under_headings_and_the_totals_once_at_the_end(read: Reader, count: int) -> None:
    """F-36: rows split, headings lost, totals repeated."""
    pages = read(render(a_document(lines=some_lines(count))))
    text = " ".join(pages)

    assert [text.count(f"[{number}]") for number in range(count)] == [1] * count
    assert all(HEAD in page for page in pages)
    assert text.count(TOTAL) == pages[-1].count(TOTAL) == 1
    assert f"[{count - 1}]" in pages[-1]
    assert [page.count(f"Strona {number} z {len(pages)}") for number, page in enumerate(pages, 1)] == [1] * len(pages)


@EVERY_READER
def test_a_further_page_is_headed_by_the_document_s_title(read: Reader) -> None:
    pages = read(render(a_document(lines=some_lines(60))))

    assert len(pages) == 3
    assert all(page.startswith("Faktura nr AL 1/11/2026") for page in pages)


@EVERY_READER
def test_a_very_long_name_is_printed_whole(read: Reader) -> None:
    """F-36: 2,000 characters, and a word of 200 letters without a break."""
    text = " ".join(read(render(long_document()))).replace(" ", "")

    assert text.count(LONG_NAME.replace(" ", "")) == 2, "the buyer and the line"
    assert "Ż" * 200 in text
    assert "S" * 90 in text


@EVERY_READER
def test_a_row_taller_than_a_page_continues_overleaf(read: Reader) -> None:
    name = " ".join(f"słowo{number}" for number in range(1200))
    pages = read(render(a_document(lines=(a_line(0, name=name),))))
    text = " ".join(pages)

    assert len(pages) >= 3
    assert all(text.count(f"{word} ") == 1 for word in name.split())
    assert "słowo1199 " in pages[-1]
    assert text.count("1 szt. 19,99 23% 19,99") == 1


@EVERY_READER
def test_long_notes_continue_overleaf(read: Reader) -> None:
    notes = "\n".join(f"uwaga {number}." for number in range(150))
    pages = read(render(a_document(notes=notes)))
    text = " ".join(pages)

    assert len(pages) > 2
    assert all(f"uwaga {number}." in text for number in range(150))


@pytest.mark.parametrize(
    ("document", "main_amount"),
    [
        (a_document(), ("Kwota należności ogółem", "144,74 zł")),
        (an_unpaid_document(), ("Do zapłaty", "144,74 zł")),
        (a_document(paid="100"), ("Pozostało do zapłaty", "44,74 zł")),
        (a_document(charges=(DEPOSIT,)), ("Do zapłaty łącznie", "147,74 zł")),
        (an_unpaid_document(charges=(DEPOSIT,)), ("Do zapłaty łącznie", "147,74 zł")),
        (an_unpaid_document(kind=Kind.RECEIPT), ("Do zapłaty", "144,74 zł")),
        (a_correction(a_document(), whole=True), ("Do zwrotu", "144,74 zł")),
        (a_correction(a_document(), buyer=COMPANY_WITHOUT_NIP), ("Różnica", "0,00 zł")),
    ],
)
def test_the_main_amount_is_set_the_largest_below_the_lines(document: Document, main_amount: tuple[str, str]) -> None:
    (sheet,) = sheets_of(document, labels_in(("pl",)))
    emphasised = [text.replace("\xa0", " ") for style, _, _, text in sheet.texts if style in (SUM, SUM_NAME)]

    assert tuple(emphasised) == main_amount


@pytest.mark.parametrize("count", range(1, 75))
def test_the_totals_are_never_on_a_page_without_a_line(count: int) -> None:
    sheets = sheets_of(
        a_document(lines=some_lines(count), annotations=("mechanizm podzielonej płatności",)), labels_in(("pl",))
    )
    last = [text for *_, text in sheets[-1].texts]

    assert TOTAL in last
    assert any(text.endswith(f"[{count - 1}]") for text in last)


@EVERY_READER
@pytest.mark.parametrize("count", [1, 10, 11, 12, 13, 60, 300])
def test_a_long_correction_keeps_each_line_with_its_three_states(read: Reader, count: int) -> None:
    pages = read(render(a_correction(a_document(lines=some_lines(count)), whole=True)))

    assert all(page.count("Przed korektą") >= page.count("[") > 0 for page in pages)
    assert [" ".join(pages).count(f"[{number}]") for number in range(count)] == [1] * count
    for page in pages[:-1]:
        assert page.count("Przed korektą") == page.count("Po korekcie") == page.count("Różnica") == page.count("[")
    assert "Do zwrotu" in pages[-1]


def test_a_correction_s_sums_move_with_one_line_not_with_half_a_page() -> None:
    """The rows are tall: three of them would leave the first page empty."""
    first, second = sheets_of(a_correction(a_document(lines=MANY_RATES[:5]), whole=True), labels_in(("pl",)))

    assert [
        sum(text == "Przed korektą" and style is FINE for style, *_, text in sheet.texts) for sheet in (first, second)
    ] == [4, 1]


SAMPLES = {
    "short": a_document(),
    "unpaid": an_unpaid_document(buyer=COMPANY),
    "receipt": a_document(kind=Kind.RECEIPT),
    "draft": a_draft(lines=some_lines(3, vat_rate=None)),
    "many rates": a_document(lines=MANY_RATES),
    "60 lines": a_document(lines=some_lines(60)),
    "largest amounts": a_document(
        lines=some_lines(3, name=LONG_NAME[:300], unit_gross=Decimal("267.34"), quantity=Decimal("123456.789"))
    ),
    "long": long_document(),
    "no lines": a_document(lines=()),
    "foreign": a_document(
        currency="CZK", exchange_rate=RATE, lines=some_lines(2, unit_gross=LARGEST, quantity=Decimal(1))
    ),
    "correction": a_correction(a_document(lines=MANY_RATES), whole=True),
    "correction of 30 lines": a_correction(a_document(lines=some_lines(30)), whole=True),
    "correction of the buyer": a_correction(a_document(), buyer=replace(COMPANY_WITHOUT_NIP, name=LONG_NAME)),
    "long correction": long_correction(),
    "correction of a receipt": a_correction(a_document(kind=Kind.RECEIPT), whole=True),
}


@pytest.mark.parametrize("languages", [("pl",), ("pl", "en"), ("en",)], ids="+".join)
@pytest.mark.parametrize("document", SAMPLES.values(), ids=SAMPLES.keys())
def test_nothing_overlaps_or_leaves_the_page(document: Document, languages: tuple[str, ...]) -> None:
    """F-36: long names over figures, footers over lines."""
    for sheet in sheets_of(document, labels_in(languages)):
        boxes = text_boxes(sheet)
        for left, top, right, bottom, text in boxes:
            assert left >= LEFT - 0.01, text
            assert right <= RIGHT + 0.01, text
            assert 0 < top < bottom < PAGE_HEIGHT - 20, text
        for one, other in combinations(boxes, 2):
            assert not overlap(one, other), (one[-1], other[-1])


Box = tuple[float, float, float, float, str]


def text_boxes(sheet: Sheet) -> list[Box]:
    """Return the box of each text's letters: from the capitals' height to the baseline."""
    return [(x, y - 0.7 * style.size, x + width_of(text, style), y, text) for style, x, y, text in sheet.texts if text]


def overlap(one: Box, other: Box) -> bool:
    """True if two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
