"""The sums of a month's register: VAT return fields, series, collective evidence, sales abroad, unpaid documents.

Rows are added one by one and not kept, so that memory grows with days and series, not with documents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.basics.months import Month
from invoicing.domain.books.jpk_marks import Evidence, Standing
from invoicing.domain.books.return_fields import zloty_row
from invoicing.domain.books.vat_register import RegisterRow
from invoicing.domain.vat.rate import MARGIN
from invoicing.domain.vat.totals import RateTotal

MARGIN_SALE = "SprzedazVAT_Marza"
MARGIN_PURCHASE = "ZakupVAT_Marza"


@dataclass(slots=True)
class Count:
    """Number and gross of the counted documents, and separately of the others, which are in no sum."""

    counted: int = 0
    gross: Decimal = ZERO
    others: int = 0
    others_gross: Decimal = ZERO


@dataclass(slots=True)
class Sums:
    """Number of documents with their net, VAT and gross; an unknown margin adds nothing to net and VAT."""

    documents: int = 0
    net: Decimal = ZERO
    vat: Decimal = ZERO
    gross: Decimal = ZERO

    def add(self, net: Decimal | None, vat: Decimal | None, gross: Decimal | None) -> None:
        """Add a document's amounts; unknown ones (None) count as zero."""
        self.documents += 1
        self.net += net or ZERO
        self.vat += vat or ZERO
        self.gross += gross or ZERO


@dataclass(frozen=True, slots=True)
class Unpaid:
    """An issued document that is not fully paid."""

    number: str
    buyer: str
    issue_date: date | None
    due_date: date | None
    gross: Decimal
    due: Decimal
    currency: str


@dataclass(slots=True)
class MonthSummary:
    """The totals of a month's register.

    `fields` by VAT period ("" while it is unknown), `series` by series, title and currency, `collective` by day and
    rate, `abroad` by VAT period, rate and currency.
    """

    month: Month
    fields: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    series: dict[tuple[str, str, str], Count] = field(default_factory=dict)
    collective: dict[tuple[date, str], Sums] = field(default_factory=dict)
    abroad: dict[tuple[str, str, str], Sums] = field(default_factory=dict)
    without_pdf: list[str] = field(default_factory=list)
    documents: int = 0
    _open: dict[str, Unpaid] = field(default_factory=dict)
    _taken_back: dict[str, Decimal] = field(default_factory=dict)

    def add(self, row: RegisterRow) -> None:
        """Add a document of the register; one issued in a later month counts for VAT only."""
        self.documents += 1
        if row.is_counted:
            self._add_fields(row)
            self._add_abroad(row)
        if row.evidence is Evidence.INTERNAL:
            self._add_collective(row)
        if row.document.issue_date and Month.of(row.document.issue_date) == self.month:
            self._add_to_series(row)
            self._add_payment(row)

    def unpaid(self) -> Iterator[Unpaid]:
        """Yield the unpaid documents; what corrections of the month took back is subtracted from the amount due."""
        for document_id, unpaid in self._open.items():
            due = unpaid.due - self._taken_back.get(document_id, ZERO)
            if due > ZERO:
                yield replace(unpaid, due=due)

    def _add_fields(self, row: RegisterRow) -> None:
        amounts = dict(row.fields)
        if row.margin:
            amounts[MARGIN_SALE] = row.document.in_zloty(row.margin.sale) or ZERO
            amounts[MARGIN_PURCHASE] = row.margin.purchase or ZERO
        if not amounts:
            return
        sums = self.fields.setdefault(row.vat_period or "", {})
        for name, amount in amounts.items():
            sums[name] = sums.get(name, ZERO) + amount

    def _add_abroad(self, row: RegisterRow) -> None:
        for rate in row.foreign:
            key = (row.vat_period or "", rate.vat_rate, row.document.currency)
            self.abroad.setdefault(key, Sums()).add(rate.net, rate.vat, rate.gross)

    def _add_collective(self, row: RegisterRow) -> None:
        """Add to the return's one row per day and rate for confirmations; the day is that of the tax point."""
        document = row.document
        day = document.tax_point or document.issue_date
        for rate in document.totals.by_rate:
            if day and rate not in row.foreign:
                net, vat = _taxed(row, rate)
                sums = self.collective.setdefault((day, rate.vat_rate), Sums())
                sums.add(net, vat, document.in_zloty(rate.gross))

    def _add_to_series(self, row: RegisterRow) -> None:
        document = row.document
        count = self.series.setdefault((document.series or "", row.title, document.currency), Count())
        if row.is_counted:
            count.counted += 1
            count.gross += document.totals.gross
        else:
            count.others += 1
            count.others_gross += document.totals.gross

    def _add_payment(self, row: RegisterRow) -> None:
        document, due = row.document, row.summary.amount_due
        if due > ZERO and row.standing is not Standing.REPLACED:
            self._open[document.id] = Unpaid(
                number=document.number or "",
                buyer=document.buyer.name,
                issue_date=document.issue_date,
                due_date=document.due_date,
                gross=document.totals.gross,
                due=due,
                currency=document.currency,
            )
        if document.corrects and document.to_pay < 0:
            taken_back = -document.to_pay - document.refund
            earlier = self._taken_back.get(document.corrects.id, ZERO)
            self._taken_back[document.corrects.id] = earlier + taken_back


def _taxed(row: RegisterRow, rate: RateTotal) -> tuple[Decimal | None, Decimal | None]:
    if rate.vat_rate == MARGIN:
        return (row.margin.net, row.margin.vat) if row.margin else (None, None)
    return zloty_row(row.document, rate)
