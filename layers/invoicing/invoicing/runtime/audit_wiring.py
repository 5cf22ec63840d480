"""What the audit looks at, behind the same adapters as everything else."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time
from typing import Protocol, TypeVar

from invoicing.domain.documents import Status
from invoicing.domain.summaries import Summary
from invoicing.runtime import use_cases, wiring
from invoicing.runtime.clock import now
from invoicing.services.auditing import Auditing, Mailing, Since
from invoicing.services.work_ports import Overdue

Row_co = TypeVar("Row_co", covariant=True)
ROWS_AT_ONCE = 50


class Paged(Protocol[Row_co]):
    """What has rows of a seller, a page at a time."""

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Row_co, ...], str | None]: ...


def auditing() -> Auditing:
    return Auditing(
        numbers=wiring.numbers(),
        drafts=wiring.drafts(),
        issued=issued,
        imports=every(wiring.imports()),
        rows=wiring.reports().rows,
        jobs=every(wiring.jobs()),
        stored_pdf=wiring.pdfs().stored,
        papers=papers,
        open_mails=open_mails,
        clock=now,
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


def issued(seller_id: str, since: Since) -> Iterable[Summary]:
    wanted = {"since": since.isoformat()} if since else {}
    return use_cases.matching_of(Status.ISSUED)(seller_id, wanted)


def papers(seller_id: str, since: Since) -> Iterator[str]:
    return wiring.pdfs().keys(seller_id, datetime.combine(since, time(), UTC) if since else None)


def open_mails(until: datetime) -> Iterator[Mailing]:
    """Yield the mails that should have come to an end by then."""
    for work_left in wiring.work().overdue(until):
        if isinstance(work_left, Overdue) and work_left.attempt_id is not None:
            yield Mailing(work_left.seller_id, work_left.document_id, work_left.attempt_id)
