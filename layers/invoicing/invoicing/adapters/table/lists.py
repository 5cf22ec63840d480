"""Lists of documents: one partition per seller and status, newest first, with a cursor that reveals nothing."""

import base64
import binascii

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.codec import Plain
from invoicing.adapters.table.items import summary_from
from invoicing.adapters.table.table import Item, Table
from invoicing.domain.documents import Status
from invoicing.domain.errors import InvalidFieldError
from invoicing.services.ports import SummaryFilter, SummaryPage

READS_PER_PAGE = 10
"""A list call reads at most so many pages of the index; it may then return fewer rows than asked, and a cursor."""
ROWS_PER_FILTERED_READ = 200


class DynamoDbLists:
    """Pages over the list index."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def page(self, seller_id: str, wanted: SummaryFilter, *, limit: int, cursor: str | None) -> SummaryPage:
        """Return up to `limit` summaries, the wanted statuses one after the other, each newest first."""
        statuses = list(wanted.statuses)
        start: dict[str, Plain] | None = None
        if cursor:
            status, list_sk = _read(cursor, statuses)
            statuses = statuses[statuses.index(status) :]
            start = _start_key(seller_id, status, list_sk)
        only = _condition(wanted)
        rows: list[Item] = []
        for _ in range(READS_PER_PAGE):
            page = self._table.query(
                keys.listed(seller_id, statuses[0]),
                index=keys.LIST_INDEX,
                only=only,
                limit=ROWS_PER_FILTERED_READ if only is not None else limit - len(rows),
                start=start,
                newest_first=True,
            )
            rows += page.items
            if len(rows) > limit:
                rows = rows[:limit]
                return _page(rows, _cursor(statuses[0], rows[-1]["list_sk"]))
            start = dict(page.next) if page.next else None
            if start is None:
                statuses = statuses[1:]
                if not statuses:
                    return _page(rows, None)
            if len(rows) == limit:
                break
        return _page(rows, _cursor(statuses[0], start["list_sk"] if start else ""))


def _page(rows: list[Item], cursor: str | None) -> SummaryPage:
    return SummaryPage(items=tuple(summary_from(row) for row in rows), cursor=cursor)


def _condition(wanted: SummaryFilter) -> Condition | None:
    return Path("import_id") == wanted.import_id if wanted.import_id else None


def _start_key(seller_id: str, status: Status, list_sk: str) -> dict[str, Plain] | None:
    if not list_sk:
        return None
    key = keys.summary(seller_id, list_sk.rpartition("#")[2])
    return {**key._asdict(), "list_pk": keys.listed(seller_id, status), "list_sk": list_sk}


def _cursor(status: Status, list_sk: str) -> str:
    return base64.urlsafe_b64encode(f"{status}|{list_sk}".encode()).decode()


def _read(cursor: str, statuses: list[Status]) -> tuple[Status, str]:
    try:
        status, _, list_sk = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        known = Status(status)
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise InvalidFieldError("cursor", "nie rozumiem kursora – zacznij listę od początku.") from error
    if known not in statuses:
        raise InvalidFieldError("cursor", "kursor należy do listy z innym filtrem.")
    return known, list_sk
