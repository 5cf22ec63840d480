"""Every five minutes: retry overdue work, found by the work index and in the inboxes.

Documents without a PDF and mails that are due, or whose answer never came, go back on their queues; jobs that did not
start are started. Uploads and edited tables that have been in their inbox for long have no report, because their event
was lost or their message was given up: they are put on their queue again. All of this is harmless for work in progress.
Each hour the waiting drafts are counted.
"""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.documents.document import Status
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, gauge, with_metrics
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.reconciling import inboxes, overdue_deps
from invoicing.services.basics.ports import ForwardingError
from invoicing.services.jobs.inbox import ask_again
from invoicing.services.jobs.overdue import forward_overdue_work

COUNT = "count_drafts"


@with_metrics
def lambda_handler(event: dict[str, Any], _: LambdaContext) -> None:
    """Forward overdue work again or count waiting drafts, as the schedule says.

    Raises: ForwardingError.
    """
    if event.get("what") == COUNT:
        waiting = sum(adapters.lists().count(seller, Status.DRAFT) for seller in adapters.uploads().sellers())
        gauge(Metric.DRAFTS_WAITING, waiting)
        return
    work = forward_overdue_work(overdue_deps())
    logger.info("overdue", pdfs=len(work.pdfs), mails=len(work.mails), jobs=len(work.jobs))
    failed = work.not_started
    for inbox, deps in inboxes().items():
        again = ask_again(deps)
        logger.info("put again", inbox=inbox, files=again.files, failed=again.failed)
        failed += again.failed
    if failed:
        raise ForwardingError(f"{failed} overdue files or jobs were not taken")
