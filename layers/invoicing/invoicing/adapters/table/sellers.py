"""Sellers' settings."""

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import plain_of, value_of
from invoicing.adapters.table.engine.table import IS_NEW, ConditionFailedError, Put, Table
from invoicing.domain.basics.errors import NotFoundError, StaleVersionError
from invoicing.domain.sellers.settings import SellerSettings


class DynamoDbSellers:
    """Settings, one item per seller."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, seller_id: str) -> SellerSettings:
        """Return a seller's settings.

        Raises: NotFoundError.
        """
        item = self._table.get(keys.seller(seller_id))
        if item is None:
            raise NotFoundError("Nie ma takiego sprzedawcy.")
        return value_of(item["settings"], SellerSettings)

    def save(self, settings: SellerSettings, *, instead_of: int) -> None:
        """Replace this version of the settings (0: none exist yet).

        Raises: StaleVersionError.
        """
        only_if = IS_NEW if instead_of == 0 else Path("version") == instead_of
        item = {"type": "seller", "version": settings.version, "settings": plain_of(settings)}
        try:
            self._table.put(Put(keys.seller(settings.id), item, only_if))
        except ConditionFailedError as error:
            raise StaleVersionError("Ktoś zmienił ustawienia w międzyczasie – odśwież.") from error
