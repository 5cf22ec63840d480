"""The state of a sale according to a document, and the difference between two states.

The difference is table(after) - table(before), both by art. 106e ust. 7-8 (art. 106j ust. 2 pkt 5): the VAT of the
difference alone would leave a wrong state.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.parties import Buyer
from invoicing.domain.vat.line import Charge, Line, calculated
from invoicing.domain.vat.totals import RateTotal, Totals, totals_of


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Lines, deposits and buyer after a document or a correction of it."""

    lines: tuple[Line, ...]
    charges: tuple[Charge, ...]
    totals: Totals
    buyer: Buyer

    @property
    def to_pay(self) -> Decimal:
        """The total and the charges outside it."""
        return to_pay_of(self.totals, self.charges)

    @property
    def is_empty(self) -> bool:
        """True if nothing is left to correct."""
        return not self.to_pay and not any(line.quantity for line in self.lines)


def to_pay_of(totals: Totals, charges: Iterable[Charge]) -> Decimal:
    """Return the total and the charges outside it."""
    return totals.gross + sum((charge.amount for charge in charges), ZERO)


def state_of(lines: Iterable[Line], charges: Iterable[Charge], buyer: Buyer) -> State:
    """Return the state of these entries; rates with nothing left are not in its table."""
    done = calculated(lines)
    totals = totals_of(done)
    by_rate = tuple(row for row in totals.by_rate if row.gross)
    remaining = tuple(charge for charge in charges if charge.amount)
    return State(lines=done, charges=remaining, totals=replace(totals, by_rate=by_rate), buyer=buyer)


def difference(before: Totals, after: Totals) -> Totals:
    """Return after - before, per rate where something changes; unknown net and VAT stay unknown."""
    rows = {row.vat_rate: row for row in before.by_rate}
    new = {row.vat_rate: row for row in after.by_rate}
    changes = [_row(rate, rows.get(rate), new.get(rate)) for rate in dict.fromkeys((*rows, *new))]
    return Totals(
        gross=after.gross - before.gross,
        net=None if before.net is None or after.net is None else after.net - before.net,
        vat=None if before.vat is None or after.vat is None else after.vat - before.vat,
        by_rate=tuple(row for row in changes if row.net or row.vat or row.gross),
    )


def _row(rate: str, before: RateTotal | None, after: RateTotal | None) -> RateTotal:
    nothing = RateTotal(vat_rate=rate, net=ZERO, vat=ZERO, gross=ZERO)
    old, new = before or nothing, after or nothing
    return RateTotal(vat_rate=rate, net=new.net - old.net, vat=new.vat - old.vat, gross=new.gross - old.gross)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """A line's amounts in one state."""

    quantity: Decimal
    unit_gross: Decimal
    vat_rate: str | None
    net: Decimal | None
    vat: Decimal | None
    gross: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountsChange:
    """What changes in a line. Net and VAT are the line's share of its rate's table, as on every document."""

    quantity: Decimal
    net: Decimal | None
    vat: Decimal | None
    gross: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """A line before and after; `line` counts the lines of the corrected document from 1."""

    line: int
    id: str
    name: str
    unit: str
    vat_rate: str | None
    is_delivery: bool
    before: Amounts
    after: Amounts
    difference: AmountsChange


def line_changes(before: State, after: State) -> tuple[LineChange, ...]:
    """Return every line of the corrected document, before and after."""
    new = {line.id: line for line in after.lines}
    return tuple(
        _line_change(number, line, new.get(line.id, line)) for number, line in enumerate(before.lines, start=1)
    )


def _line_change(number: int, before: Line, after: Line) -> LineChange:
    return LineChange(
        line=number,
        id=before.id,
        name=after.name,
        unit=after.unit,
        vat_rate=after.vat_rate,
        is_delivery=before.is_delivery,
        before=_amounts(before),
        after=_amounts(after),
        difference=AmountsChange(
            quantity=after.quantity - before.quantity,
            net=None if after.net is None or before.net is None else after.net - before.net,
            vat=None if after.vat is None or before.vat is None else after.vat - before.vat,
            gross=after.gross - before.gross,
        ),
    )


def _amounts(line: Line) -> Amounts:
    return Amounts(
        quantity=line.quantity,
        unit_gross=line.unit_gross,
        vat_rate=line.vat_rate,
        net=line.net,
        vat=line.vat,
        gross=line.gross,
    )
