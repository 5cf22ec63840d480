"""Records of imports, one item each, ordered by time."""

from invoicing.adapters.table import keys
from invoicing.adapters.table.codec import plain_of, value_of
from invoicing.adapters.table.table import Put, Table
from invoicing.domain.errors import InvalidFieldError, NotFoundError
from invoicing.domain.imports import Import


class DynamoDbImports:
    """Import records of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, seller_id: str, import_id: str) -> Import | None:
        """Return the record, or None."""
        item = self._table.get(keys.import_record(seller_id, import_id))
        return value_of(item["record"], Import) if item else None

    def get(self, seller_id: str, import_id: str) -> Import:
        """Return the record or raise `NotFoundError`."""
        record = self.find(seller_id, import_id)
        if record is None:
            raise NotFoundError("Nie ma takiego importu.")
        return record

    def save(self, record: Import) -> None:
        """Store the record as it is now."""
        item = {"type": "import", "record": plain_of(record)}
        self._table.put(Put(keys.import_record(record.seller_id, record.id), item))

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Import, ...], str | None]:
        """Return up to `limit` records, newest first; the cursor is the last one's id."""
        if cursor is not None and not cursor.replace("-", "").isalnum():
            raise InvalidFieldError("cursor", "nie rozumiem kursora – zacznij listę od początku.")
        start = keys.import_record(seller_id, cursor)._asdict() if cursor else None
        page = self._table.query(keys.imports(seller_id), limit=limit, start=start, newest_first=True)
        records = tuple(value_of(item["record"], Import) for item in page.items)
        return records, page.next["sk"] if page.next else None
