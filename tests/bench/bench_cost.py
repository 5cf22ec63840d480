"""What documents cost on AWS, from counted calls: per 1 000 by service and stage, and each month whatever happens.

    python tests/bench/bench_cost.py [documents] [--json]

The figures per document at the end are what infra/docs/growth.md is computed from.
"""

import json
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/invoicing")]

from tests.bench import prices  # noqa: E402 - the paths come first
from tests.bench.billing import STAGES, fixed_parts, growth_of, mail_fee, seconds_of, stage_bill  # noqa: E402
from tests.bench.counted import Counted, counted  # noqa: E402

DOCUMENTS = 1_000
GOAL = Decimal("0.06")
"""US dollars for 1 000 documents, besides SES's own fee."""
SHOWN = Decimal("0.00001")


def report_of(counted: Counted) -> dict[str, Any]:
    """Return everything that is printed, in US dollars per 1 000 documents or per month."""
    per_thousand = 1_000 / Decimal(counted.documents)
    by_stage = {
        stage: {service: amount * per_thousand for service, amount in stage_bill(stage, counted).items()}
        for stage in STAGES
    }
    return {
        "documents": counted.documents,
        "by_stage": by_stage,
        "besides_ses": sum(amount for bill in by_stage.values() for amount in bill.values()),
        "goal": GOAL,
        "ses": mail_fee(counted) * per_thousand,
        "growth_a_month": {what: amount * per_thousand for what, amount in growth_of(counted).items()},
        "fixed_a_month": {part.what: part.amount for part in fixed_parts(counted)},
        "per_document": per_document(counted),
    }


def per_document(counted: Counted) -> dict[str, Any]:
    """Return the counts that the bill is made of."""
    functions, writes = {}, {}
    for function in (name for names in STAGES.values() for name in names):
        used = counted.meter.usage(function)
        memory = int(counted.deployed.function(function)["MemorySize"])
        functions[function] = {
            "invocations": _each(used.invocations, counted),
            "seconds": _each(seconds_of(used, memory), counted),
            "cpu_ms": _each(Decimal(repr(used.cpu_s)) * 1_000, counted),
            "write_units": _each(used.write_units, counted),
            "read_units": _each(used.reads, counted),
            "queue_requests": _each(used.queue_requests, counted),
            "log_bytes": _each(used.log_bytes, counted),
        }
        for (kind, where), units in (+used.writes).items():
            writes[f"{kind} in {where}"] = writes.get(f"{kind} in {where}", Decimal(0)) + _each(units, counted)
    return {
        "functions": functions,
        "write_units": dict(sorted(writes.items(), key=lambda pair: -pair[1])),
        "stream_records": _each(len(counted.meter.changes), counted),
        "table_bytes": _each(counted.grown_by, counted),
        "pdf_bytes": _each(counted.meter.usage("render_document").s3_bytes, counted),
        "mail_bytes": _each(counted.meter.usage("email_document").mail_bytes, counted),
    }


def _each(amount: int | Decimal, counted: Counted) -> Decimal:
    return (Decimal(amount) / counted.documents).quantize(Decimal("0.0001"))


def show(report: dict[str, Any]) -> None:
    """Print the tables."""
    stages = report["by_stage"]
    services = list(dict.fromkeys(service for bill in stages.values() for service in bill))
    print(f"USD per 1 000 documents, eu-central-1, list prices of {prices.AS_OF}, {report['documents']} counted\n")
    print(f"{'':18}" + "".join(f"{stage:>10}" for stage in stages) + f"{'all':>10}")
    for service in services:
        amounts = [bill.get(service, Decimal(0)) for bill in stages.values()]
        _row(service, amounts)
    _row("all", [sum(bill.values(), Decimal(0)) for bill in stages.values()])
    total = report["besides_ses"]
    verdict = "met" if total <= GOAL else f"missed by {total - GOAL:.4f}"
    print(f"\nbesides SES {total:.4f}, goal {GOAL}: {verdict}\nSES itself  {report['ses']:.4f}")
    _list("\nKeeping 1 000 documents, USD a month", report["growth_a_month"])
    _list("\nWhatever happens, USD a month", report["fixed_a_month"])
    _show_counts(report["per_document"])


def _row(name: str, amounts: list[Decimal]) -> None:
    print(f"{name:18}" + "".join(f"{amount.quantize(SHOWN):>10}" for amount in (*amounts, sum(amounts, Decimal(0)))))


def _list(title: str, amounts: dict[str, Decimal]) -> None:
    print(title)
    for what, amount in amounts.items():
        print(f"  {what:55}{amount:10.4f}")
    print(f"  {'all':55}{sum(amounts.values()):10.4f}")


def _show_counts(counts: dict[str, Any]) -> None:
    print("\nPer document")
    names = list(next(iter(counts["functions"].values())))
    print(f"  {'':20}" + "".join(f"{name:>16}" for name in names))
    for function, figures in counts["functions"].items():
        print(f"  {function:20}" + "".join(f"{figures[name]:>16}" for name in names))
    total = sum(counts["write_units"].values())
    print(
        f"  write units: {total}, " + ", ".join(f"{what} {units:.2f}" for what, units in counts["write_units"].items())
    )
    rest = {name: value for name, value in counts.items() if name not in ("functions", "write_units")}
    print("  " + ", ".join(f"{name} {value:.1f}" for name, value in rest.items()))


def main() -> None:
    """Count, then print."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--json"]
    with tempfile.TemporaryDirectory() as folder:
        report = report_of(counted(int(arguments[0]) if arguments else DOCUMENTS, Path(folder)))
    if "--json" in sys.argv:
        print(json.dumps(report, default=str, indent=2))
    else:
        show(report)


if __name__ == "__main__":
    main()
