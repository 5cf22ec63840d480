"""Renders a document as a PDF."""

from dataclasses import replace

from invoicing.adapters.pdf.composing import sheets_of
from invoicing.adapters.pdf.file.metadata import About
from invoicing.adapters.pdf.file.picture import picture_of
from invoicing.adapters.pdf.file.writer import pdf_file
from invoicing.adapters.pdf.words.labels import Labels, labels_in
from invoicing.adapters.pdf.words.translating import languages_for
from invoicing.domain.basics.dates import dated
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.legal_notes import annotations_of

_TAGS = {"pl": "pl-PL", "en": "en-GB"}


def render(
    document: Document,
    *,
    attachment: bytes | None = None,
    languages: tuple[str, ...] = (),
    logo: bytes | None = None,
) -> bytes:
    """Return the PDF of a document; one without a number is marked as a preview.

    `attachment` is the document as JSON, embedded as `dokument.json`. Without `languages` the buyer's country decides;
    with two, labels are in both. `logo` is the checked picture that `document.seller.logo` names.
    """
    labels = labels_in(languages or languages_for(document))
    return _file(document, labels, attachment, logo, is_preview=document.number is None)


def render_preview(document: Document, *, logo: bytes | None = None) -> bytes:
    """Return a draft's PDF as it would look, marked on each page as not issued and without attachment.

    A draft has no seller yet, so the caller adds it as it would be printed (`SellerSettings.printed`). Annotations
    required by law are added as at issue; anything still unknown is omitted or shown as unknown.
    """
    if document.seller and not document.annotations:
        document = replace(document, annotations=annotations_of(document, document.seller))
    return _file(document, labels_in(languages_for(document)), None, logo, is_preview=True)


def _file(
    document: Document, labels: Labels, attachment: bytes | None, logo: bytes | None, *, is_preview: bool
) -> bytes:
    picture = picture_of(logo) if logo else None
    pages = [sheet.content() for sheet in sheets_of(document, labels, is_preview=is_preview, logo=picture)]
    return pdf_file(pages, _about(document, labels), attachment, picture)


def _about(document: Document, labels: Labels) -> About:
    """Return the metadata; its time is the document's, not the rendering's, so that the file stays the same."""
    day = document.issue_date
    return About(
        key=f"{document.id} {document.version} {document.number}",
        title=labels.titles(document)[0],
        number=document.number,
        author=document.seller.name if document.seller else "",
        language=_TAGS[labels.languages[0]],
        created_at=dated(day) if day else document.created_at,
    )
