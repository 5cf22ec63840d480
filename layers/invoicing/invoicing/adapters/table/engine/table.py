"""The table itself: reads, conditional writes and transactions in plain values, over PynamoDB's connection."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pynamodb.exceptions import PutError, PynamoDBConnectionError, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from invoicing.adapters.table.engine.codec import Plain, from_attributes, to_attribute, to_attributes
from invoicing.adapters.table.engine.connection import connection_to
from invoicing.adapters.table.keys import LIST_INDEX, Key
from invoicing.services.basics.backoff import LONGEST_S, Backoff, LostRaceError, after_tries, until_stored

Item = dict[str, Plain]
IS_NEW = Path("pk").does_not_exist()
CONDITION_FAILED = "ConditionalCheckFailed"
BUSY = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
TRIES = 6
BATCH_GET_LIMIT = 100
MOST_WRITES = 100
"""DynamoDB's limit per transaction."""


def is_busy(reasons: Iterable[str | None]) -> bool:
    """Do these cancellation reasons say only: later?"""
    codes = set(reasons) - {None, "None"}
    return bool(codes) and codes <= BUSY


class ConditionFailedError(Exception):
    """The condition of a write did not hold."""


class TransactionRefusedError(Exception):
    """A transaction was refused as a whole; `reasons` has a code or None for each write, in order."""

    def __init__(self, reasons: Sequence[str | None]) -> None:
        super().__init__(", ".join(reason or "-" for reason in reasons))
        self.reasons = tuple(reasons)

    @property
    def is_busy(self) -> bool:
        """Were other transactions or the table's throughput in the way, and nothing else?"""
        return is_busy(self.reasons)

    def condition_failed(self, position: int) -> bool:
        """True if the condition of this write failed, rather than colliding with another transaction."""
        return self.reasons[position] == CONDITION_FAILED


@dataclass(frozen=True, slots=True)
class Put:
    """Write a whole item."""

    key: Key
    item: Mapping[str, Plain]
    only_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """Set some attributes of an item, and remove those that are None; `adds` increment numbers."""

    key: Key
    changes: Mapping[str, Plain]
    only_if: Condition | None = None
    adds: Mapping[str, int] = field(default_factory=dict)

    @property
    def actions(self) -> list[Action]:
        """The update's actions."""
        changed: list[Action] = [
            Path([name]).remove() if value is None else Path([name]).set(to_attribute(value))
            for name, value in self.changes.items()
        ]
        return changed + [Path([name]).add(amount) for name, amount in self.adds.items()]


@dataclass(frozen=True, slots=True)
class Page:
    """Some items, and the key after which the next ones start (None: no more); `scanned` counts filtered items too."""

    items: tuple[Item, ...]
    next: Mapping[str, Plain] | None
    scanned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRead:
    """A read of the list index: part of a partition, with all attributes, some of them, or only a count."""

    pk: str
    sort: Condition | None
    only: Condition | None
    limit: int
    start: Mapping[str, Plain] | None
    attributes: Sequence[str] | None = None
    is_count: bool = False


