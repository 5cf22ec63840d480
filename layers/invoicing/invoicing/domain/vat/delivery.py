"""Delivery is part of the price of the goods (art. 29a ust. 6 pkt 2): with several VAT rates it is split among them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from invoicing.domain.basics.money import ZERO, round_to_grosz
from invoicing.domain.vat.line import Line, RateSource
from invoicing.domain.vat.rate import rate_of

DELIVERY_LINE = "delivery"


class DeliveryVat(StrEnum):
    """How delivery is taxed if the goods have several rates; a seller's setting."""

    PROPORTIONAL = "proportional"
    MAIN_RATE = "main"


def delivery_lines(whole: Line, goods: Iterable[Line], policy: DeliveryVat) -> tuple[Line, ...]:
    """Return the delivery as one line per VAT rate of the goods, or as one without a rate while any is unknown.

    `whole` is the delivery as one line. Shares are in proportion, smallest group first, half up; the largest takes the
    rest.
    """
    groups = _gross_by_rate(goods)
    if not groups or None in groups:
        return (replace(whole, vat_rate=None, vat_rate_source=None),)
    ordered = sorted(groups.items(), key=lambda group: (group[1][0], rate_of(str(group[0])).percent, str(group[0])))
    if policy is DeliveryVat.MAIN_RATE or len(ordered) == 1:
        rate, (_, source) = ordered[-1]
        return (replace(whole, vat_rate=rate, vat_rate_source=source),)
    shares = _shares(whole.unit_gross, [gross for _, (gross, _) in ordered])
    parts = [
        replace(whole, unit_gross=share, vat_rate=rate, vat_rate_source=source)
        for share, (rate, (_, source)) in zip(shares, ordered, strict=True)
        if share
    ]
    return tuple(replace(part, id=_part_id(number)) for number, part in enumerate(parts))


def is_delivery(line: Line) -> bool:
    """True for a line that we made for the delivery and whose rate nobody has changed."""
    return line.is_delivery and line.vat_rate_source is not RateSource.USER


def with_delivery_split_again(lines: tuple[Line, ...], policy: DeliveryVat) -> tuple[Line, ...]:
    """Return the lines with the delivery split by the goods' current rates; a rate that a person chose stays."""
    parts = [line for line in lines if is_delivery(line)]
    if not parts or any(line.is_delivery and not is_delivery(line) for line in lines):
        return lines
    goods = [line for line in lines if not line.is_delivery]
    whole = replace(parts[0], id=DELIVERY_LINE, unit_gross=sum((part.unit_gross for part in parts), ZERO))
    return (*goods, *delivery_lines(whole, goods, policy))


def _part_id(number: int) -> str:
    return DELIVERY_LINE if number == 0 else f"{DELIVERY_LINE}-{number + 1}"


def _gross_by_rate(goods: Iterable[Line]) -> dict[str | None, tuple[Decimal, RateSource | None]]:
    groups: dict[str | None, tuple[Decimal, RateSource | None]] = {}
    for line in goods:
        gross, source = groups.get(line.vat_rate, (ZERO, line.vat_rate_source))
        groups[line.vat_rate] = (gross + round_to_grosz(line.quantity * line.unit_gross), source)
    return groups


def _shares(delivery: Decimal, weights: list[Decimal]) -> Iterator[Decimal]:
    """Yield each weight's share of the delivery; the last one takes the rest."""
    total, rest = sum(weights, ZERO), delivery
    for weight in weights[:-1]:
        share = round_to_grosz(delivery * weight / total) if total else ZERO
        rest -= share
        yield share
    yield rest
