"""Dependencies of an audit, including what it reads through several adapters."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache

from invoicing.domain.basics.dates import starts_at
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.documents import matching_in
from invoicing.services.books.audit import AuditDeps, Since
from invoicing.services.jobs.ports import Overdue, OverdueJob


def audit_deps() -> AuditDeps:
    """Return the dependencies of an audit of one or several sellers; its clock is fixed at the start."""
    at = now()
    return AuditDeps(
        numbers=adapters.numbers(),
        drafts=adapters.drafts(),
        imports=adapters.imports(),
        jobs=adapters.jobs(),
        mails=adapters.mails(),
        issued=issued,
        rows=adapters.reports().rows,
        stored_pdfs=adapters.pdfs().stored,
        papers=papers,
        open_work=open_work(),
        clock=lambda: at,
    )


def issued(seller_id: str, since: Since) -> Iterator[Summary]:
    """Yield a seller's documents that are listed as issued; none for a seller missing from the table."""
    plain = {"since": since.isoformat()} if since else {}
    with suppress(NotFoundError):
        yield from matching_in(Status.ISSUED)(seller_id, plain)


def papers(seller_id: str, since: Since) -> Iterator[str]:
    return adapters.pdfs().keys(seller_id, starts_at(since) if since else None)


def open_work() -> Callable[[str, datetime], Sequence[Overdue | OverdueJob]]:
    """Return a function that finds a seller's open work; the index is read once for all sellers of an audit."""

    @cache
    def by_seller(until: datetime) -> Mapping[str, Sequence[Overdue | OverdueJob]]:
        work_by_seller = defaultdict(list)
        for work in adapters.work().overdue(until):
            work_by_seller[work.seller_id].append(work)
        return work_by_seller

    return lambda seller_id, until: by_seller(until).get(seller_id, ())
