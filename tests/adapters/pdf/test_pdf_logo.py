"""The seller's logo on the first page."""

from typing import Any

import pytest

from invoicing.adapters.pdf import render, render_preview
from invoicing.adapters.pdf.composing import sheets_of
from invoicing.adapters.pdf.drawing.style import RIGHT, SUBTITLE, TITLE
from invoicing.adapters.pdf.drawing.typesetting import width_of
from invoicing.adapters.pdf.file.picture import picture_of
from invoicing.adapters.pdf.parts.heading import LOGO_HEIGHT, LOGO_WIDTH
from invoicing.adapters.pdf.words.labels import labels_in
from invoicing.adapters.pictures import checked_logo
from invoicing.domain.documents.document import Document
from tests.adapters.pdf.pdf_reading import READERS, Reader, opened
from tests.adapters.pdf.pdf_samples import a_correction, a_document, a_draft, some_lines
from tests.adapters.pictures.logo_files import a_logo, a_png

PNG, JPEG, GREY = (checked_logo(a_logo(*kind)) for kind in (("RGBA",), ("RGB", (300, 90), "JPEG"), ("L",)))
GREY_JPEG = checked_logo(a_logo("L", kind="JPEG"))


def pictures(pdf: bytes) -> list[list[Any]]:
    """Return the pictures of each page."""
    return [list(page.images) for page in opened(pdf).pages]


@pytest.mark.parametrize("logo", [PNG, JPEG, GREY, GREY_JPEG], ids=["png", "jpeg", "grey png", "grey jpeg"])
def test_the_logo_is_on_the_first_page_in_its_colours(logo: bytes) -> None:
    first, *others = pictures(render(a_document(lines=some_lines(60)), logo=logo))

    assert (len(first), sum(map(len, others))) == (1, 0)
    shown = first[0].image.convert("RGB")
    disc, bar = shown.getpixel((45, 45)), shown.getpixel((200, 45))
    assert shown.size == (300, 90)
    assert disc[0] > bar[0] + 20
    assert bar[2] > bar[0] or logo in (GREY, GREY_JPEG)


def test_transparent_pixels_are_white_on_paper() -> None:
    """PDF/A viewers blend differently; paper is white."""
    pdf = render(a_document(), logo=PNG)

    assert pictures(pdf)[0][0].image.getpixel((298, 2)) == (255, 255, 255)
    assert b"/SMask" not in pdf


def test_a_jpeg_is_embedded_unchanged() -> None:
    assert JPEG in render(a_document(), logo=JPEG)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS.keys())
def test_a_document_without_a_logo_has_the_same_text(read: Reader) -> None:
    assert read(render(a_document(), logo=PNG)) == read(render(a_document()))
    assert pictures(render(a_document())) == [[]]


@pytest.mark.parametrize("size", [(300, 90), (1000, 20), (20, 1000), (1, 1), (500, 500)])
@pytest.mark.parametrize(
    "document",
    [a_document(), a_document(number="Ż" * 60 + " 1/11/2026"), a_correction(a_document(), whole=True)],
    ids=["invoice", "long number", "correction"],
)
def test_the_logo_is_beside_the_title_and_covers_nothing(size: tuple[int, int], document: Document) -> None:
    logo = picture_of(checked_logo(a_png(*size, bytes(size[1] * (size[0] + 1)))))
    sheet = sheets_of(document, labels_in(("pl", "en")), logo=logo)[0]
    assert sheet.picture is not None
    left, top, width, height = sheet.picture

    assert left + width == pytest.approx(RIGHT)
    assert width <= LOGO_WIDTH + 0.01
    assert height <= LOGO_HEIGHT + 0.01
    for style, x, y, text in sheet.texts:
        is_under = x + width_of(text, style) > left and y - 0.7 * style.size < top + height
        assert not is_under, text


def test_a_logo_is_rendered_to_the_same_bytes_each_time() -> None:
    picture_of.cache_clear()
    first = render(a_document(), logo=PNG)
    picture_of.cache_clear()

    assert render(a_document(), logo=PNG) == first
    assert render(a_document(), logo=JPEG) != first


def test_a_preview_shows_it_too() -> None:
    assert len(pictures(render_preview(a_draft(), logo=PNG))[0]) == 1


def test_a_number_is_never_broken_across_lines() -> None:
    """The logo leaves less room for the title; `AL-K` alone could be mistaken for the number."""
    correction = a_correction(a_document(number="AL 12345/11/2026"), whole=True)
    sheet, *_ = sheets_of(correction, labels_in(("pl", "en")), logo=picture_of(PNG))
    titles = [text.replace("\xa0", " ") for style, *_, text in sheet.texts if style in (TITLE, SUBTITLE)]

    assert titles[:2] == ["Faktura korygująca nr", "AL-K 1/11/2026"]
    assert [sum(number in text for text in titles) for number in ("AL-K 1/11/2026", "AL 12345/11/2026")] == [2, 2]