class Table:
    """One DynamoDB table, addressed by `Key`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._connection = connection_to(name)

    @property
    def client(self) -> Any:
        """The underlying botocore client, for bulk writes."""
        return self._connection.connection.client

    def get(self, key: Key) -> Item | None:
        """Return the current item (strongly consistent), or None."""
        answer = self._connection.get_item(key.pk, key.sk, consistent_read=True)
        item = answer.get("Item")
        return from_attributes(item) if item else None

    def get_many(self, keys: Iterable[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """Return the items that exist among these keys."""
        found: dict[Key, Item] = {}
        backoff = Backoff(time.sleep, longest=LONGEST_S)
        waiting = [to_attributes(key._asdict()) for key in dict.fromkeys(keys)]
        while waiting:
            batch, waiting = waiting[:BATCH_GET_LIMIT], waiting[BATCH_GET_LIMIT:]
            answer = self._connection.connection.batch_get_item(
                self.name,
                batch,  # type: ignore[arg-type]
                consistent_read=consistent,
            )
            for raw in answer.get("Responses", {}).get(self.name, ()):
                item = from_attributes(raw)
                found[Key(item["pk"], item["sk"])] = item
            if unprocessed := answer.get("UnprocessedKeys", {}).get(self.name, {}).get("Keys", []):
                waiting += unprocessed
                backoff.pause()
        return found

    def put(self, write: Put) -> None:
        """Write an item. Raises: ConditionFailedError."""
        try:
            self._connection.put_item(
                write.key.pk, write.key.sk, attributes=to_attributes(write.item), condition=write.only_if
            )
        except PutError as error:
            raise _error_of(error) from error

    def update(self, write: Update) -> None:
        """Update an item. Raises: ConditionFailedError."""
        try:
            self._connection.update_item(write.key.pk, write.key.sk, actions=write.actions, condition=write.only_if)
        except UpdateError as error:
            raise _error_of(error) from error

    def transact(self, writes: Sequence[Put | Update]) -> None:
        """Do all of these writes, or none where a condition fails (`TransactionRefusedError`).

        Waits while others are in the way; if they stay there, `TryLaterError`, which is no answer about conditions.
        """
        until_stored(partial(self._transact_unless_busy, writes), time.sleep, after_tries(TRIES))

    def _transact_unless_busy(self, writes: Sequence[Put | Update]) -> None:
        try:
            self.transact_once(writes)
        except TransactionRefusedError as refused:
            if refused.is_busy:
                raise LostRaceError from refused
            raise

    def transact_once(self, writes: Sequence[Put | Update]) -> None:
        """Do all of these writes or none; for who waits and tries again himself, others in the way are a refusal."""
        puts = [write for write in writes if isinstance(write, Put)]
        updates = [write for write in writes if isinstance(write, Update)]
        try:
            self._connection.connection.transact_write_items(
                condition_check_items=[],
                delete_items=[],
                put_items=[self._put_of(write) for write in puts],
                update_items=[self._update_of(write) for write in updates],
            )
        except TransactWriteError as error:
            raise _refused(error, writes, [*puts, *updates]) from error

    def query(
        self,
        pk: str,
        *,
        sort: Condition | None = None,
        only: Condition | None = None,
        index: str | None = None,
        limit: int | None = None,
        start: Mapping[str, Plain] | None = None,
        newest_first: bool = False,
    ) -> Page:
        """Return one page of a partition; a filtered page may be empty and still have a next page."""
        answer = self._connection.query(
            pk,
            range_key_condition=sort,
            filter_condition=only,
            index_name=index,
            limit=limit,
            exclusive_start_key=to_attributes(start) if start else None,
            scan_index_forward=not newest_first,
            consistent_read=index is None,
        )
        last = answer.get("LastEvaluatedKey")
        return Page(
            items=tuple(from_attributes(item) for item in answer["Items"]),
            next=from_attributes(last) if last else None,
        )

    def newest(self, read: IndexRead) -> Page:
        """Return one page of the list index, newest first; a count has no items."""
        answer = self._connection.query(
            read.pk,
            range_key_condition=read.sort,
            filter_condition=read.only,
            index_name=LIST_INDEX,
            limit=read.limit,
            exclusive_start_key=to_attributes(read.start) if read.start else None,
            scan_index_forward=False,
            attributes_to_get=list(read.attributes) if read.attributes else None,
            select="COUNT" if read.is_count else None,
        )
        last = answer.get("LastEvaluatedKey")
        return Page(
            items=tuple(from_attributes(item) for item in answer.get("Items", ())),
            next=from_attributes(last) if last else None,
            scanned=answer["ScannedCount"],
        )

    def query_all(
        self, pk: str, *, sort: Condition | None = None, limit: int | None = None, index: str | None = None
    ) -> Iterator[Item]:
        """Yield all items of a partition, or of a range of it, reading page by page."""
        start = None
        while True:
            page = self.query(pk, sort=sort, limit=limit, start=start, index=index)
            yield from page.items
            if page.next is None:
                return
            start = page.next

    def _put_of(self, write: Put) -> dict[str, Any]:
        return self._connection.get_operation_kwargs(
            write.key.pk, write.key.sk, key="Item", attributes=to_attributes(write.item), condition=write.only_if
        )

    def _update_of(self, write: Update) -> dict[str, Any]:
        return self._connection.get_operation_kwargs(
            write.key.pk, write.key.sk, actions=write.actions, condition=write.only_if
        )


def _error_of(error: PynamoDBConnectionError) -> Exception:
    if error.cause_response_code == "ConditionalCheckFailedException":
        return ConditionFailedError()
    return error


def _refused(error: TransactWriteError, writes: Sequence[Put | Update], sent: Sequence[Put | Update]) -> Exception:
    """Return the refusal with its reasons, which DynamoDB lists in order of sending, in the caller's order."""
    if error.cause_response_code not in ("TransactionCanceledException", "TransactionConflictException"):
        return error
    by_write = {id(write): reason for write, reason in zip(sent, error.cancellation_reasons, strict=False)}
    reasons = [by_write.get(id(write)) for write in writes]
    return TransactionRefusedError([reason.code if reason else None for reason in reasons])
