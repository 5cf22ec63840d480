"""The register of numbers in the table: entries of documents, and void ranges where a series was moved forward."""

from collections.abc import Iterable, Iterator

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import plain_of, value_of
from invoicing.adapters.table.engine.table import IS_NEW, Item, Put, Table, TransactionRefusedError
from invoicing.adapters.table.issues import counter_update
from invoicing.domain.documents.number_pattern import Pattern
from invoicing.domain.documents.number_register import NumberEntry
from invoicing.services.books.ports import Skipped, TakenSeries
from invoicing.services.documents.ports import NumberTakenError

PAGE = 500


class DynamoDbNumbers:
    """Numbers of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def series(self, seller_id: str) -> tuple[TakenSeries, ...]:
        """Return every series and period that has numbers, with its last one."""
        return tuple(
            _taken(item)
            for item in self._table.query_all(keys.seller(seller_id).pk, sort=Path("sk").startswith("SERIES#"))
        )

    def entries(self, seller_id: str, period: str) -> Iterator[NumberEntry]:
        """Yield the numbers of a period (`2026-11`, `2026`), by series and ordinal."""
        for taken in self.series(seller_id):
            if taken.period == period:
                yield from self.of_series(seller_id, taken.series, taken.period)

    def of_series(self, seller_id: str, series: str, period: str, after: int = 0) -> Iterator[NumberEntry]:
        """Yield the numbers of one period of a series after this one, void ones included."""
        partition = keys.register(seller_id, series, period, 0).pk
        start = keys.register(seller_id, series, period, after + 1).sk
        end = keys.register(seller_id, series, period, 10**keys.ORDINAL_DIGITS - 1).sk
        for item in self._table.query_all(partition, sort=Path("sk").between(start, end), limit=PAGE):
            yield from (entry for entry in _entries(item) if entry.ordinal > after)

    def skip(self, seller_id: str, skipped: Skipped) -> None:
        """Void numbers for good, with the reason; refused if a number was taken concurrently.

        Raises: NumberTakenError, TryLaterError.
        """
        counter = counter_update(seller_id, skipped.series, skipped.period, skipped.first - 1, skipped.last)
        item = {"type": "void", **plain_of(skipped)}
        entry = Put(keys.register(seller_id, skipped.series, skipped.period, skipped.last), item, IS_NEW)
        try:
            self._table.transact([counter, entry])
        except TransactionRefusedError as refused:
            raise NumberTakenError from refused

    def skipped(self, seller_id: str, series: str, period: str, last: int) -> Skipped | None:
        """Return the void range that ends with this number, or None."""
        item = self._table.get(keys.register(seller_id, series, period, last))
        return value_of(item, Skipped) if item and item["type"] == "void" else None


def _taken(item: Item) -> TakenSeries:
    _, series, period = item["sk"].split("#", 2)
    return TakenSeries(series, period, item["last"])


def _entries(item: Item) -> Iterable[NumberEntry]:
    series, period, ordinal = item["sk"].rsplit("#", 2)
    if item["type"] == "void":
        return _void(value_of(item, Skipped))
    facts = {name: item.get(name) for name in ("number", "document_id", "kind", "issue_date")}
    entry = {"series": series, "period": period, "ordinal": int(ordinal), **facts}
    return (value_of(entry, NumberEntry),)


def _void(skipped: Skipped) -> Iterator[NumberEntry]:
    pattern = Pattern.parse(skipped.pattern)
    for ordinal in range(skipped.first, skipped.last + 1):
        yield NumberEntry(
            series=skipped.series,
            period=skipped.period,
            ordinal=ordinal,
            number=pattern.number(ordinal, skipped.on),
            void_reason=skipped.reason,
        )
