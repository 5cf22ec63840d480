"""VAT rules remembered per offer and per SKU."""

from collections.abc import Iterator

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import plain_of, value_of
from invoicing.adapters.table.engine.table import MOST_WRITES, Item, Put, Table
from invoicing.domain.vat.memory import RateBook, VatRule


def rule_puts(seller_id: str, book: RateBook) -> Iterator[Put]:
    """Yield the writes of these rules; a newer rule replaces an older one."""
    for offer_id, rule in book.by_offer.items():
        yield Put(keys.offer(seller_id, offer_id), {"type": "rule", **plain_of(rule)})
    for sku, rule in book.by_sku.items():
        yield Put(keys.sku(seller_id, sku), {"type": "rule", **plain_of(rule)})


class DynamoDbRules:
    """VAT rules of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def book(self, seller_id: str) -> RateBook:
        """Return all rules of a seller."""
        return RateBook(by_offer=self._rules(seller_id, "OFFER#"), by_sku=self._rules(seller_id, "SKU#"))

    def remember(self, seller_id: str, book: RateBook) -> None:
        """Add these rules to the existing ones.

        Raises: TryLaterError.
        """
        puts = list(rule_puts(seller_id, book))
        for start in range(0, len(puts), MOST_WRITES):
            self._table.transact(puts[start : start + MOST_WRITES])

    def _rules(self, seller_id: str, prefix: str) -> dict[str, VatRule]:
        items = self._table.query_all(keys.seller(seller_id).pk, sort=Path("sk").startswith(prefix))
        return {_name(item, prefix): value_of(item, VatRule) for item in items}


def _name(item: Item, prefix: str) -> str:
    return str(item["sk"]).removeprefix(prefix)
