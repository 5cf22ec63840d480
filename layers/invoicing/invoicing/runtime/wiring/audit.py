"""What the audit looks at, behind the same adapters as everything else."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, time
from functools import cache
from typing import Protocol, TypeVar

from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring import use_cases
from invoicing.runtime.wiring.clock import now
from invoicing.services.books.audit import AuditDeps, Since
from invoicing.services.jobs.overdue import Overdue, OverdueJob

Row_co = TypeVar("Row_co", covariant=True)
ROWS_AT_ONCE = 50


class Paged(Protocol[Row_co]):
    """What has rows of a seller, a page at a time."""

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Row_co, ...], str | None]: ...


def auditing() -> AuditDeps:
    """Return what an audit needs, of one seller or of several in turn; its time is the one at which it begins."""
    at = now()
    return AuditDeps(
        numbers=wiring.numbers(),
        drafts=wiring.drafts(),
        issued=issued,
        imports=every(wiring.imports()),
        rows=wiring.reports().rows,
        jobs=every(wiring.jobs()),
        stored_pdfs=wiring.pdfs().stored,
        papers=papers,
        open_work=open_work(),
        mails=wiring.mails().of_document,
        clock=lambda: at,
    )


def every(rows: Paged[Row_co]) -> Callable[[str], Iterator[Row_co]]:
    """Return what yields all rows of a seller, the newest first."""

    def of_seller(seller_id: str) -> Iterator[Row_co]:
        page, cursor = rows.page(seller_id, limit=ROWS_AT_ONCE, cursor=None)
        yield from page
        while cursor:
            page, cursor = rows.page(seller_id, limit=ROWS_AT_ONCE, cursor=cursor)
            yield from page

    return of_seller


def issued(seller_id: str, since: Since) -> Iterator[Summary]:
    """Yield what is listed as issued; nothing of a seller whom the table does not have."""
    wanted = {"since": since.isoformat()} if since else {}
    with suppress(NotFoundError):
        yield from use_cases.matching_of(Status.ISSUED)(seller_id, wanted)


def papers(seller_id: str, since: Since) -> Iterator[str]:
    return wiring.pdfs().keys(seller_id, datetime.combine(since, time(), UTC) if since else None)


def open_work() -> Callable[[str, datetime], Sequence[Overdue | OverdueJob]]:
    """Return what tells of a seller's work that is open; for all sellers of an audit the index is read once."""

    @cache
    def by_seller(until: datetime) -> Mapping[str, Sequence[Overdue | OverdueJob]]:
        found = defaultdict(list)
        for work in wiring.work().overdue(until):
            found[work.seller_id].append(work)
        return found

    return lambda seller_id, until: by_seller(until).get(seller_id, ())
