"""What the marketplace adds to a price. By default the invoice shows the full price, which the seller receives."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from invoicing.domain.basics.money import GROSZ, round_to_grosz
from invoicing.domain.vat.line import Line


def as_paid(line: Line) -> Iterator[Line]:
    """Yield the line at the price that the buyer paid.

    If that does not divide into whole grosze, the last piece gets its own line and takes the rest.
    """
    if not line.subsidy:
        yield line
        return
    paid = max(round_to_grosz(line.quantity * line.unit_gross) - line.subsidy, Decimal(0))
    unit = (paid / line.quantity).quantize(GROSZ, ROUND_DOWN)
    rest = paid - unit * line.quantity
    if not rest:
        yield replace(line, unit_gross=unit, subsidy=None)
    elif line.quantity == 1 or line.quantity != line.quantity.to_integral_value():
        yield replace(line, quantity=Decimal(1), unit_gross=paid, subsidy=None)
    else:
        yield replace(line, quantity=line.quantity - 1, unit_gross=unit, subsidy=None)
        yield replace(line, id=f"{line.id}-rest", quantity=Decimal(1), unit_gross=unit + rest, subsidy=None)
