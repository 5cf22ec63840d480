"""Requests that callers have named (`Idempotency-Key`): one name creates one thing, once."""

from datetime import datetime, timedelta

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.table import IS_NEW, ConditionFailedError, Put, Table
from invoicing.domain.basics.errors import ReusedKeyError

REMEMBERED_FOR = timedelta(days=30)


class DynamoDbRequests:
    """Named requests of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def remembered(self, seller_id: str, name: str, digest: str, made_id: str, at: datetime) -> str:
        """Return the id of what a request creates: this one, or that of its first attempt.

        The same name with other content (`digest`) is refused. Raises: ReusedKeyError.
        """
        key = keys.request(seller_id, name)
        expires_at = int((at + REMEMBERED_FOR).timestamp())
        item = {"type": "request", "digest": digest, "made_id": made_id, "expires_at": expires_at}
        try:
            self._table.put(Put(key, item, IS_NEW))
        except ConditionFailedError:
            first = self._table.get(key) or item
            if first["digest"] != digest:
                raise ReusedKeyError from None
            return str(first["made_id"])
        return made_id
