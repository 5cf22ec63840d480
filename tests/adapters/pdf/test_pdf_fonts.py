"""Letters and fonts: missing ones are visible and reported, and no font is opened twice."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from types import FrameType

import pytest
from fontTools.ttLib import TTFont
from fpdf import FPDF
from PIL import ImageChops, ImageStat

from infra.local.bootstrap import ROOT
from invoicing.adapters.pdf import missing_glyphs, render
from invoicing.adapters.pdf.drawing.letters import BOX, FONTS, font_table, known_letters, printable
from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import Style
from invoicing.adapters.pdf.file.metadata import About
from invoicing.adapters.pdf.file.writer import pdf_file
from invoicing.adapters.pdf.words.labels import TABLES
from invoicing.domain.documents.correction import LineCorrection
from invoicing.domain.documents.document import ExchangeRate, Order, reference_to
from invoicing.domain.documents.parties import Address, Buyer, Seller
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.vat.line import Charge
from tests.adapters.pdf.pdf_reading import READERS, Reader, opened, picture
from tests.adapters.pdf.pdf_samples import (
    PERSON,
    a_correction,
    a_document,
    a_draft,
    a_line,
    an_unpaid_document,
    some_lines,
)

WEIGHTS = ("Regular", "Bold")
ABOUT = About("key", "Wzór", None, "Sklep", "pl-PL", datetime(2026, 11, 24, tzinfo=UTC))
events: list[str] = []
is_listening = False


def listen(event: str, args: tuple[object, ...]) -> None:
    """Record opened files and connections while a test listens; an audit hook cannot be removed."""
    if is_listening and (event == "open" or event.startswith("socket.")):
        events.append(f"{event} {args[:1]}")


sys.addaudithook(listen)


@pytest.fixture
def opened_files(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Start listening; return a function that lists everything opened since."""
    render(an_unpaid_document())
    events.clear()
    monkeypatch.setattr(sys.modules[__name__], "is_listening", True)
    return lambda: list(events)


def test_no_file_and_no_connection_is_opened_after_the_first_document(opened_files: Callable[[], list[str]]) -> None:
    """F-35, F-52: no system font, no network, whatever is in a name."""
    hostile = a_line(name='<img src="http://169.254.169.254/x.png"> file:///etc/passwd @import url(http://x)')
    for document in (a_document(lines=(hostile,)), a_draft(), an_unpaid_document(lines=some_lines(60))):
        render(document, attachment=b"{}")

    assert opened_files() == []


def test_fonttools_is_not_called_after_the_first_document() -> None:
    render(a_document())
    calls = set()

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            calls.add(frame.f_code.co_filename)

    sys.setprofile(watch)
    try:
        render(a_document(lines=some_lines(60)))
    finally:
        sys.setprofile(None)

    assert any("fpdf" in name for name in calls), "the profile sees the calls"
    assert not [name for name in calls if "fontTools" in name]


def test_the_fonts_are_those_made_by_the_recipe() -> None:
    for line in (FONTS / "SHA256SUMS").read_text().splitlines():
        checksum, name = line.split()
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == checksum


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_font_table_matches_the_fonts(weight: str) -> None:
    table, font = font_table(), TTFont(FONTS / f"OpenSans-{weight}.ttf")
    face = table["faces"][WEIGHTS.index(weight)]
    cmap = font.getBestCmap()

    assert table["codes"] == sorted(cmap)
    assert table["glyphs"] == [font.getGlyphID(cmap[code]) for code in table["codes"]]
    assert face["widths"] == [round(font["hmtx"][cmap[code]][0] * 1000 / 2048) for code in table["codes"]]
    assert len({face["widths"][table["codes"].index(ord(digit))] for digit in "0123456789"}) == 1, "figures in columns"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_text_looks_as_set_by_plain_fpdf2(weight: str) -> None:
    """Detects what text extraction cannot: wrong glyphs for the right characters."""
    letters = "".join(sorted(known_letters() - {"\xa0"}))
    rows = [letters[start : start + 48] for start in range(0, len(letters), 48)]
    sheet, plain = Sheet(), FPDF(unit="pt", format="A4")
    plain.add_font("Open", "", str(FONTS / f"OpenSans-{weight}.ttf"))
    plain.add_page()
    plain.set_font("Open", "", 12)
    for number, row in enumerate(rows, 1):
        sheet.text(40, 40 * number, row, Style(weight == "Bold", 12, 15, "0 0 0"))
        plain.text(40, 40 * number, row)

    ours, theirs = picture(pdf_file([sheet.content()], ABOUT, None)), picture(bytes(plain.output()))

    assert ImageStat.Stat(theirs).mean[0] < 250, "there is something to compare"
    assert ImageStat.Stat(ImageChops.difference(ours, theirs)).mean[0] < 0.05


