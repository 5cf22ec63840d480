"""Who may work for whom."""

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import plain_of, value_of
from invoicing.adapters.table.engine.table import Put, Table
from invoicing.domain.basics.roles import Principal


class DynamoDbPrincipals:
    """Which seller a user or a machine client works for, and as what."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, subject: str) -> Principal | None:
        """Return who this subject (user's sub or client id) is, or None."""
        item = self._table.get(keys.principal(subject))
        return value_of(item, Principal) if item else None

    def save(self, principal: Principal) -> None:
        """Store who a subject is."""
        item = {"type": "principal", **plain_of(principal)}
        self._table.put(Put(keys.principal(principal.subject), item))
