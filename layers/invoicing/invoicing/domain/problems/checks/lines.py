"""Checks of a draft's lines."""

from collections.abc import Iterator

from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.problems.catalogue.sale import (
    LINES_MISSING,
    MARGIN_LINE_MISSING,
    MARGIN_MIXED,
    MARGIN_PURCHASE_PRICE_MISSING,
    VAT_RATE_MISSING,
)
from invoicing.domain.problems.problem import Problem
from invoicing.domain.vat.rate import MARGIN


def line_problems(document: Document) -> Iterator[Problem]:
    """Yield what is missing or unclear in the lines."""
    if not document.lines:
        yield LINES_MISSING()
    yield from _rates(document)
    yield from _margin(document)


def _rates(document: Document) -> Iterator[Problem]:
    goods_have_rates = all(line.vat_rate is not None for line in document.lines if not line.is_delivery)
    for index, line in enumerate(document.lines):
        if line.vat_rate is None and (goods_have_rates or not line.is_delivery):
            yield VAT_RATE_MISSING(index=index, line=line.name)


def _margin(document: Document) -> Iterator[Problem]:
    goods = [line for line in document.lines if not line.is_delivery]
    under_margin = [line for line in goods if line.vat_rate == MARGIN]
    if KINDS[document.kind].is_margin and goods and not under_margin:
        yield MARGIN_LINE_MISSING()
    if under_margin and len(under_margin) < len(goods) and document.kind is not Kind.CORRECTION:
        yield MARGIN_MIXED()
    if any(line.purchase_price is None for line in under_margin):
        yield MARGIN_PURCHASE_PRICE_MISSING()
