"""What a document charges for: lines inside the VAT base, charges outside it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from invoicing.domain.basics.money import ZERO, round_to_grosz
from invoicing.domain.vat.rate import vat_in


class RateSource(StrEnum):
    """Where a line's VAT rate comes from, the strongest first."""

    USER = "user"
    FILE = "file"
    MEMORY = "memory"
    IMPORT = "import"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a document. `gross`, `net` and `vat` are calculated, never entered.

    `vat_rate` None means not known yet, which is not 0. `net` and `vat` are informative: the amounts of the legal table
    per rate, allocated to lines so that they add up to it. Never printed: `annex15` (whether annex 15 of the VAT Act
    lists the goods, for split payment; None: unknown), `purchase_price` (gross, of the whole line, for the margin) and
    `subsidy` (what the marketplace adds for the whole line).
    """

    id: str
    name: str
    quantity: Decimal
    unit_gross: Decimal
    unit: str = "szt."
    sku: str | None = None
    offer_id: str | None = None
    vat_rate: str | None = None
    vat_rate_source: RateSource | None = None
    gtu: str | None = None
    annex15: bool | None = None
    purchase_price: Decimal | None = None
    subsidy: Decimal | None = None
    is_delivery: bool = False
    gross: Decimal = ZERO
    net: Decimal | None = None
    vat: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """An amount outside the VAT base and outside the total, such as a deposit (kaucja)."""

    reason: str
    amount: Decimal


def calculated(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with `gross`, `net` and `vat` filled in.

    VAT is allocated cumulatively within each rate, so that the lines add up to the table:
    three lines of 19.99 at 23 % get 3.74, 3.74 and 3.73, which is the 11.21 of 59.97.
    """
    sums: dict[str, Decimal] = {}
    done = []
    for line in lines:
        gross = round_to_grosz(line.quantity * line.unit_gross)
        if line.vat_rate is None:
            done.append(replace(line, gross=gross, net=None, vat=None))
            continue
        before = sums.get(line.vat_rate, ZERO)
        after = sums[line.vat_rate] = before + gross
        vat = vat_in(after, line.vat_rate) - vat_in(before, line.vat_rate)
        done.append(replace(line, gross=gross, net=gross - vat, vat=vat))
    return tuple(done)
