"""An open sales file from Allegro: its syntax, its announced size, and its sales one by one."""

from collections.abc import Iterator
from itertools import chain
from typing import IO, Protocol

from invoicing.adapters.allegro.sale.building import sale_of
from invoicing.adapters.allegro.syntax.grouping import Row, grouped, too_many_transactions
from invoicing.adapters.allegro.syntax.paths import Paths
from invoicing.adapters.allegro.syntax.records import Group
from invoicing.adapters.allegro.vocabulary.field_names import LINE, ORDER
from invoicing.adapters.files import limits
from invoicing.adapters.files.encodings import Encoding
from invoicing.adapters.files.file_kind import CSV, JSON, kind_of, no_sales
from invoicing.domain.sales.sale import Rejected, Sale

_TAIL = 4096


class Records(Protocol):
    """The raw records of a file in one syntax."""

    @property
    def expected(self) -> int | None: ...
    def records(self, after: int) -> Iterator[Group]: ...


class SalesFile:
    """A sales file that is being read.

    `syntax` is `xml`, `csv` or `json`; `expected` is the number of transactions that the file announces, if it is
    cheap to read.
    """

    def __init__(self, syntax: str, records: Records, paths: Paths) -> None:
        self.syntax = syntax
        self.expected = records.expected
        self._records = records
        self._paths = paths

    @property
    def unknown_fields(self) -> tuple[str, ...]:
        """Names of the unknown fields read so far; never their values."""
        return self._paths.unknown

    def sales(self, after: int = 0) -> Iterator[Sale | Rejected]:
        """Yield a sale or a rejection for each transaction after the first `after` ones, with positions from 1.

        A file that is no sales file or is truncated is refused, but everything before that point is yielded.
        Raises: UnreadableFileError.
        """
        position = after
        for position, group in enumerate(self._groups(after), start=after + 1):
            if position > limits.TRANSACTIONS:
                raise too_many_transactions()
            yield sale_of(position, group)
        if position == 0:
            raise no_sales()

    def _groups(self, after: int) -> Iterator[Group]:
        """Return the raw transactions. If the first record is a table row, all are, and they are grouped."""
        if self.syntax == CSV:
            return self._records.records(after)
        records = self._records.records(0)
        first = next(records, None)
        if first is None or not _is_about_a_sale(first):
            raise no_sales()
        if first.is_row:
            return grouped(map(_row, chain([first], records)), after)
        return self._records.records(after) if after else chain([first], records)


def open_sales(source: IO[bytes]) -> SalesFile:
    """Open a seekable file; one that is no sales file or is not safe to read is refused.

    Raises: UnreadableFileError.
    """
    kind = kind_of(source)
    paths = Paths()
    records: Records
    if kind.syntax == CSV:
        from invoicing.adapters.allegro.syntax.csv_records import CsvRecords

        records = CsvRecords(lambda: kind.encoding.texts(source), _tail(source, kind.encoding), paths)
    elif kind.syntax == JSON:
        from invoicing.adapters.allegro.syntax.json_records import JsonRecords

        records = JsonRecords(lambda: kind.encoding.texts(source), _tail(source, kind.encoding), paths)
    else:
        from invoicing.adapters.allegro.syntax.xml_records import XmlRecords

        records = XmlRecords(lambda: kind.encoding.utf_8(source), paths)
    return SalesFile(kind.syntax, records, paths)


def _tail(source: IO[bytes], encoding: Encoding) -> str:
    """Return the end of the file, where some announce their size; only ASCII matters there."""
    size = source.seek(0, 2)
    source.seek(max(encoding.start, size - _TAIL))
    return source.read().decode("latin-1")


def _is_about_a_sale(group: Group) -> bool:
    return bool(group.broken or group.of(LINE) or group.is_row or "order_id" in group.values)


def _row(group: Group) -> Row:
    value = group.values.get("order_id")
    return ORDER, value[1].strip() if value else None, group
