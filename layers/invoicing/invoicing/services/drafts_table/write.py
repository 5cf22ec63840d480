"""Write the newest waiting drafts as a table that a seller can edit, with what holds each and how to resolve it.

The ids come from the list index, which may lag a little; the contents are read from the table itself, so that a draft
that was just changed is shown in its new version.
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
    """Dependencies of writing the table; `write` stores a seller's table, line by line, replacing the last one."""

    sellers: Sellers
    lists: Lists
    drafts: Drafts
    write: Callable[[str, Iterable[str]], None]
    checks: Checks
    clock: Callable[[], datetime]


def write_waiting_sheet(seller_id: str, deps: WaitingSheetDeps) -> None:
    """Rewrite the table; an unknown seller gets none."""
    try:
        settings = deps.sellers.get(seller_id)
    except NotFoundError:
        return
    deps.write(seller_id, _lines(settings, deps))


def _lines(settings: SellerSettings, deps: WaitingSheetDeps) -> Iterator[str]:
    yield sheet_head()
    remaining, cursor = MOST_DRAFTS, None
    waiting = SummaryFilter(statuses=(Status.DRAFT,))
    while remaining:
        page = deps.lists.page(settings.id, waiting, limit=min(ROWS_AT_ONCE, remaining), cursor=cursor)
        yield from _rows(page.items, settings, deps)
        remaining -= len(page.items)
        cursor = page.cursor
        if cursor is None:
            return
    yield cut_row()


def _rows(page: Sequence[Summary], settings: SellerSettings, deps: WaitingSheetDeps) -> Iterator[str]:
    """Yield a line per draft; only drafts with problems are read in full, to name them."""
    today = warsaw_date(deps.clock())
    known = deps.drafts.known(settings.id, [summary.id for summary in page]) if page else {}
    fresh = [current.summary for row in page if (current := known.get(row.id)) and current.summary]
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
