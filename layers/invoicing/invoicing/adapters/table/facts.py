"""Facts about a document: its history as a draft, and payments and imported changes after it was issued."""

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import from_json, json_of, plain_of, value_of
from invoicing.adapters.table.engine.table import IS_NEW, Item, Put, Table, TransactionRefusedError, Update
from invoicing.domain.documents.history import Change
from invoicing.domain.documents.payment import Payment
from invoicing.domain.documents.summary import Summary
from invoicing.domain.sales.sale import Sale
from invoicing.services.documents.ports import Stored

MOST_FACTS = 1_000


def change_put(seller_id: str, document_id: str, change: Change, only_if: Condition = IS_NEW) -> Put:
    """Return the write that adds a step to a draft's history."""
    item = {"type": "history", **plain_of(change)}
    return Put(keys.history(seller_id, document_id, change.version), item, only_if)


def history_of(table: Table, seller_id: str, document_id: str) -> tuple[Change, ...]:
    """Return the history of a draft, oldest step first."""
    return tuple(value_of(item, Change) for item in _facts(table, seller_id, document_id, "HISTORY#"))


def payments_of(table: Table, seller_id: str, document_id: str) -> tuple[Payment, ...]:
    """Return the payments of a document."""
    return tuple(value_of(item, Payment) for item in _facts(table, seller_id, document_id, "PAYMENT#"))


def add_payment(table: Table, seller_id: str, before: Summary, payment: Payment) -> bool:
    """Store a payment and add it to the summary's sums; False if a concurrent payment has changed them.

    Raises: TryLaterError.
    """
    sums = {"paid": plain_of(before.paid + payment.amount), "amount_due": plain_of(before.amount_due - payment.amount)}
    is_as_read = (Path("paid") == plain_of(before.paid)) & (Path("amount_due") == plain_of(before.amount_due))
    item = {"type": "payment", **plain_of(payment)}
    try:
        table.transact(
            [
                Put(keys.payment(seller_id, before.id, payment.id), item, IS_NEW),
                Update(keys.summary(seller_id, before.id), sums, is_as_read),
            ]
        )
    except TransactionRefusedError:
        return False
    return True


def latest_sale(table: Table, seller_id: str, document_id: str) -> tuple[Sale, ...]:
    """Return the versions of a document's sale that were imported after it was issued."""
    item = table.get(keys.sale(seller_id, document_id))
    return from_json(item["versions"], tuple[Sale, ...]) if item else ()


def remember_sale(table: Table, seller_id: str, stored: Stored, versions: tuple[Sale, ...]) -> bool:
    """Store later versions of a sale whose document is issued; False if a concurrent import has stored some.

    Raises: TryLaterError.
    """
    document_id = stored.document.id
    key = keys.sale(seller_id, document_id)
    existing = table.get(key)
    is_as_read = Path("versions") == existing["versions"] if existing else IS_NEW
    item = {"type": "sale", "versions": json_of(versions).decode()}
    known = Update(
        keys.summary(seller_id, document_id),
        {"fingerprints": list(stored.summary.fingerprints)},
        Path("version") == stored.summary.version,
    )
    try:
        table.transact([Put(key, item, is_as_read), known])
    except TransactionRefusedError:
        return False
    return True


def _facts(table: Table, seller_id: str, document_id: str, prefix: str) -> tuple[Item, ...]:
    partition = keys.document(seller_id, document_id).pk
    return table.query(partition, sort=Path("sk").startswith(prefix), limit=MOST_FACTS).items
