"""Users and machine clients, with their seller and role."""

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import plain_of, value_of
from invoicing.adapters.table.engine.table import Put, Table
from invoicing.domain.basics.roles import Principal


class DynamoDbPrincipals:
    """The seller and the role of each user and machine client."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def find(self, subject: str) -> Principal | None:
        """Return the principal of a subject (a user's sub or a client id), or None."""
        item = self._table.get(keys.principal(subject))
        return value_of(item, Principal) if item else None

    def save(self, principal: Principal) -> None:
        """Store or replace a principal."""
        item = {"type": "principal", **plain_of(principal)}
        self._table.put(Put(keys.principal(principal.subject), item))
