"""Drafts as imports write them: many in a transaction, each on condition that its key and its lines are free."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.bulk import MOST_BYTES, BulkRefusedError, BulkWriter, NewItem
from invoicing.adapters.table.engine.codec import json_of, plain_of, to_attributes, value_of
from invoicing.adapters.table.engine.table import (
    IS_NEW,
    MOST_WRITES,
    ConditionFailedError,
    Item,
    Put,
    Table,
    TransactionRefusedError,
)
from invoicing.adapters.table.facts import remember_sale
from invoicing.adapters.table.items import document_put, is_too_large, stored_from, summary_from, summary_put
from invoicing.domain.documents.document import Status
from invoicing.domain.sales.sale import Sale
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.ports import Added, Known, Replacement

LINES_WITH_THEIR_DRAFT = 90
"""A draft with more lines claims them first, in separate transactions."""
_BYTES_OF_A_LINE = 1_000
_BYTES_OF_A_DRAFT = 6_000
CANCELLED = "cancelled"


def fingerprint(sale: Sale) -> str:
    """Return a short hash of the content of a sale, whatever its position in a file."""
    without_position = json_of(sale).partition(b",")[2]
    return hashlib.blake2b(without_position, digest_size=8).hexdigest()


class DynamoDbDrafts:
    """Drafts of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._writer = BulkWriter(table)

    def known(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Known]:
        """Return what is known about these orders, by the id of their draft."""
        by_key = {keys.summary(seller_id, document_id): document_id for document_id in document_ids}
        items = self._table.get_many(by_key)
        return {by_key[key]: _known(item) for key, item in items.items()}

    def load(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Stored]:
        """Return those of these documents that exist, by id."""
        ids = tuple(document_ids)
        item_keys = [key(seller_id, document_id) for document_id in ids for key in (keys.document, keys.summary)]
        items = self._table.get_many(item_keys)
        pairs = {
            document_id: (
                items.get(keys.document(seller_id, document_id)),
                items.get(keys.summary(seller_id, document_id)),
            )
            for document_id in ids
        }
        return {
            document_id: stored_from(document, summary)
            for document_id, (document, summary) in pairs.items()
            if document and summary
        }

    def add(self, seller_id: str, drafts: Sequence[Stored]) -> Added:
        """Write the drafts that do not exist yet, except those that share a line with another document."""
        written: set[str] = set()
        sharing: dict[str, frozenset[str]] = {}
        too_large = frozenset(draft.document.id for draft in drafts if is_too_large(draft))
        waiting = [draft for draft in drafts if draft.document.id not in too_large]
        while waiting:
            pack, waiting = _next_pack(waiting)
            retriable, shared = self._write(seller_id, pack)
            sharing |= shared
            if retriable is None:
                written |= {draft.document.id for draft in pack}
            else:
                waiting = retriable + waiting
        return Added(written=frozenset(written), sharing=sharing, too_large=too_large)

    def _write(self, seller_id: str, pack: Sequence[Stored]) -> tuple[list[Stored] | None, dict[str, frozenset[str]]]:
        """Write a pack; if refused, return the drafts to try again, and the owners of shared lines by draft."""
        items = [(draft, item) for draft in pack for item in _items(seller_id, draft)]
        try:
            for start in range(0, len(items), MOST_WRITES):
                self._writer.write([item for _, item in items[start : start + MOST_WRITES]])
        except BulkRefusedError as refused:
            shared: dict[str, frozenset[str]] = {}
            refused_ids = set()
            for position, existing in refused.existing.items():
                draft = items[start + position][0]
                refused_ids.add(draft.document.id)
                if existing and existing.get("type") == "line":
                    shared[draft.document.id] = shared.get(draft.document.id, frozenset()) | _owners(existing)
            return [draft for draft in pack if draft.document.id not in refused_ids], shared
        return None, {}

    def add_after_cancellation(self, seller_id: str, draft: Stored) -> bool:
        """Write the draft of an order that was only known as cancelled; False if that is no longer so.

        Raises: TryLaterError.
        """
        was_cancelled = Path("type") == CANCELLED
        new = (document_put(seller_id, draft, IS_NEW), summary_put(seller_id, draft.summary, was_cancelled))
        return self._replace(seller_id, (), new)

    def refresh(self, seller_id: str, draft: Replacement) -> bool:
        """Replace the version of the draft that was read; False if it has changed since.

        Raises: TryLaterError.
        """
        return self._replace(seller_id, [draft], ())

    def add_sharing(self, seller_id: str, draft: Stored, flagged: Sequence[Replacement]) -> bool:
        """Write a draft that shares lines with other documents, flag those, and record the draft on each line.

        False if the draft exists, or one of them has changed since it was read. Raises: TryLaterError.
        """
        line_keys = [keys.line(seller_id, line_id) for line_id in _line_ids(draft)]
        existing = self._table.get_many(line_keys)
        new = (document_put(seller_id, draft, IS_NEW), summary_put(seller_id, draft.summary, IS_NEW))
        pointers = [_shared_pointer(key, existing.get(key), draft.document.id) for key in line_keys]
        if len(pointers) > LINES_WITH_THEIR_DRAFT:
            for pointer in pointers:
                self._table.put(pointer)
            pointers = []
        return self._replace(seller_id, flagged, (*new, *pointers))

    def remember_sale(self, seller_id: str, stored: Stored, versions: tuple[Sale, ...]) -> bool:
        """Store later versions of a sale whose document is issued; False if a concurrent import has stored some.

        Raises: TryLaterError.
        """
        return remember_sale(self._table, seller_id, stored, versions)

    def remember_cancelled(self, seller_id: str, document_id: str, versions: tuple[Sale, ...]) -> None:
        """Remember that an order was cancelled before it was drafted; an existing draft stays."""
        item = {"type": CANCELLED, "versions": [plain_of(sale) for sale in versions]}
        only_if = IS_NEW | (Path("type") == CANCELLED)
        try:
            self._table.put(Put(keys.summary(seller_id, document_id), item, only_if))
        except ConditionFailedError:
            return

    def _replace(self, seller_id: str, replacements: Sequence[Replacement], others: Sequence[Put]) -> bool:
        writes: list[Put] = list(others)
        for replacement in replacements:
            only_if = (Path("status") != Status.ISSUED.value) & (Path("version") == replacement.instead_of)
            writes.append(document_put(seller_id, replacement.stored, only_if))
            writes.append(summary_put(seller_id, replacement.stored.summary, only_if))
        try:
            self._table.transact(writes)
        except TransactionRefusedError:
            return False
        return True


