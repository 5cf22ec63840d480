"""Remarks below the sums, which may continue overleaf: annotations required by law, and the seller's own notes."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.style import BODY, LABEL, WIDTH, Style
from invoicing.adapters.pdf.drawing.typesetting import joined, paragraphs
from invoicing.adapters.pdf.parts.shown import changed_lines, shows_vat
from invoicing.adapters.pdf.words.labels import SEPARATOR, Labels
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import INVOICES
from invoicing.domain.vat.rate import rate_of

GAP = 8.0


class Remark(NamedTuple):
    """A text line and the space above it."""

    text: str
    style: Style
    above: float = 0.0

    @property
    def height(self) -> float:
        """Height in points, including the space above."""
        return self.above + self.style.leading


def remarks_of(document: Document, labels: Labels) -> list[Remark]:
    """Return the annotations, word for word, the codes of goods, rates explained for foreigners, and the notes."""
    texts = [*map(labels.translations, document.annotations), *([code] for code in _gtu_codes(document, labels))]
    if shows_vat(document):
        texts += [[meaning] for meaning in labels.rates_explained(_printed_rates(document))]
    return [*_annotations(texts), *_notes(document, labels)]


def _printed_rates(document: Document) -> Iterator[str]:
    lines = (*document.lines, *(document.correction.before.lines if document.correction else ()))
    return (rate_of(line.vat_rate).shown for line in lines if line.vat_rate)


def _annotations(texts: Iterable[list[str]]) -> Iterator[Remark]:
    above = GAP
    for annotation in texts:
        for line in joined(annotation, BODY, WIDTH):
            yield Remark(line, BODY, above)
            above = 0.0


def _gtu_codes(document: Document, labels: Labels) -> Iterator[str]:
    """Yield each code of goods and services, with its lines unless it applies to all."""
    if document.evidence_kind not in INVOICES or not any(line.gtu for line in document.lines):
        return
    numbers = [change.line for change in changed_lines(document)] if document.correction else None
    lines = list(enumerate(document.lines, 1))
    shown = [(number, line.gtu) for number, line in lines if numbers is None or number in numbers]
    for code in sorted({gtu for _, gtu in shown if gtu}):
        of_code = [number for number, gtu in shown if gtu == code]
        if len(of_code) == len(shown):
            yield code
        else:
            yield SEPARATOR.join(labels.each("gtu_of_lines", code=code, lines=_ranges(of_code)))


def _ranges(numbers: list[int]) -> str:
    """Return numbers in order, consecutive ones as ranges.

    >>> _ranges([1, 2, 3, 5])
    '1–3, 5'
    """
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _notes(document: Document, labels: Labels) -> Iterator[Remark]:
    if document.notes.strip():
        yield Remark(labels["notes"], LABEL, GAP)
        for line in paragraphs(document.notes, BODY, WIDTH):
            yield Remark(line, BODY)
