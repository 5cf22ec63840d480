"""What is checked of a draft's lines."""

from collections.abc import Iterator

from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.problems.problem import Problem, blocks, informs, waits
from invoicing.domain.vat.rate import MARGIN


def line_problems(document: Document) -> Iterator[Problem]:
    """Yield what is missing or unclear of the lines."""
    if not document.lines:
        yield blocks("lines_missing", "lines", "Dokument nie ma żadnej pozycji.", "Dodaj pozycję")
    yield from _rates(document)
    yield from _margin(document)


def _rates(document: Document) -> Iterator[Problem]:
    goods_have_rates = all(line.vat_rate is not None for line in document.lines if not line.is_delivery)
    for index, line in enumerate(document.lines):
        if line.vat_rate is None and (goods_have_rates or not line.is_delivery):
            yield blocks(
                "vat_rate_missing",
                f"lines[{index}].vat_rate",
                f"Brak stawki VAT w pozycji „{line.name}”.",
                "Wybierz stawkę – zapamiętam ją dla tej oferty",
            )


def _margin(document: Document) -> Iterator[Problem]:
    goods = [line for line in document.lines if not line.is_delivery]
    under_margin = [line for line in goods if line.vat_rate == MARGIN]
    if document.kind is Kind.MARGIN_INVOICE and goods and not under_margin:
        yield blocks(
            "margin_line_missing",
            "lines",
            "Na fakturze VAT marża nie ma żadnej pozycji w procedurze marży.",
            "Ustaw stawkę „marza” albo zmień na zwykłą fakturę",
        )
    if under_margin and len(under_margin) < len(goods) and document.kind is not Kind.CORRECTION:
        yield waits(
            "margin_mixed",
            "lines",
            "W zamówieniu są towary w marży i zwykłe.",
            "Zostaw na jednej fakturze / podziel na dwie",
        )
    if any(line.purchase_price is None for line in under_margin):
        yield informs(
            "margin_purchase_price_missing",
            "lines",
            "Brak ceny zakupu – księgowa nie policzy marży.",
            "Uzupełnij (nie drukuje się)",
        )
