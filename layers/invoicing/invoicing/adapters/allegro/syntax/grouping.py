"""Groups the rows of each transaction, however far apart, in constant memory: in a file on disk.

A sales summary lists all orders first and all their lines after them; a flat table repeats the order in every line, and
the lines of an order need not be adjacent.
"""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from invoicing.adapters.allegro.syntax.records import Group
from invoicing.adapters.allegro.vocabulary.field_names import LINE
from invoicing.adapters.files import limits
from invoicing.adapters.files.texts import cleaned
from invoicing.domain.basics.errors import UnreadableFileError

if TYPE_CHECKING:
    import sqlite3

_CACHE_KB = 256
_SETTINGS = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA temp_store = FILE",
    f"PRAGMA cache_size = -{_CACHE_KB}",
    "CREATE TABLE transactions (number INTEGER PRIMARY KEY, key TEXT UNIQUE)",
    "CREATE TABLE rows (number INTEGER, content BLOB)",
)
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(tuple[str, Group])
Row = tuple[str, str | None, Group]
"""The kind of a row (a transaction or one of its lines), the key of its transaction, and its content."""


def grouped(rows: Iterable[Row], after: int) -> Iterator[Group]:
    """Yield one group per transaction, in order of first appearance, without the first `after` ones.

    A row without a key is a transaction of its own. Nothing is yielded before the last row has been read: a truncated
    file may have lost lines of any order.
    Raises: UnreadableFileError.
    """
    import sqlite3

    with tempfile.TemporaryDirectory(prefix="sales-") as folder:
        database = sqlite3.connect(Path(folder) / "rows.sqlite", isolation_level=None)
        try:
            for setting in _SETTINGS:
                database.execute(setting)
            database.execute("BEGIN")
            database.executemany("INSERT INTO rows VALUES (?, ?)", _numbered(database, rows))
            database.execute("CREATE INDEX by_transaction ON rows (number)")
            stored = database.execute(
                "SELECT number, content FROM rows WHERE number > ? ORDER BY number, rowid", (after,)
            )
            for _, contents in groupby(stored, itemgetter(0)):
                yield _joined(content for _, content in contents)
        finally:
            database.close()


def _numbered(database: "sqlite3.Connection", rows: Iterable[Row]) -> Iterator[tuple[int, bytes]]:
    """Yield the rows, each with the number of its transaction in the file."""
    last_key, number = None, 0
    for kind, key, group in rows:
        if key is None or key != last_key:
            number = _number(database, key)
            last_key = key
        yield number, _written(kind, group)


def _number(database: "sqlite3.Connection", key: str | None) -> int:
    if key is not None:
        existing = database.execute("SELECT number FROM transactions WHERE key = ?", (key,)).fetchone()
        if existing:
            return int(existing[0])
    number = database.execute("INSERT INTO transactions (key) VALUES (?)", (key,)).lastrowid or 0
    if number > limits.TRANSACTIONS:
        raise too_many_transactions()
    return number


def too_many_transactions() -> UnreadableFileError:
    """Return the refusal of a file with too many transactions."""
    return UnreadableFileError(
        "too_many_transactions",
        f"Plik ma ponad {limits.TRANSACTIONS} zamówień. Pobierz sprzedaż z krótszego okresu, w kilku plikach.",
    )


def _written(kind: str, group: Group) -> bytes:
    try:
        return _ENCODER.encode((kind, group))
    except UnicodeEncodeError:  # lone surrogates, which JSON can spell
        for values in (group.values, group.flat):
            values.update({name: (rank, cleaned(text), path) for name, (rank, text, path) in values.items()})
        return _ENCODER.encode((kind, group))


def _joined(contents: Iterable[bytes]) -> Group:
    """Return the rows of one transaction as one group: the first text of each field, and all lines."""
    whole, seen, has_order = Group(), set[bytes](), False
    for content in contents:
        kind, row = _DECODER.decode(content)
        line = row if kind == LINE else Group(values=row.flat) if row.is_row else None
        whole.broken = whole.broken or row.broken
        if kind != LINE:
            has_order = True
            whole.absorb(row)
        if line is not None and not ("line_id" in line.values and content in seen):
            # an identical line of the same order is a duplicate from two concatenated exports
            whole.add(LINE, line)
            if whole.broken is None:
                seen.add(content)
    if not has_order:
        _report_lost_order(whole)
    return whole


def _report_lost_order(whole: Group) -> None:
    whole.broken = whole.broken or "w pliku są pozycje tego zamówienia, ale nie ma samego zamówienia."
    for line in whole.of(LINE):
        if "order_id" in line.values:
            whole.values["order_id"] = line.values["order_id"]
