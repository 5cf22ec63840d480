"""What the audit looks at, behind the same adapters as everything else."""

from collections.abc import Iterator
from datetime import datetime

from invoicing.domain.documents import Status
from invoicing.runtime import use_cases, wiring
from invoicing.runtime.clock import now
from invoicing.services.auditing import Auditing, Mailing


def auditing() -> Auditing:
    return Auditing(
        numbers=wiring.numbers(),
        drafts=wiring.drafts(),
        issued=lambda seller_id: use_cases.matching_of(Status.ISSUED)(seller_id, {}),
        stored_pdf=wiring.pdfs().stored,
        papers=wiring.pdfs().keys,
        open_mails=open_mails,
        clock=now,
    )


def open_mails(until: datetime) -> Iterator[Mailing]:
    """Yield the mails that should have come to an end by then."""
    for work_left in wiring.work().overdue(until):
        if work_left.attempt_id is not None:
            yield Mailing(work_left.seller_id, work_left.document_id, work_left.attempt_id)
