"""Step Functions, each night or by hand -> all invariants are checked in the books of each seller in turn.

The nightly run checks what is active; `{"what": "audit", "whole": true}` checks everything, with `seller_id` of one
seller.
"""

from datetime import timedelta
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.domain.basics.dates import warsaw_date
from invoicing.runtime.telemetry.metrics import Metric, gauge, with_metrics
from invoicing.runtime.wiring.audit import audit_deps
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.workers.auditing import audited, every_seller

ACTIVE = timedelta(days=2)
TIME_FOR_A_SELLER_MS = 720_000
"""Of fifteen minutes: the last seller of a step may be a big one, and all others must be reached."""


@with_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Audit as many sellers as there is time for; return whether more are left, and after which one to continue."""
    since = None if event.get("whole") else warsaw_date(now()) - ACTIVE
    after, findings = event.get("after", ""), event.get("findings", 0)
    sellers = [event["seller_id"]] if "seller_id" in event else sorted(every_seller())
    waiting, deps = [seller_id for seller_id in sellers if seller_id > after], audit_deps()
    while waiting:
        after = waiting.pop(0)
        findings += audited(after, since, deps)
        if context.get_remaining_time_in_millis() < TIME_FOR_A_SELLER_MS:
            break
    if not waiting:
        gauge(Metric.AUDIT_FINDINGS, findings)
    return {**event, "after": after, "findings": findings, "more": bool(waiting)}
