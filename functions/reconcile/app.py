"""Every five minutes: what must still happen and has not, found by the work index and in the inbox.

Documents without a PDF and mails that wait for their time, or for an answer that never came, go on their queues again;
jobs that did not start are started.
Uploads and edited tables that lie in their inbox for long have no report: their event was lost, or they were given up.
They are put on their queue again. All of that is harmless where somebody is at it. Each hour the
waiting drafts are counted.
"""

from collections.abc import Callable
from itertools import islice
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.documents.document import Status
from invoicing.domain.imports.upload_keys import CHANGES, PREFIX, parse_changes_key, parse_upload_key
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, gauge, with_metrics
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.settings import settings
from invoicing.runtime.workers.forwarding import ForwardingError, put_in_calls
from invoicing.runtime.workers.inbox import overdue_files
from invoicing.runtime.workers.overdue import MOST_AT_ONCE, forward_overdue_work

COUNT = "count_drafts"


@with_metrics
def lambda_handler(event: dict[str, Any], _: LambdaContext) -> None:
    """Put what is overdue on its queue again, or count, as the schedule says."""
    if event.get("what") == COUNT:
        waiting = sum(wiring.lists().count(seller, Status.DRAFT) for seller in wiring.uploads().sellers())
        gauge(Metric.DRAFTS_WAITING, waiting)
        return
    failed = forward_overdue_work()
    failed += put_again(settings().import_queue_url, PREFIX, parse_upload_key)
    failed += put_again(settings().changes_queue_url, CHANGES, parse_changes_key)
    if failed:
        raise ForwardingError(f"{failed} overdue files or jobs were not taken")


def put_again(queue_url: str, prefix: str, parse: Callable[[str], object]) -> int:
    """Put overdue files of an inbox on its queue again; return how many it did not take."""
    overdue = list(islice(overdue_files(prefix, parse), MOST_AT_ONCE))
    failed = sum(put_in_calls(queue_url, overdue))
    logger.info("put again", inbox=prefix, files=len(overdue), failed=failed)
    return failed
