"""Run the benchmarks, one after another, in an environment with the libraries that they compare ours with."""

import subprocess

from infra.local import bootstrap

BENCHES = {
    "reading": "sales files into sales, against the parsers of the standard library and lxml",
    "import": "a file into drafts, against the naive way; calls and memory",
    "vat": "the sums of a document, against the bare arithmetic",
    "jobs": "issuing in a job, against one by one, on the embedded AWS",
    "pdf": "an invoice as PDF, against reportlab, typst and plain fpdf2",
    "mail": "a mail as bytes, against the standard library's way",
    "cold": "cold starts of all functions, against boto3 with DynamoDB",
    "cost": "what 1 000 documents cost, service by service",
    "load": "a big seller's month on the deployed stack",
}
LONG = ("load",)
"""Takes more than an hour: runs only by name."""


def run(names: list[str]) -> int:
    """Run these benchmarks, or all but the long ones; return how many failed."""
    python = bootstrap.ensure("bench")
    failed = 0
    for name in names or [name for name in BENCHES if name not in LONG]:
        print(f"\n== {name}: {BENCHES[name]}\n", flush=True)
        failed += subprocess.call([str(python), f"tests/bench/bench_{name}.py"], cwd=bootstrap.ROOT) != 0
    return failed
