"""The fields of the VAT return (JPK_V7) that a document's amounts go into, in zloty.

A sale that is taxed abroad under OSS goes into none of them, nor do the amounts of a seller who is exempt.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.books.margin_tax import MarginTax
from invoicing.domain.documents.document import Document
from invoicing.domain.vat.rate import MARGIN
from invoicing.domain.vat.totals import RateTotal

Fields = Mapping[str, Decimal]

BASE_AND_TAX = {"23": ("K_19", "K_20"), "8": ("K_17", "K_18"), "5": ("K_15", "K_16")}
BASE_ONLY = {
    "0": ("K_13",),
    "zw": ("K_10",),
    "np_1": ("K_11",),
    "np_2": ("K_11", "K_12"),
    "0_wdt": ("K_21",),
    "0_ex": ("K_22",),
}
"""Services to businesses in the EU (np II) stand in K_11 and, as a part of it, in K_12."""

ALL_FIELDS = ("K_10", "K_11", "K_12", "K_13", "K_15", "K_16", "K_17", "K_18", "K_19", "K_20", "K_21", "K_22")


def vat_fields(document: Document, margin: MarginTax | None) -> Fields:
    """Return the fields that a document fills; of a margin that is not known its tax is missing."""
    fields: dict[str, Decimal] = {}
    for name, amount in _amounts(document, margin):
        fields[name] = fields.get(name, ZERO) + amount
    return fields


def _amounts(document: Document, margin: MarginTax | None) -> Iterator[tuple[str, Decimal]]:
    for row in document.totals.by_rate:
        net, vat = zloty_row(document, row)
        if net is None or vat is None or row.vat_rate == MARGIN:
            continue
        for name in BASE_ONLY.get(row.vat_rate, ()):
            yield name, net
        yield from zip(BASE_AND_TAX.get(row.vat_rate, ()), (net, vat), strict=False)
    if margin and margin.net is not None and margin.vat is not None:
        yield from (("K_19", margin.net), ("K_20", margin.vat))


def zloty_row(document: Document, row: RateTotal) -> tuple[Decimal | None, Decimal | None]:
    """Return the net and the VAT of a row of the VAT table in zloty."""
    return document.in_zloty(row.net), document.in_zloty(row.vat)
