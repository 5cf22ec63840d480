"""The PDF as a file: the same document always gives the same bytes, with metadata."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import pytest

from infra.local.bootstrap import ROOT
from invoicing.adapters.pdf import render
from invoicing.domain.documents.document import Document
from tests.adapters.pdf.pdf_reading import opened
from tests.adapters.pdf.pdf_samples import COMPANY, a_document, a_draft, an_unpaid_document, some_lines

ATTACHMENT = json.dumps({"number": "AL 1/11/2026"}).encode()
IN_A_BARE_PROCESS = """
import hashlib, sys
sys.path[:0] = {paths!r}
from invoicing.adapters.pdf import render
from tests.adapters.pdf.pdf_samples import an_unpaid_document, some_lines
pdf = render(an_unpaid_document(lines=some_lines(60)), attachment={attachment!r})
print(hashlib.sha256(pdf).hexdigest())
"""


def checksum_in_a_new_process(**environment: str) -> str:
    """Render in a process without home, fonts or locale; return the checksum."""
    code = IN_A_BARE_PROCESS.format(paths=[*sys.path[1:], str(ROOT)], attachment=ATTACHMENT)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_same_document_gives_the_same_bytes_in_two_processes() -> None:
    """F-35, F-37: no clock, no environment, no system font, no order of a set."""
    pdf = render(an_unpaid_document(lines=some_lines(60)), attachment=ATTACHMENT)

    expected = hashlib.sha256(pdf).hexdigest()
    assert checksum_in_a_new_process(PYTHONHASHSEED="1", HOME="/nonexistent", TZ="Asia/Tokyo") == expected
    assert checksum_in_a_new_process(PYTHONHASHSEED="2", LC_ALL="pl_PL.UTF-8", TZ="UTC") == expected


def test_a_preview_has_the_date_of_its_draft() -> None:
    xmp = reader_of(a_draft()).xmp_metadata

    assert xmp is not None
    assert xmp.xmp_create_date == a_draft().created_at.replace(tzinfo=None)
    assert render(a_draft()) == render(a_draft())


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "AL 2/11/2026"},
        {"buyer": COMPANY},
        {"notes": "x"},
        {"lines": some_lines(2)},
        {"version": 3},
        {"id": "x"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_another_document_is_another_file(changes: dict[str, Any]) -> None:
    assert render(a_document(**changes)) != render(a_document())


def test_the_metadata_have_title_language_author_and_day() -> None:
    """F-39: slashes and diacritics in a number or a name."""
    reader = reader_of(a_document(number="ŻÓŁW 1/11/2026"))
    xmp = reader.xmp_metadata

    assert xmp is not None
    assert xmp.dc_title == {"x-default": "Faktura nr ŻÓŁW 1/11/2026"}
    assert xmp.dc_identifier == "ŻÓŁW 1/11/2026"
    assert xmp.dc_language == ["pl-PL"]
    assert xmp.dc_creator == ["Sklep „Żółta Łódź” Gżegżółka sp. j."]
    assert xmp.xmp_create_date == xmp.xmp_modify_date == datetime.fromisoformat("2026-11-24")
    assert reader.root_object["/Lang"] == "pl-PL"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value


def test_a_title_with_characters_invalid_in_xml_is_cleaned() -> None:
    xmp = reader_of(a_document(number="<a>&\"'\x00\ud83d")).xmp_metadata

    assert xmp is not None
    assert xmp.dc_title == {"x-default": "Faktura nr <a>&\"'  "}


def test_the_file_declares_pdf_a_3_and_meets_its_requirements() -> None:
    reader = reader_of(a_document())
    metadata = reader.root_object["/Metadata"].get_data()
    intent = reader.root_object["/OutputIntents"][0]

    assert b'pdfaid:part="3" pdfaid:conformance="U"' in metadata
    assert intent["/S"] == "/GTS_PDFA1"
    assert len(intent["/DestOutputProfile"].get_data()) > 1000
    assert len(reader.trailer["/ID"]) == 2
    assert "/Info" not in reader.trailer
    assert "/Encrypt" not in reader.trailer


def test_the_document_itself_is_attached() -> None:
    reader = reader_of(a_document(), attachment=ATTACHMENT)
    specification = reader.root_object["/AF"][0].get_object()

    assert reader.attachments == {"dokument.json": [ATTACHMENT]}
    assert specification["/AFRelationship"] == "/Source"
    assert specification["/EF"]["/F"]["/Subtype"] == "/application/json"
    assert "/AF" not in reader_of(a_document()).root_object


def test_the_file_has_nothing_that_an_archive_refuses() -> None:
    """PDF/A-3: all fonts embedded, no transparency, no scripts, no external links, the attachment described."""
    pdf = render(an_unpaid_document(), attachment=ATTACHMENT)
    reader = opened(pdf)
    file = reader.root_object["/Names"]["/EmbeddedFiles"]["/Names"][1]

    assert pdf.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in pdf.splitlines()[1][1:5])
    assert {"/F", "/UF", "/AFRelationship", "/EF"} <= set(file)
    assert file["/EF"]["/F"]["/Params"]["/ModDate"].startswith("D:20261124000000")
    for forbidden in (b"/JavaScript", b"/Launch", b"/URI", b"/SMask", b"/S /Transparency", b"/AA ", b"/Type1"):
        assert forbidden not in pdf
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert len(descriptor["/FontFile2"].get_data()) > 10_000


def test_no_field_of_a_document_can_break_the_rendering() -> None:
    """Texts with everything that has a meaning in PDF, XML or fpdf2."""
    hostile = "\\ ( ) < > { } [ ] % / {nb} ** __ \r\n\t\x00 ]]> &amp; \u202e\ud800 🔥"
    for document in hostile_documents(a_document(), hostile):
        assert len(reader_of(document).pages) >= 1


def hostile_documents(document: Document, hostile: str) -> Iterator[Document]:
    """Yield the document with one text at a time replaced."""
    for field in fields(document):
        if isinstance(getattr(document, field.name), str) and field.name not in {"kind", "status"}:
            change: dict[str, Any] = {field.name: hostile}
            yield replace(document, **change)
    yield replace(document, buyer=replace(document.buyer, name=hostile, nip=hostile))
    yield replace(document, lines=(replace(document.lines[0], name=hostile, unit=hostile, sku=hostile),))


def reader_of(document: Document, *, attachment: bytes | None = None) -> Any:
    """Return the rendered document, opened."""
    return opened(render(document, attachment=attachment))
