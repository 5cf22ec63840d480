"""The accountant's register of sales: what each issued document means for VAT.

It has every issued document except proformas. What is already counted elsewhere is shown but is in no sum.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from invoicing.domain.basics.months import Month
from invoicing.domain.books.jpk_marks import (
    Evidence,
    JpkMark,
    Standing,
    evidence_of,
    ksef_number_of,
    mark_of,
    pays_vat,
    replacement_of,
    standing_of,
)
from invoicing.domain.books.margin_tax import MarginTax, margin_tax
from invoicing.domain.books.return_fields import vat_fields
from invoicing.domain.documents.document import Document, Reference
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.documents.summary import Summary
from invoicing.domain.vat.rate import is_foreign
from invoicing.domain.vat.totals import RateTotal


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One document in the register. `fields` are its amounts in the VAT return in zloty, by name (`K_19`)."""

    document: Document
    summary: Summary
    standing: Standing
    mark: JpkMark | None
    fields: Mapping[str, Decimal]
    margin: MarginTax | None

    @property
    def is_counted(self) -> bool:
        """True if it is included in sums."""
        return self.standing is Standing.COUNTED

    @property
    def title(self) -> str:
        """The document's title in the register."""
        document = self.document
        without_vat = KINDS[document.kind].title_without_vat
        return without_vat if without_vat and not pays_vat(document) else document.title

    @property
    def vat_period(self) -> str | None:
        """The month that its VAT belongs to; None while the tax point is unknown, or if the seller files no return."""
        day = self.document.tax_point
        return str(Month.of(day)) if day and pays_vat(self.document) else None

    @property
    def evidence(self) -> Evidence | None:
        """Its type of evidence in the return."""
        return evidence_of(self.document, self.mark)

    @property
    def ksef_number(self) -> str | None:
        """Its KSeF number."""
        return ksef_number_of(self.document, self.summary)

    @property
    def replaced_by(self) -> Reference | None:
        """The invoice that replaced it."""
        return replacement_of(self.document, self.summary)

    @property
    def foreign(self) -> tuple[RateTotal, ...]:
        """The rows of its VAT table that are taxed abroad, under OSS."""
        return tuple(row for row in self.document.totals.by_rate if is_foreign(row.vat_rate))

    @property
    def charges(self) -> Decimal:
        """Deposits outside the total; for a correction, their change."""
        return self.document.to_pay - self.document.totals.gross


def belongs_in_register(kind: Kind) -> bool:
    """True if documents of this kind are evidence of a sale; a proforma is not."""
    return KINDS[kind].is_evidence


def register_row(document: Document, summary: Summary, *, has_cash_register: bool = False) -> RegisterRow:
    """Return the register's row for an issued document."""
    standing = standing_of(document, summary, has_cash_register=has_cash_register)
    mark = mark_of(document, summary, standing)
    margin = margin_tax(document) if mark else None
    return RegisterRow(
        document=document,
        summary=summary,
        standing=standing,
        mark=mark,
        fields=vat_fields(document, margin) if mark else {},
        margin=margin,
    )