def test_both_fonts_are_embedded_and_declare_their_letters() -> None:
    """F-35: letters fine on the laptop, boxes elsewhere."""
    fonts = opened(render(a_document())).pages[0]["/Resources"]["/Font"]

    assert sorted(fonts) == ["/F1", "/F2"]
    for font in fonts.values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/ToUnicode" in font.get_object()
        assert TTFont(BytesIO(descendant["/FontDescriptor"]["/FontFile2"].get_data()))["maxp"].numGlyphs > 500


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_a_letter_that_the_font_lacks_is_a_box_and_is_reported(read: Reader) -> None:
    """F-33: a visible fallback, never dropped."""
    document = a_document(lines=(a_line(name="Kubek 🔥 日本 koniec"),))

    assert f"Kubek {BOX} {BOX}{BOX} koniec" in read(render(document))[0]
    assert missing_glyphs(document) == ("日", "本", "🔥")
    assert missing_glyphs(a_document(lines=some_lines(60))) == ()


def test_missing_glyphs_are_found_without_fpdf2() -> None:
    """The API reports them for drafts; its functions have no layer with fpdf2."""
    code = """
import sys
sys.path[:0] = {paths!r}
sys.modules.update(fpdf=None, PIL=None, fontTools=None, num2words=None, segno=None)
from invoicing.adapters.pdf import missing_glyphs
from tests.adapters.pdf.pdf_samples import a_document
print(ascii(missing_glyphs(a_document(notes="\U0001f525"))))
"""
    program = code.format(paths=[*sys.path[1:], str(ROOT)])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == ascii(("🔥",))


def test_the_box_can_be_seen() -> None:
    """Open Sans' own glyph for a missing letter is blank."""
    sheet = Sheet()
    sheet.text(100, 100, "🔥", Style(False, 40, 50, "0 0 0"))

    assert picture(pdf_file([sheet.content()], ABOUT, None)).getextrema() == (0, 255)


def test_missing_letters_are_reported_wherever_they_are_printed() -> None:
    signs = iter(map(chr, range(0xE000, 0xE100)))
    address = {"street": next(signs), "postcode": next(signs), "city": next(signs)}
    document = an_unpaid_document(
        number=next(signs),
        place=next(signs),
        sale_date_label=next(signs),
        payment_method=next(signs),
        notes=next(signs),
        annotations=(next(signs), next(signs)),
        order=Order(id=next(signs), buyer_login=next(signs)),
        seller=Seller(
            name=next(signs),
            nip=next(signs),
            address=Address(**address),
            bank_account=next(signs),
            email=next(signs),
            phone=next(signs),
        ),
        buyer=Buyer(
            name=next(signs),
            tax_id=next(signs),
            address=Address(street=next(signs), postcode=next(signs), city=next(signs)),
        ),
        lines=(a_line(name=next(signs), sku=next(signs), unit=next(signs)),),
        charges=(Charge(reason=next(signs), amount=a_line().unit_gross),),
    )
    used = tuple(map(chr, range(0xE000, ord(next(signs)))))
    boxes = sum(page.count(BOX) for page in READERS["pdfium"](render(document)))

    assert missing_glyphs(document) == used
    assert boxes == len(used) + 1, "the number is in the title and in the title of the transfer"
    assert missing_glyphs(replace(document, buyer=replace(document.buyer, nip="\ue0ff"))) == (*used, "\ue0ff")


def test_missing_letters_are_reported_in_texts_that_only_a_correction_prints() -> None:
    """The former, wrong data are printed too."""
    before = a_document(
        number="\ue000", buyer=replace(PERSON, name="\ue001"), lines=(a_line(name="\ue002"),), currency="EUR"
    )
    correction = a_correction(before, reason="\ue003", buyer=PERSON, lines=(LineCorrection(line=1, vat_rate="8"),))
    document = replace(
        correction,
        lines=(replace(correction.lines[0], name="Kubek"),),
        corrects=replace(reference_to(before), ksef_number="\ue004"),
        exchange_rate=ExchangeRate(rate=Decimal(4), table="\ue005", date=date(2026, 11, 24)),
    )
    document = recalculated(document)
    boxes = sum(page.count(BOX) for page in READERS["pdfium"](render(document)))

    assert missing_glyphs(document) == tuple("\ue000\ue001\ue002\ue003\ue004\ue005")
    assert boxes == 7, "the line's old name is above and beside its old state"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("z\u0307o\u0301\u0142w", "żółw"),
        ("ofi\ufb01 ① ℃", "ofifi 1 °C"),
        ("a\u200bb\ufeffc\u00add\ufe0f", "abcd"),
        ("a\tb\nc\x00d\u2003e", "a b c d e"),
        ("a\u2011b\u2010c\u2012d", "a-b-c–d"),
        ("\ud83d", BOX),
        ("2\u202f000", "2\xa0000"),
    ],
)
def test_signs_that_the_font_lacks_are_replaced_by_similar_ones_if_possible(written: str, shown: str) -> None:
    assert printable(written) == shown
    assert missing_glyphs(a_document(notes=written)) == (("\ud83d",) if shown == BOX else ())


def test_labels_need_no_letter_that_the_font_lacks() -> None:
    tables = [json.loads(path.read_text()) for path in TABLES.glob("*.json")]

    assert len(tables) == 2
    assert known_letters().issuperset(json.dumps(tables, ensure_ascii=False))
