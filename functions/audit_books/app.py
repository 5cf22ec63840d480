"""Step Functions, each night or by hand -> what must never be is looked for in the books of each seller in turn.

Each night what is active is looked at; `{"what": "audit", "whole": true}` looks at everything, with `seller_id` of one.
"""

from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import NotFoundError
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.telemetry.metrics import Metric, gauge, with_metrics
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.audit import auditing
from invoicing.runtime.wiring.clock import now
from invoicing.services.books.audit import AuditDeps, Since, audit

ACTIVE = timedelta(days=2)
TIME_FOR_A_SELLER_MS = 720_000
"""Of fifteen minutes: the last seller of a step may be a big one, and all the others' turn must come."""


@with_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Audit as many sellers as there is time for; answer whether there are more, and after whom to go on."""
    since = None if event.get("whole") else warsaw_date(now()) - ACTIVE
    after, findings = event.get("after", ""), event.get("findings", 0)
    sellers = [event["seller_id"]] if "seller_id" in event else sorted(every_seller())
    waiting, deps = [seller_id for seller_id in sellers if seller_id > after], auditing()
    while waiting:
        after = waiting.pop(0)
        findings += audited(after, since, deps)
        if context.get_remaining_time_in_millis() < TIME_FOR_A_SELLER_MS:
            break
    if not waiting:
        gauge(Metric.AUDIT_FINDINGS, findings)
    return {**event, "after": after, "findings": findings, "more": bool(waiting)}


def every_seller() -> set[str]:
    """Return who has uploaded anything or has a PDF, as folders tell without reading files."""
    return {*wiring.uploads().sellers(), *wiring.pdfs().sellers()}


def is_known(seller_id: str) -> bool:
    try:
        wiring.sellers().get(seller_id)
    except NotFoundError:
        return False
    return True


def audited(seller_id: str, since: Since, deps: AuditDeps) -> int:
    """Tell the log what is wrong with a seller's books, by ids; return how much it is.

    Books that cannot be read are a finding, too: the next sellers' turn comes. The archive has folders of sellers that
    do not exist: somebody named them wrongly. If there are PDFs of one, the table has lost him.
    """
    try:
        found = audit(seller_id, deps, since if is_known(seller_id) else None)
    except Exception as error:
        logger.exception("books cannot be read", seller_id=seller_id, error_type=type(error).__name__)
        return 1
    for finding in found.findings:
        logger.error("audit", seller_id=seller_id, check=finding.check, what=finding.what)
    logger.info("audited", seller_id=seller_id, looked_at=found.looked_at.total(), wrong=len(found.findings))
    return len(found.findings)
