"""One sale in several files: which version counts, field by field, in whatever order they arrived.

Known beats unknown. Where two versions differ, the one with the later status counts, then the one with the higher
paid amount, then the greater value. The result is a maximum over the set of versions, so merging is commutative,
associative and idempotent by construction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from invoicing.domain.documents.parties import Buyer
from invoicing.domain.sales.sale import STATUS_ORDER, Sale, SaleLine

Rank = tuple[int, Decimal]
_UNKNOWN_AMOUNT = Decimal(-1)
_WHOLE_FIELDS = tuple(
    field.name for field in fields(Sale) if field.name not in ("position", "order_id", "lines", "buyer")
)
_LINE_FIELDS = tuple(field.name for field in fields(SaleLine) if field.name != "id")


def merged(versions: Iterable[Sale]) -> Sale:
    """Return the sale that all its versions describe together."""
    ranked = sorted(versions, key=_order, reverse=True)
    best = ranked[0]
    known = {name: _first_known(ranked, name) for name in _WHOLE_FIELDS}
    return replace(best, **known, buyer=_buyer(ranked), lines=_lines(ranked))


def undominated(versions: Iterable[Sale]) -> tuple[Sale, ...]:
    """Return the versions that can still matter, in a fixed order.

    A version is dropped if one that ranks higher knows everything it knows.
    """
    ranked = sorted({_content(sale): sale for sale in versions}.values(), key=_order, reverse=True)
    kept: list[Sale] = []
    for sale in ranked:
        if not any(_rank(other) > _rank(sale) and _knows_all_of(other, sale) for other in kept):
            kept.append(sale)
    return tuple(kept)


def _rank(sale: Sale) -> Rank:
    status = STATUS_ORDER.index(sale.status) if sale.status in STATUS_ORDER else -1
    return status, sale.paid if sale.paid is not None else _UNKNOWN_AMOUNT


def _order(sale: Sale) -> tuple[Rank, str]:
    return _rank(sale), repr(_plain(_content(sale)))


def _plain(value: Any) -> Any:
    """Return a value in a form that is the same for equal values: 360 and 360.00 are one amount."""
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value


def _content(sale: Sale) -> Sale:
    """Return the sale without its position in the file."""
    return replace(sale, position=0)


def _first_known(ranked: Sequence[Any], name: str) -> Any:
    """Return the value of the first version that knows it; among equal ranks the greater value comes first."""
    known = [(version, getattr(version, name)) for version in ranked if _is_known(getattr(version, name))]
    if not known:
        return getattr(ranked[0], name)
    return known[0][1]


def _is_known(value: Any) -> bool:
    return value is not None and value not in ("", ())


def _buyer(ranked: Sequence[Sale]) -> Buyer:
    """Take the buyer from the highest-ranking version that names one, never mixed; only contacts are filled in."""
    named = [sale.buyer for sale in ranked if sale.buyer.name or sale.buyer.nip]
    buyer = named[0] if named else ranked[0].buyer
    contacts = [sale.buyer for sale in ranked]
    return replace(buyer, email=_first_known(contacts, "email"), phone=_first_known(contacts, "phone"))


def _lines(ranked: Sequence[Sale]) -> tuple[SaleLine, ...]:
    """Take the set of lines from the highest-ranking version, and each line's unknown fields from the others."""
    with_lines = [sale for sale in ranked if sale.lines]
    if not with_lines:
        return ()
    by_id = [{line.id: line for line in sale.lines} for sale in with_lines]
    return tuple(_line([lines[line.id] for lines in by_id if line.id in lines]) for line in with_lines[0].lines)


def _line(ranked: Sequence[SaleLine]) -> SaleLine:
    return replace(ranked[0], **{name: _first_known(ranked, name) for name in _LINE_FIELDS})


def _knows_all_of(other: Sale, sale: Sale) -> bool:
    """True if `other` knows every field that `sale` knows, including those of its buyer and its lines."""
    if not all(_is_known(getattr(other, name)) for name in _WHOLE_FIELDS if _is_known(getattr(sale, name))):
        return False
    knows_buyer = all(
        _is_known(getattr(other.buyer, name))
        for name in ("name", "nip", "email", "phone")
        if _is_known(getattr(sale.buyer, name))
    )
    lines = {line.id: line for line in other.lines}
    return knows_buyer and all(line.id in lines and _knows_line(lines[line.id], line) for line in sale.lines)


def _knows_line(other: SaleLine, line: SaleLine) -> bool:
    return all(_is_known(getattr(other, name)) for name in _LINE_FIELDS if _is_known(getattr(line, name)))
