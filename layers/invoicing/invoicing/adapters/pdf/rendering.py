"""From a document to its PDF."""

from datetime import UTC, datetime, time

from invoicing.adapters.pdf.composing import sheets_of
from invoicing.adapters.pdf.file import About, pdf_file
from invoicing.adapters.pdf.labels import Labels, labels_in
from invoicing.adapters.pdf.translating import languages_for
from invoicing.domain.documents import Document

_TAGS = {"pl": "pl-PL", "en": "en-GB"}


def render(document: Document, *, attachment: bytes | None = None, languages: tuple[str, ...] = ()) -> bytes:
    """Return the PDF of a document; of one without a number, a preview with a watermark.

    `attachment` is the document as JSON, embedded as `dokument.json`. Without `languages`
    the buyer's country chooses them; with two every label stands in both.
    """
    labels = labels_in(languages or languages_for(document))
    pages = [sheet.content() for sheet in sheets_of(document, labels)]
    return pdf_file(pages, _about(document, labels), attachment)


def _about(document: Document, labels: Labels) -> About:
    """The file is as old as the document, not as its rendering: the same document is always the same file."""
    day = document.issue_date
    return About(
        key=f"{document.id} {document.version} {document.number}",
        title=labels.titles(document)[0],
        author=document.seller.name if document.seller else "",
        language=_TAGS[labels.languages[0]],
        created_at=datetime.combine(day, time(), UTC) if day else document.created_at,
    )
