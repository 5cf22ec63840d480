"""Encodings: the declaration is a hint, the bytes decide, and an uncertain encoding is refused (F-29)."""

import codecs
from dataclasses import replace
from io import BytesIO

import pytest

from invoicing.adapters.allegro import open_sales
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.sales.sale import Sale
from tests.allegro_files import Order, OrderedLine, as_csv, as_json, as_xml

POLISH = "Zażółć gęślą jaźń – Łódź, ŹDŹBŁO „Ćma”"
PLAIN = "Zażółć gęśle Łódź ŻÓŁĆ"


def an_order(name: str) -> Order:
    """Return an order with letters beyond ASCII in one name only."""
    line = OrderedLine(id="l-1", name=name)
    return Order(first_name="Jan", last_name="Nowak", street="Polna 1", city="Radom", lines=(line,))


def name_in(content: bytes) -> str:
    """Return the name of the only line of the only sale of a file."""
    [sale] = open_sales(BytesIO(content)).sales()
    assert isinstance(sale, Sale), sale
    [line] = sale.lines
    return line.name


def refusal(content: bytes) -> UnreadableFileError:
    """Return the refusal of a file."""
    with pytest.raises(UnreadableFileError) as refused:
        list(open_sales(BytesIO(content)).sales())
    return refused.value


def written(name: str, encoding: str, *, declared: str | None = None) -> bytes:
    """Return an XML file in one encoding that declares another, or none (`""`)."""
    content = as_xml([an_order(name)]).decode()
    if declared == "":
        content = content.removeprefix('<?xml version="1.0" encoding="utf-8"?>\n')
    return content.replace("utf-8", declared or encoding, 1).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1250", "utf-16", "UTF-8", "cp1250"])
def test_a_file_in_a_known_encoding_is_read_correctly(encoding):
    assert name_in(written(POLISH, encoding)) == POLISH


def test_iso_8859_2_is_read_correctly():
    assert name_in(written(PLAIN, "iso-8859-2")) == PLAIN


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_byte_order_mark_overrides_the_declaration(mark):
    encoding = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}[mark]
    content = written(POLISH, "utf-8").decode().replace('encoding="utf-8"', 'encoding="windows-1250"')
    assert name_in(mark + content.encode(encoding)) == POLISH


