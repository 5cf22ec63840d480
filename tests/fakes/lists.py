"""Lists of `InMemoryDocuments`, held by tests/contracts to what the table's do."""

from dataclasses import dataclass
from datetime import datetime

from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.services.documents.ports import Sift, SummaryFilter, SummaryPage
from tests.fakes.documents import InMemoryDocuments

Place = tuple[int, str, datetime, str]
"""Where a document stands in a list: its status among the wanted ones, printed date, time, id."""


@dataclass
class InMemoryLists:
    """Looks at `reach` documents a call, so that a page may hold fewer rows than asked and still have a cursor.

    A cursor is the place of the last document that was looked at.
    """

    documents: InMemoryDocuments
    reach: int = 1_000
    most_rest: int = 1_000

    def page(self, seller_id: str, wanted: SummaryFilter, *, limit: int, cursor: str | None) -> SummaryPage:
        return self.sifted(seller_id, wanted, None, limit=limit, cursor=cursor)

    def sifted(
        self, seller_id: str, wanted: SummaryFilter, sift: Sift | None, *, limit: int, cursor: str | None
    ) -> SummaryPage:
        rows: list[Summary] = []
        after = self._after(seller_id, wanted, cursor)
        for looked_at, row in enumerate(after, start=1):
            if wanted.fits(row) and (sift is None or sift(row)):
                rows.append(row)
            if len(rows) == limit or looked_at == self.reach:
                return SummaryPage(tuple(rows), _cursor(row, wanted) if looked_at < len(after) else None)
        return SummaryPage(tuple(rows), None)

    def rest(self, seller_id: str, wanted: SummaryFilter, cursor: str) -> tuple[Summary, ...] | None:
        after = self._after(seller_id, wanted, cursor)
        return None if len(after) > self.most_rest else tuple(row for row in after if wanted.fits(row))

    def _after(self, seller_id: str, wanted: SummaryFilter, cursor: str | None) -> list[Summary]:
        rows = [there.summary for (seller, _), there in self.documents.items.items() if seller == seller_id]
        rows = [row for row in rows if row.status in wanted.statuses]
        rows.sort(key=lambda row: _place(row)[1:], reverse=True)
        rows.sort(key=lambda row: wanted.statuses.index(row.status))
        if cursor is None:
            return rows
        status, printed, at, document_id = cursor.split("|")
        last = (wanted.statuses.index(Status(status)), printed, datetime.fromisoformat(at), document_id)
        return [row for row in rows if _is_after(row, wanted, last)]


def _place(row: Summary) -> Place:
    if row.issue_date and row.issued_at:
        return (0, str(row.issue_date), row.issued_at, row.id)
    return (0, "", row.ordered_at or row.created_at, row.id)


def _cursor(row: Summary, wanted: SummaryFilter) -> str:
    _, printed, at, document_id = _place(row)
    return f"{row.status}|{printed}|{at.isoformat()}|{document_id}"


def _is_after(row: Summary, wanted: SummaryFilter, last: Place) -> bool:
    status = wanted.statuses.index(row.status)
    return status > last[0] or (status == last[0] and _place(row)[1:] < last[1:])
