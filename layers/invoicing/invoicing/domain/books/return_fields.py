"""The fields of the VAT return (JPK_V7) that a document's amounts go into, in zloty.

A sale taxed abroad under OSS goes into none of them, nor do the amounts of an exempt seller.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.books.margin_tax import MarginTax
from invoicing.domain.documents.document import Document
from invoicing.domain.vat.rate import MARGIN, RATES, STANDARD, Rate, rate_of
from invoicing.domain.vat.totals import RateTotal

Fields = Mapping[str, Decimal]

ALL_FIELDS = tuple(sorted({name for rate in RATES.values() for name in rate.return_fields}))


def vat_fields(document: Document, margin: MarginTax | None) -> Fields:
    """Return the fields that a document fills, without the tax of an unknown margin."""
    fields: dict[str, Decimal] = {}
    for name, amount in _amounts(document, margin):
        fields[name] = fields.get(name, ZERO) + amount
    return fields


def _amounts(document: Document, margin: MarginTax | None) -> Iterator[tuple[str, Decimal]]:
    for row in document.totals.by_rate:
        net, vat = zloty_row(document, row)
        if net is None or vat is None or row.vat_rate == MARGIN:
            continue
        yield from _of_rate(rate_of(row.vat_rate), net, vat)
    if margin and margin.net is not None and margin.vat is not None:
        yield from _of_rate(rate_of(STANDARD), margin.net, margin.vat)


def _of_rate(rate: Rate, net: Decimal, vat: Decimal) -> Iterator[tuple[str, Decimal]]:
    for name in rate.base_fields:
        yield name, net
    if rate.tax_field:
        yield rate.tax_field, vat


def zloty_row(document: Document, row: RateTotal) -> tuple[Decimal | None, Decimal | None]:
    """Return net and VAT of a row of the VAT table in zloty; None without an exchange rate."""
    return document.in_zloty(row.net), document.in_zloty(row.vat)
