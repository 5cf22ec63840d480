"""The work index: what must still happen and is overdue, found without a scan."""

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
        """Yield what should have happened by now, the longest overdue of each partition first.

        It begins at another partition each time, so that a backlog in one does not hide the others for ever.
        """
        first = int(now.timestamp()) // EVERY_S % len(keys.WORK_SHARDS)
        for shard in keys.WORK_SHARDS[first:] + keys.WORK_SHARDS[:first]:
            found = self._table.query_all(f"WORK#{shard}", sort=Path("work_at") <= sortable(now), index=keys.WORK_INDEX)
            for item in found:
                key = keys.Key(item["pk"], item["sk"])
                job = keys.job_of_work(key)
                yield OverdueJob(*job) if job else Overdue(*keys.parts_of_work(key))