@pytest.mark.parametrize("actual", ["utf-8", "windows-1250", "iso-8859-2"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1250", "iso-8859-2", ""])
def test_a_lying_declaration_does_not_break_a_letter(actual, declared):
    assert name_in(written(PLAIN, actual, declared=declared)) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1250", "iso-8859-2", "utf-16"])
def test_files_without_a_declaration_are_read_correctly(encoding):
    assert name_in(as_csv([an_order(PLAIN)], encoding=encoding)) == PLAIN
    assert name_in(as_json([an_order(PLAIN)]).decode().encode(encoding)) == PLAIN


@pytest.mark.parametrize("name", ["SPÓŁKA", "PÓŁKA I KÓŁKO", "Spółka", "ÓŚ"])
@pytest.mark.parametrize("encoding", ["utf-8", "windows-1250"])
def test_capitals_that_look_like_utf_8_by_chance_are_read_correctly(name, encoding):
    assert name_in(as_csv([an_order(name)], encoding=encoding)) == name


@pytest.mark.parametrize(
    "name",
    [
        "Dvořák – Dušek žlutý",
        "Ľubomír Šťastný",
        "Őrült Űr",
        "Müller Straße",
        "Оксана Шевченко",
        "猫",
        "✓",
        "😀",
        "שלום",
        "Ελλάδα",
        "سلام",
        "ñ",
        "½",
    ],
)
def test_other_languages_in_utf_8_are_read_correctly(name):
    assert name_in(as_csv([an_order(name)], encoding="utf-8")) == name
    assert name_in(written(name, "utf-8")) == name


@pytest.mark.parametrize(
    ("name", "encoding"), [("Dvořák Dušek žlutý", "iso-8859-2"), ("Dvořák Dušek žlutý", "windows-1250")]
)
def test_czech_letters_are_not_mistaken_for_polish_ones(name, encoding):
    """ISO-8859-2's š is the same byte as windows-1250's ą."""
    assert name_in(written(name, encoding)) == name
    assert name_in(as_csv([an_order(name)], encoding=encoding)) == name


def test_an_ambiguous_encoding_is_refused():
    """`Wąski` in windows-1250 and `Wšski` in ISO-8859-2 are the same bytes."""
    assert refusal(as_csv([an_order("Wąski")], encoding="windows-1250")).code == "encoding_unclear"
    assert name_in(written("Wąski", "windows-1250")) == "Wąski"


@pytest.mark.parametrize("encoding", ["cp852", "mac-latin2", "gb18030", "utf-16-le", "utf-32", "klingon"])
def test_other_encodings_are_refused_by_name(encoding):
    content = as_xml([an_order(PLAIN)]).decode().replace("utf-8", encoding, 1)
    refused = refusal(content.encode("cp852" if encoding == "klingon" else encoding, "replace"))
    assert refused.code in ("encoding_unknown", "binary_file")
    if encoding in ("cp852", "klingon"):
        assert encoding.replace("-", "") in refused.detail.replace("-", "").replace("_", "")


@pytest.mark.parametrize("encoding", ["cp852", "gb18030", "klingon", "us-ascii", "iso-8859-1"])
def test_a_strange_declaration_of_plain_text_does_not_matter(encoding):
    assert name_in(as_xml([an_order("Kubek")]).replace(b"utf-8", encoding.encode())) == "Kubek"
    assert name_in(written(PLAIN, "utf-8", declared=encoding)) == PLAIN


def test_an_encoding_that_writes_letters_in_ascii_is_refused():
    content = as_xml([an_order(PLAIN)]).decode().replace("utf-8", "utf-7", 1).encode("utf-7")
    assert refusal(content).code == "encoding_unknown"


def test_dos_letters_without_a_declaration_are_refused():
    assert refusal(as_csv([an_order(PLAIN)], encoding="cp852")).code == "encoding_unknown"


def test_a_few_broken_bytes_in_utf_8_are_refused_with_their_line():
    content = as_xml([an_order(POLISH), replace(an_order(POLISH), id="o-2")])
    broken = content[:-300] + content[-300:].replace(b"Kurier", b"Kur\xffier").replace(b"</order>", b"\xc5</order>", 1)
    refused = refusal(broken)

    assert refused.code == "encoding_broken"
    assert "wiersza" in refused.detail


def test_utf_8_with_a_mark_is_never_mistaken_for_another_encoding():
    assert refusal(codecs.BOM_UTF8 + written(PLAIN, "windows-1250")).code == "encoding_broken"


def test_letters_that_were_broken_before_the_upload_are_refused():
    """UTF-8 that was opened as windows-1250 and saved as UTF-8 again: the letters are lost for good."""
    twice = as_csv([an_order(POLISH)], encoding="utf-8").decode("cp1250", "ignore").encode("utf-8")
    assert refusal(twice).code == "encoding_broken"
    assert "zepsute" in refusal(twice).detail


def test_a_file_that_ends_inside_a_letter_is_refused():
    content = as_csv([an_order(PLAIN)], encoding="utf-8")
    cut = content[: content.index("ł".encode()) + 1]
    assert refusal(cut).code == "encoding_broken"


def test_half_a_letter_of_utf_16_is_refused():
    content = as_csv([an_order(PLAIN)], encoding="utf-16")
    broken = content.replace("Ł".encode("utf-16-le"), b"\x00\xd8", 1)
    assert refusal(broken).code == "encoding_broken"


def test_big_files_are_judged_by_all_their_bytes():
    """A Polish letter far after the first piece decides too."""
    filler = [replace(an_order("Kubek"), id=f"o-{n}") for n in range(400)]
    orders = [*filler, replace(an_order(PLAIN), id="last")]
    for encoding in ("utf-8", "windows-1250", "iso-8859-2"):
        *_, sale = open_sales(BytesIO(as_csv(orders, encoding=encoding))).sales()
        assert isinstance(sale, Sale)
        assert sale.lines[0].name == PLAIN
