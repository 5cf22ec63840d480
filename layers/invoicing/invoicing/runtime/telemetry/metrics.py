"""Metrics in CloudWatch's embedded format: one line per invocation, read from the log, without a call to AWS.

Their only dimension is the stack (`service`). Each seller or document as a dimension would be a metric of its own, paid
monthly, and would show everyone who may read a dashboard who sells how much.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from aws_lambda_powertools.metrics import Metrics, MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from invoicing.runtime.telemetry.cold_start import started

NAMESPACE = "Invoicing"
Result = TypeVar("Result")


class Metric(StrEnum):
    """All metrics; infra/dashboard.yaml and infra/alarms.yaml use the same names."""

    IMPORTS_FINISHED = "ImportsFinished"
    IMPORTS_FAILED = "ImportsFailed"
    DRAFTS_MADE = "DraftsMade"
    DRAFTS_WAITING = "DraftsWaiting"
    DOCUMENTS_ISSUED = "DocumentsIssued"
    PDFS_RENDERED = "PdfsRendered"
    PDF_DURATION = "PdfDuration"
    MAILS_SENT = "MailsSent"
    MAILS_DELIVERED = "MailsDelivered"
    MAILS_BOUNCED = "MailsBounced"
    MAILS_COMPLAINED = "MailsComplained"
    MAILS_IN_DOUBT = "MailsInDoubt"
    MAILS_HELD = "MailsHeld"
    MAILS_FAILED = "MailsFailed"
    JOBS_FINISHED = "JobsFinished"
    JOBS_FAILED = "JobsFailed"
    AUDIT_FINDINGS = "AuditFindings"


_metrics = Metrics(namespace=NAMESPACE)


def count(metric: Metric, by: int = 1) -> None:
    """Count something that happened; zero is not reported."""
    if by:
        _metrics.add_metric(metric, MetricUnit.Count, by)


def gauge(metric: Metric, value: int) -> None:
    """Report a current number, even if it is zero."""
    _metrics.add_metric(metric, MetricUnit.Count, value)


def took(metric: Metric, seconds: float) -> None:
    """Report how long something took."""
    _metrics.add_metric(metric, MetricUnit.Milliseconds, round(seconds * 1_000))


def with_metrics(
    handler: Callable[[dict[str, Any], LambdaContext], Result],
) -> Callable[[dict[str, Any], LambdaContext], Result]:
    """Return the handler, which reports its metrics at its end, however it ends."""

    @started
    @wraps(handler)
    def flushing(event: dict[str, Any], context: LambdaContext) -> Result:
        try:
            return handler(event, context)
        finally:
            if _metrics.metric_set:
                _metrics.flush_metrics()

    return flushing
