"""Write the waiting drafts as a table that a seller can edit: the newest ones, with what holds each and its ways out.

Which drafts there are is asked of the list index, which may be a moment behind; what stands on them is read from the
table itself, so that a draft that was just changed is shown in its new version.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.domain.drafts_table.table import MOST_DRAFTS, cut_row, sheet_head, sheet_row
from invoicing.domain.problems.preflight import Checks, find_problems, row_problems
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Lists, Sellers, SummaryFilter
from invoicing.services.drafts.ports import Drafts

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingSheetDeps:
    """What writing the table depends on; `write` stores a seller's table, line by line, in place of the last one."""

    sellers: Sellers
    lists: Lists
    drafts: Drafts
    write: Callable[[str, Iterable[str]], None]
    checks: Checks
    clock: Callable[[], datetime]


def write_waiting_sheet(seller_id: str, deps: WaitingSheetDeps) -> None:
    """Write the table anew; a seller who is not known has none."""
    try:
        settings = deps.sellers.get(seller_id)
    except NotFoundError:
        return
    deps.write(seller_id, _lines(settings, deps))


def _lines(settings: SellerSettings, deps: WaitingSheetDeps) -> Iterator[str]:
    yield sheet_head()
    left, cursor = MOST_DRAFTS, None
    wanted = SummaryFilter(statuses=(Status.DRAFT,))
    while left:
        page = deps.lists.page(settings.id, wanted, limit=min(ROWS_AT_ONCE, left), cursor=cursor)
        yield from _rows(page.items, settings, deps)
        left -= len(page.items)
        cursor = page.cursor
        if cursor is None:
            return
    yield cut_row()


def _rows(page: Sequence[Summary], settings: SellerSettings, deps: WaitingSheetDeps) -> Iterator[str]:
    """Yield a line per draft; only those that something holds are read as a whole, to say what."""
    today = warsaw_date(deps.clock())
    known = deps.drafts.known(settings.id, [summary.id for summary in page]) if page else {}
    fresh = [there.summary for row in page if (there := known.get(row.id)) and there.summary]
    drafts = [summary for summary in fresh if summary.status is Status.DRAFT]
    held = [summary.id for summary in drafts if row_problems(summary, settings, today)]
    loaded = deps.drafts.load(settings.id, held) if held else {}
    for summary in drafts:
        stored = loaded.get(summary.id)
        if stored is None:
            yield sheet_row(summary, None)
        elif stored.document.status is Status.DRAFT:
            problems = find_problems(stored.document, settings, deps.checks, today)
            yield sheet_row(stored.summary, stored.document, problems)
