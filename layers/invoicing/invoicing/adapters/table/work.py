"""The work index: overdue work, found without a scan."""

from collections.abc import Iterator
from datetime import datetime

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.table import Table
from invoicing.adapters.table.items import sortable
from invoicing.services.jobs.ports import Overdue, OverdueJob

EVERY_S = 300


class DynamoDbWork:
    """The work index of one table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def overdue(self, now: datetime) -> Iterator[Overdue | OverdueJob]:
        """Yield overdue work, the longest overdue of each partition first.

        Each run starts at another partition, so that a backlog in one never hides the others.
        """
        first = int(now.timestamp()) // EVERY_S % len(keys.WORK_SHARDS)
        for shard in keys.WORK_SHARDS[first:] + keys.WORK_SHARDS[:first]:
            items = self._table.query_all(f"WORK#{shard}", sort=Path("work_at") <= sortable(now), index=keys.WORK_INDEX)
            for item in items:
                key = keys.Key(item["pk"], item["sk"])
                job = keys.job_of_work(key)
                yield OverdueJob(*job) if job else Overdue(*keys.parts_of_work(key))
