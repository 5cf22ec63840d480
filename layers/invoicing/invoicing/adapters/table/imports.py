"""Import records, one item each, ordered by time."""

from contextlib import suppress

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import plain_of, value_of
from invoicing.adapters.table.engine.table import IS_NEW, ConditionFailedError, Put, Table
from invoicing.domain.basics.errors import InvalidFieldError, NotFoundError
from invoicing.domain.imports.record import Import

IS_OPEN = Path(["record", "finished_at"]).does_not_exist()


class DynamoDbImports:
    """Import records of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, seller_id: str, import_id: str) -> Import | None:
        """Return the record, or None."""
        item = self._table.get(keys.import_record(seller_id, import_id))
        return value_of(item["record"], Import) if item else None

    def get(self, seller_id: str, import_id: str) -> Import:
        """Return the record.

        Raises: NotFoundError.
        """
        record = self.find(seller_id, import_id)
        if record is None:
            raise NotFoundError("Nie ma takiego importu.")
        return record

    def save(self, record: Import) -> None:
        """Store the record unconditionally."""
        item = {"type": "import", "record": plain_of(record)}
        self._table.put(Put(keys.import_record(record.seller_id, record.id), item))

    def begin(self, record: Import) -> bool:
        """Store that a reading begins; False if a concurrent reading of the same bytes has finished."""
        try:
            self._put(record, IS_OPEN | (Path(["record", "etag"]) != record.etag))
        except ConditionFailedError:
            return False
        return True

    def progress(self, record: Import) -> None:
        """Store how far a reading has got; a late repetition of a slice or a concurrent reading never sets it back."""
        with suppress(ConditionFailedError):
            self._put(record, IS_OPEN & (Path("read").does_not_exist() | (Path("read") <= record.read)))

    def _put(self, record: Import, only_if: Condition) -> None:
        item = {"type": "import", "record": plain_of(record), "read": record.read}
        self._table.put(Put(keys.import_record(record.seller_id, record.id), item, only_if))

    def first_of(self, seller_id: str, digest: str, import_id: str) -> str:
        """Return the id of the first import of exactly these bytes, which is this one if there was none."""
        key = keys.file(seller_id, digest)
        with suppress(ConditionFailedError):
            self._table.put(Put(key, {"type": "file", "import_id": import_id}, IS_NEW))
            return import_id
        first = self._table.get(key)
        return str(first["import_id"]) if first else import_id

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Import, ...], str | None]:
        """Return up to `limit` records, newest first; the cursor is the last one's id.

        Raises: InvalidFieldError.
        """
        if cursor is not None and not cursor.replace("-", "").isalnum():
            raise InvalidFieldError("cursor", "nie rozumiem kursora – zacznij listę od początku.")
        start = keys.import_record(seller_id, cursor)._asdict() if cursor else None
        page = self._table.query(keys.imports(seller_id), limit=limit, start=start, newest_first=True)
        records = tuple(value_of(item["record"], Import) for item in page.items)
        return records, page.next["sk"] if page.next else None
