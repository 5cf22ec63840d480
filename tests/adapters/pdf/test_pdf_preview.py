"""Previews show how a draft would look and cannot be mistaken for a document."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import zxingcpp

from invoicing.adapters.pdf import render, render_preview
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, Buyer
from invoicing.domain.sellers.settings import SellerSettings
from tests.adapters.pdf.pdf_reading import READERS, Reader, opened, picture
from tests.adapters.pdf.pdf_samples import COMPANY, SELLER, a_document, a_draft, a_line, some_lines

MARK = "PODGLĄD – dokument niewystawiony"
NOBODY = SellerSettings(id="lipa").printed()


@pytest.fixture(params=list(READERS.values()), ids=list(READERS))
def read(request: pytest.FixtureRequest) -> Any:
    """Read the pages of a preview with each reader."""
    return lambda document: request.param(render_preview(document))


DRAFTS = {
    "complete": a_draft(),
    "no seller": a_draft(seller=None),
    "a seller who has filled in nothing": a_draft(seller=NOBODY),
    "no rate": a_draft(lines=some_lines(3, vat_rate=None)),
    "some rates": a_draft(lines=(a_line(0, vat_rate=None), a_line(1, vat_rate="8"), a_line(2))),
    "no lines": a_draft(lines=()),
    "a buyer who is nobody": a_draft(buyer=Buyer(name="")),
    "a buyer abroad": a_draft(buyer=Buyer(name="Jiří", address=Address(country="CZ")), currency="CZK"),
    **{str(kind): a_draft(kind=kind) for kind in Kind if kind is not Kind.CORRECTION},
}


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS.keys())
def test_a_draft_can_be_previewed_whatever_is_unknown(draft: Document) -> None:
    pdf = render_preview(draft)

    for read in READERS.values():
        assert all(MARK in page for page in read(pdf))
        assert "None" not in " ".join(read(pdf))
        assert " nr " not in read(pdf)[0].partition("Zamówienie")[0]
    assert "/AF" not in opened(pdf).root_object
    assert zxingcpp.read_barcodes(picture(pdf)) == []


def test_each_page_is_marked(read: Any) -> None:
    pages = read(a_draft(lines=some_lines(120)))

    assert len(pages) > 3
    assert [page.count(MARK) for page in pages] == [1] * len(pages)


def test_the_mark_is_visible_behind_the_text() -> None:
    """Darker than the paper, far lighter than the letters."""
    shades = picture(render_preview(a_draft(lines=())), scale=1).histogram()

    assert sum(shades[200:245]) > 4_000


def test_a_preview_has_the_annotations_that_the_document_will_have(read: Any) -> None:
    exempt = a_draft(seller=replace(SELLER, vat_basis="art. 113 ust. 1"), lines=some_lines(2, vat_rate="zw"))
    large = a_draft(buyer=COMPANY, lines=some_lines(1, unit_gross=Decimal(20_000), annex15=True))

    assert "Zwolnienie z VAT: art. 113 ust. 1" in read(exempt)[0]
    assert "mechanizm podzielonej płatności" in read(large)[0]
    assert "nie uprawnia do odliczenia podatku" in read(a_draft(kind=Kind.PROFORMA))[0]


def test_a_document_shown_as_a_preview_is_marked_too(read: Any) -> None:
    assert MARK in read(a_document())[0]


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_an_issued_document_is_never_marked(read: Reader) -> None:
    assert MARK not in read(render(a_document()))[0]
    assert MARK in read(render(a_draft()))[0]


def test_a_preview_is_in_both_languages_if_the_document_will_be(read: Any) -> None:
    assert f"{MARK} · PREVIEW – not issued" in read(DRAFTS["a buyer abroad"])[0]


def test_the_same_draft_gives_the_same_preview() -> None:
    assert render_preview(a_draft()) == render_preview(a_draft())
