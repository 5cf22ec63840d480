"""What DynamoDB charges for: sizes of items in its own way of counting, and the units of a read and of a write.

After https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html (write capacity units).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from typing import Any

Wire = Mapping[str, Any]
"""An item, or an attribute value, as DynamoDB sends it."""

WRITTEN_AT_ONCE = 1024
READ_AT_ONCE = 4096
TABLE_IN_TRANSACTION = 2
"""A transaction prepares and commits each item. Indexes are written once, after it, and cost what they do outside."""
_PER_ELEMENT, _PER_COLLECTION, _FLAG = 1, 3, 1


def size_of(item: Wire) -> int:
    """Return the bytes of an item, names included."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: Wire) -> int:
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return len(content.lstrip("-").replace(".", "")) // 2 + 2
    if kind == "B":
        return len(content)
    if kind == "M":
        return _PER_COLLECTION + sum(len(k.encode()) + _size(v) + _PER_ELEMENT for k, v in content.items())
    if kind == "L":
        return _PER_COLLECTION + sum(_size(element) + _PER_ELEMENT for element in content)
    return _FLAG


def steps(size: int, at_once: int) -> int:
    """Return how many steps a size takes; nothing takes one, too."""
    return max(1, -(-size // at_once))


def write_units(old: Wire | None, new: Wire | None, *, in_transaction: bool) -> int:
    """Return the units of one write to the table: the larger of what was and what is there."""
    largest = max(size_of(item) if item else 0 for item in (old, new))
    return steps(largest, WRITTEN_AT_ONCE) * (TABLE_IN_TRANSACTION if in_transaction else 1)


def read_units(sizes: Iterable[int], *, consistent: bool) -> Decimal:
    """Return the units of items that are read one by one: each is rounded for itself."""
    whole = sum(steps(size, READ_AT_ONCE) for size in sizes)
    return Decimal(whole) if consistent else Decimal(whole) / 2


@dataclass(frozen=True)
class Index:
    """A global secondary index."""

    name: str
    keys: tuple[str, ...]
    projection: str
    more: tuple[str, ...] = ()

    def entry(self, item: Wire | None) -> Wire | None:
        """Return what the index holds of an item; None for one that lacks its keys."""
        if item is None or any(key not in item for key in self.keys):
            return None
        if self.projection == "ALL":
            return item
        return {name: item[name] for name in ("pk", "sk", *self.keys, *self.more) if name in item}

    def write_units(self, old: Wire | None, new: Wire | None) -> int:
        """Return the units of what a write changes in the index; a changed key is a deletion and a new entry."""
        before, after = self.entry(old), self.entry(new)
        if before == after:
            return 0
        if before and after and all(before[key] == after[key] for key in self.keys):
            return steps(max(size_of(before), size_of(after)), WRITTEN_AT_ONCE)
        return sum(steps(size_of(entry), WRITTEN_AT_ONCE) for entry in (before, after) if entry)


def indexes_of(table: Mapping[str, Any]) -> tuple[Index, ...]:
    """Return the indexes of a table's properties in the template."""
    return tuple(
        Index(
            name=index["IndexName"],
            keys=tuple(key["AttributeName"] for key in index["KeySchema"]),
            projection=index["Projection"]["ProjectionType"],
            more=tuple(index["Projection"].get("NonKeyAttributes", ())),
        )
        for index in table["GlobalSecondaryIndexes"]
    )


def rounded(amount: Decimal, to: str = "0.000001") -> Decimal:
    """Return an amount rounded up, as a bill is."""
    return amount.quantize(Decimal(to), ROUND_UP)
