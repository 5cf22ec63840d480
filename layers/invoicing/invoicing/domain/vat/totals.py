"""The legal VAT table and the sums below it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from invoicing.domain.basics.money import ZERO, round_to_grosz
from invoicing.domain.vat.line import Line
from invoicing.domain.vat.rate import vat_in


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTotal:
    """One row of the VAT table: a rate's gross sum and the VAT contained in it."""

    vat_rate: str
    net: Decimal
    vat: Decimal
    gross: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Sums of a document. `net` and `vat` are None while any line's rate is unknown.

    `net_pln` and `vat_pln` are the same in zloty, if the document is in another currency (art. 106e ust. 11).
    """

    gross: Decimal = ZERO
    net: Decimal | None = None
    vat: Decimal | None = None
    net_pln: Decimal | None = None
    vat_pln: Decimal | None = None
    by_rate: tuple[RateTotal, ...] = ()


def vat_table(lines: Iterable[Line]) -> tuple[RateTotal, ...]:
    """Return VAT per rate from the rate's gross sum (art. 106e ust. 7-8), in order of appearance."""
    gross_sums: dict[str, Decimal] = {}
    for line in lines:
        if line.vat_rate is not None:
            gross_sums[line.vat_rate] = gross_sums.get(line.vat_rate, ZERO) + line.gross
    return tuple(_rate_total(rate, gross) for rate, gross in gross_sums.items())


def _rate_total(rate: str, gross: Decimal) -> RateTotal:
    vat = vat_in(gross, rate)
    return RateTotal(vat_rate=rate, net=gross - vat, vat=vat, gross=gross)


def totals_of(lines: Iterable[Line]) -> Totals:
    """Return the sums of calculated lines."""
    lines = tuple(lines)
    gross = sum((line.gross for line in lines), ZERO)
    table = vat_table(lines)
    if not lines or any(line.vat_rate is None for line in lines):
        return Totals(gross=gross, by_rate=table)
    vat = sum((row.vat for row in table), ZERO)
    return Totals(gross=gross, net=gross - vat, vat=vat, by_rate=table)


def with_zloty(totals: Totals, rate: Decimal) -> Totals:
    """Return the totals with net and VAT also in zloty, each row of the table rounded half up."""
    net = sum((round_to_grosz(row.net * rate) for row in totals.by_rate), ZERO)
    vat = sum((round_to_grosz(row.vat * rate) for row in totals.by_rate), ZERO)
    return replace(totals, net_pln=net, vat_pln=vat)
