"""Prices times what was counted: one bill per function, and what is paid each month whether anything happens or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from infra.local.packaging import load_template
from invoicing.runtime.telemetry.metrics import Metric
from tests.bench import prices
from tests.bench.counted import Counted
from tests.bench.meter import Usage

ROOT = Path(__file__).parents[2]

# What a Lambda waits for, in milliseconds: usual answers of the services within a region, not measured on AWS.
WAITS_MS = {
    ("dynamodb", "GetItem"): 4,
    ("dynamodb", "BatchGetItem"): 6,
    ("dynamodb", "Query"): 6,
    ("dynamodb", "PutItem"): 6,
    ("dynamodb", "UpdateItem"): 6,
    ("dynamodb", "TransactWriteItems"): 12,
    ("s3", "PutObject"): 35,
    ("s3", "CopyObject"): 50,
    ("sesv2", "SendEmail"): 120,
    ("stepfunctions", "StartExecution"): 20,
}
OTHER_WAIT_MS = 20
WAIT_OF_A_WRITE_MS = Decimal("0.4")
"""Each item of a transaction makes it longer; a hundred of them take some 50 ms."""
FULL_VCPU_MB = 1_769
"""With less memory, a Lambda gets its share of a vCPU. CPU time is measured here, which is no arm64 of Lambda's."""
INVOCATION_MS = 2
COLD_ONE_IN, COLD_START_S = 50, Decimal("0.9")
"""In a bulk, few starts are cold; initialisation is billed like any other time."""

MONTH_HOURS = 24 * 30
POLLERS, POLLS_PER_MINUTE = 5, 3
"""Lambda keeps so many long polls of 20 seconds open per queue, also while it is empty."""
RECONCILED_PER_MONTH = MONTH_HOURS * 12
LOG_MONTHS = 1
"""Logs are kept for 30 days."""

STAGES: Mapping[str, tuple[str, ...]] = {
    "import": ("import_sales",),
    "issue": ("manage_jobs", "run_job"),
    "forward": ("forward_changes",),
    "render": ("render_document",),
    "mail": ("email_document",),
    "events": ("record_email_event",),
}
FAIR_QUEUES = ("forward_changes", "render_document", "email_document")
"""They put messages with a seller's group on a queue, or take them from it."""


def seconds_of(used: Usage, memory_mb: int) -> Decimal:
    """Return how long a function runs on AWS, by the model above."""
    waits = sum(Decimal(WAITS_MS.get(call, OTHER_WAIT_MS)) * times for call, times in used.calls.items())
    waits += WAIT_OF_A_WRITE_MS * used.written.total() + INVOCATION_MS * used.invocations
    share = min(Decimal(1), Decimal(memory_mb) / FULL_VCPU_MB)
    return Decimal(repr(used.cpu_s)) / share + waits / 1_000


def bill_of(function: str, counted: Counted) -> dict[str, Decimal]:
    """Return what a function's work costs, by service."""
    used = counted.meter.usage(function)
    memory = int(counted.deployed.function(function)["MemorySize"])
    cold = Decimal(used.invocations) / COLD_ONE_IN * COLD_START_S
    gb_seconds = (seconds_of(used, memory) + cold) * memory / 1_024
    queue_price = prices.SQS_FAIR_REQUEST if function in FAIR_QUEUES else prices.SQS_REQUEST
    return {
        "DynamoDB writes": used.write_units * prices.WRITE_UNIT,
        "DynamoDB reads": used.reads * prices.READ_UNIT,
        "Lambda time": gb_seconds * prices.LAMBDA_GB_SECOND,
        "Lambda calls": used.invocations * prices.LAMBDA_REQUEST,
        "S3": used.s3_puts * prices.S3_PUT + used.s3_gets * prices.S3_GET,
        "SQS": used.queue_requests * queue_price,
        "CloudWatch logs": used.log_bytes * prices.LOG_GB / prices.GB,
    }


def stage_bill(stage: str, counted: Counted) -> dict[str, Decimal]:
    """Return what a stage costs, with what happens around its functions."""
    bill: dict[str, Decimal] = {}
    for function in STAGES[stage]:
        for service, amount in bill_of(function, counted).items():
            bill[service] = bill.get(service, Decimal(0)) + amount
    flow = counted.flow
    around = {
        # the seller's upload, its event and that event's way through the queue
        "import": {"S3": prices.S3_PUT, "EventBridge": prices.EVENT, "SQS": 3 * prices.SQS_REQUEST},
        "issue": {
            "Step Functions": flow.transitions * prices.STATE_TRANSITION,
            "HTTP API": flow.api_requests * prices.API_REQUEST,
        },
        "events": {"EventBridge": (flow.events_published - 1) * prices.EVENT},
    }
    for service, amount in around.get(stage, {}).items():
        bill[service] = bill.get(service, Decimal(0)) + amount
    return bill


def mail_fee(counted: Counted) -> Decimal:
    """Return SES's own fee: for the mails, and for the bytes of what is attached."""
    used = counted.meter.usage("email_document")
    return used.calls["sesv2", "SendEmail"] * prices.MAIL + used.mail_bytes * prices.MAIL_ATTACHED_GB / prices.GB


def growth_of(counted: Counted) -> dict[str, Decimal]:
    """Return what keeping these documents costs a month."""
    files = counted.meter.usage("render_document").s3_bytes
    others = counted.meter.usage("import_sales").s3_bytes
    logs = sum(used.log_bytes for used in counted.meter.used.values())
    return {
        "table and indexes": counted.grown_by * prices.TABLE_GB_MONTH / prices.GB,
        "its backups (PITR)": counted.grown_by * prices.TABLE_PITR_GB_MONTH / prices.GB,
        "PDFs": files * prices.S3_GB_MONTH / prices.GB,
        "reports": others * prices.S3_GB_MONTH / prices.GB,
        "logs, for 30 days": logs * LOG_MONTHS * prices.LOG_GB_MONTH / prices.GB,
    }


@dataclass(frozen=True)
class Fixed:
    """Something that costs the same each month."""

    what: str
    amount: Decimal


def fixed_parts(counted: Counted) -> tuple[Fixed, ...]:
    """Return what is paid each month however little happens."""
    resources = load_template(ROOT / "infra/alarms.yaml")["Resources"].values()
    alarms = [r["Properties"] for r in resources if r["Type"] == "AWS::CloudWatch::Alarm"]
    watched = sum(map(_metrics_of, alarms))
    queues = [e for e in _events(counted) if e["Type"] == "SQS"]
    polls = len(queues) * POLLERS * POLLS_PER_MINUTE * 60 * MONTH_HOURS
    once = sum(bill_of("reconcile", counted).values(), Decimal(0))
    return (
        Fixed(f"alarms over {watched} metrics", watched * prices.ALARM_METRIC_MONTH),
        Fixed("dashboard, one of the three that are free", Decimal(0)),
        Fixed(f"{len(Metric)} custom metrics, if all of them are told of", len(Metric) * prices.METRIC_MONTH),
        Fixed(f"empty polls of {len(queues)} queues", polls * prices.SQS_REQUEST),
        Fixed("looking for overdue work every five minutes", once * RECONCILED_PER_MONTH),
    )


def _metrics_of(alarm: Mapping[str, Any]) -> int:
    return sum("MetricStat" in metric for metric in alarm["Metrics"]) if "Metrics" in alarm else 1


def _events(counted: Counted) -> list[dict[str, Any]]:
    resources = counted.deployed.template["Resources"].values()
    return [event for r in resources for event in r.get("Properties", {}).get("Events", {}).values()]
