"""What is said below the sums, and may go on overleaf: the sentences that the law wants, the seller's own notes."""

from collections.abc import Iterator
from typing import NamedTuple

from invoicing.adapters.pdf.labels import Labels
from invoicing.adapters.pdf.style import BODY, LABEL, WIDTH, Style
from invoicing.adapters.pdf.typesetting import paragraphs, wrapped
from invoicing.domain.documents import Document

GAP = 8.0


class Remark(NamedTuple):
    """A text line and the space above it."""

    text: str
    style: Style
    above: float = 0.0

    @property
    def height(self) -> float:
        """How much it takes of a page."""
        return self.above + self.style.leading


def remarks_of(document: Document, labels: Labels) -> list[Remark]:
    """Return the annotations, word for word, and the notes."""
    return [*_annotations(document), *_notes(document, labels)]


def _annotations(document: Document) -> Iterator[Remark]:
    above = GAP
    for annotation in document.annotations:
        for line in wrapped(annotation, BODY, WIDTH):
            yield Remark(line, BODY, above)
            above = 0.0


def _notes(document: Document, labels: Labels) -> Iterator[Remark]:
    if document.notes.strip():
        yield Remark(labels["notes"], LABEL, GAP)
        for line in paragraphs(document.notes, BODY, WIDTH):
            yield Remark(line, BODY)