def _known(item: Item) -> Known:
    if item["type"] == CANCELLED:
        return Known(summary=None, cancelled=tuple(value_of(sale, Sale) for sale in item["versions"]))
    return Known(summary=summary_from(item))


def _line_ids(draft: Stored) -> tuple[str, ...]:
    """Return the marketplace's ids of the bought lines; our own lines, such as delivery, have none."""
    return tuple(dict.fromkeys(line.id for line in draft.document.lines if not line.is_delivery))


def _items(seller_id: str, draft: Stored) -> Iterator[NewItem]:
    """Yield a new draft's items, lines first: only they may belong to other documents."""
    document_id = draft.document.id
    for line_id in _line_ids(draft):
        attributes = {"type": {"S": "line"}, "owner": {"S": document_id}}
        yield NewItem(keys.line(seller_id, line_id), attributes, owner=document_id)
    for put in (document_put(seller_id, draft, IS_NEW), summary_put(seller_id, draft.summary, IS_NEW)):
        yield NewItem(put.key, to_attributes(put.item))


def _next_pack(drafts: list[Stored]) -> tuple[list[Stored], list[Stored]]:
    """Return as many drafts as fit into one transaction (at least one) without sharing a line, and the rest."""
    count = size = 0
    claimed: set[str] = set()
    for draft in drafts:
        lines = set(_line_ids(draft))
        items = len(claimed) + len(lines) + 2 * (count + 1)
        size += len(draft.document.lines) * _BYTES_OF_A_LINE + _BYTES_OF_A_DRAFT
        if count and (items > MOST_WRITES or size > MOST_BYTES or lines & claimed):
            break
        claimed |= lines
        count += 1
    return drafts[:count], drafts[count:]


def _owners(line: Item) -> frozenset[str]:
    return frozenset((line["owner"], *line.get("others", ())))


def _shared_pointer(key: keys.Key, existing: Item | None, document_id: str) -> Put:
    if existing is None:
        return Put(key, {"type": "line", "owner": document_id}, IS_NEW)
    owner = existing["owner"]
    others = sorted({*existing.get("others", ()), document_id} - {owner})
    return Put(key, {"type": "line", "owner": owner, "others": others}, Path("owner") == owner)


__all__ = ["DynamoDbDrafts", "fingerprint"]
