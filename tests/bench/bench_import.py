"""What importing costs: CPU against the plain way, calls and memory; DynamoDB's part is played in this process.

    python tests/bench/bench_import.py [transactions] [rounds]

Both ways draft the same file in turn. Then the file is imported once more where all is known, and once a hundred times
as long with its memory watched. S3's part is an in-memory stand-in; the time it takes is the same for every peer.
What is imported is frozen for both, as it is in each function that has started.
"""

import gc
import hashlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import IO

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/invoicing")]
os.environ |= {"AWS_REGION": "eu-central-1", "AWS_DEFAULT_REGION": "eu-central-1"}
os.environ |= {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}

import boto3  # noqa: E402 - the paths come first
import msgspec  # noqa: E402

from invoicing.adapters.allegro import open_sales  # noqa: E402
from invoicing.adapters.checks.tax_numbers import is_nip  # noqa: E402
from invoicing.adapters.checks.workdays import is_workday  # noqa: E402
from invoicing.adapters.table.documents import DynamoDbDocuments  # noqa: E402
from invoicing.adapters.table.drafts import DynamoDbDrafts, fingerprint  # noqa: E402
from invoicing.adapters.table.engine.table import Table  # noqa: E402
from invoicing.domain.imports.record import Import, TransactionOutcome  # noqa: E402
from invoicing.domain.imports.upload_keys import parse_upload_key  # noqa: E402
from invoicing.domain.problems.preflight import Checks  # noqa: E402
from invoicing.services.drafts.copy_as_kind import NewDraftDeps  # noqa: E402
from invoicing.services.imports.ports import Uploaded  # noqa: E402
from invoicing.services.imports.read_file import ImportDeps, Resume, import_slice  # noqa: E402
from tests.allegro_files import as_xml, many_orders, slim_xml  # noqa: E402
from tests.bench.counting import CountingDynamoDb  # noqa: E402
from tests.bench.peers import plain_import  # noqa: E402
from tests.builders import NOW, a_seller  # noqa: E402
from tests.fakes.documents import InMemoryRules  # noqa: E402
from tests.fakes.imports import InMemoryImports  # noqa: E402
from tests.fakes.sellers import InMemorySellers  # noqa: E402

GOAL = 0.6
TRANSACTIONS, ROUNDS, LONG = 1_000, 7, 100_000


@dataclass
class EncodingReports:
    """Encodes every part as the bucket would get it, and keeps none."""

    bytes: int = 0
    record: Import | None = None

    def save_part(self, record: Import, _number: int, rows: Sequence[TransactionOutcome]) -> None:
        self.bytes += len(msgspec.json.encode(rows))

    def finish(self, record: Import) -> None:
        self.record = record


@dataclass
class Office:
    """An import with a counted table."""

    keeps: bool = False
    dynamodb: CountingDynamoDb = field(init=False)
    drafts: DynamoDbDrafts = field(init=False)
    uploads: int = 0

    def __post_init__(self) -> None:
        table = Table("bench")
        self.dynamodb = CountingDynamoDb(keeps=self.keeps)
        self.dynamodb.attach(table.client)
        self.drafts = DynamoDbDrafts(table)
        self.documents = DynamoDbDocuments(table)

    def import_file(self, source: IO[bytes]) -> Import:
        """Import a file to its end."""
        self.uploads += 1
        reports = EncodingReports()
        place = parse_upload_key("uploads/lipa/a.xml")
        assert place
        digest = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]
        source.seek(0)
        uploaded = Uploaded(key="uploads/lipa/a.xml", etag=str(self.uploads), at=NOW, digest=digest, content=source)
        deps = ImportDeps(
            sellers=InMemorySellers({"lipa": a_seller()}),
            rules=InMemoryRules(),
            drafts=self.drafts,
            imports=InMemoryImports(),
            reports=reports,
            open_sales=open_sales,
            making=NewDraftDeps(
                documents=self.documents,
                sellers=InMemorySellers(),
                checks=Checks(is_nip=is_nip, is_workday=is_workday),
                clock=lambda: NOW,
            ),
            fingerprint=fingerprint,
            clock=lambda: NOW,
            wait=time.sleep,
            may_go_on=lambda: True,
        )
        import_slice(place, uploaded, Resume(), deps)
        assert reports.record
        return reports.record


def main() -> None:
    """Print the three measurements."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else TRANSACTIONS
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    with tempfile.TemporaryFile() as file:
        file.write(as_xml(list(many_orders(count))))
        compare(file, count, rounds)
        count_calls(file, count)
    watch_memory()


def compare(file: IO[bytes], count: int, rounds: int) -> None:
    """Print CPU time of both ways, medians."""
    client = boto3.client("dynamodb")
    CountingDynamoDb().attach(client)
    office = Office()
    ways: dict[str, Callable[[], object]] = {
        "ours": lambda: office.import_file(file),
        "plain": lambda: plain_import.import_file(file, client, "bench"),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    gc.freeze()
    for number in range(-1, rounds):
        for name, way in ways.items():
            file.seek(0)
            start = time.process_time()
            way()
            if number >= 0:
                times[name].append(time.process_time() - start)
    for name, seconds in times.items():
        typical, best = (measure(seconds) / count * 1e6 for measure in (median, min))
        print(f"{name:8}{typical:8.0f} µs CPU per transaction (min {best:.0f})")
    print(f"ours is {median(times['ours']) / median(times['plain']):.3f} of plain; goal {GOAL}\n")


def count_calls(file: IO[bytes], count: int) -> None:
    """Print calls per new and per known transaction."""
    office = Office(keeps=True)
    for told in ("new", "known"):
        file.seek(0)
        record = office.import_file(file)
        calls = sum(office.dynamodb.calls.values())
        outcomes = {name: number for name, number in record.counts.items() if number}
        print(f"{told:8}{calls / count:8.4f} DynamoDB calls per transaction {dict(office.dynamodb.calls)} {outcomes}")
        office.dynamodb.calls.clear()
    print()


def watch_memory() -> None:
    """Print the growth of the process while a long file is imported."""
    for size in (TRANSACTIONS, LONG):
        with tempfile.TemporaryFile() as file:
            file.writelines(slim_xml(size))
            megabytes = file.tell() / 1e6
            file.seek(0)
            before, start = _peak(), time.process_time()
            record = Office().import_file(file)
        seconds, grown = time.process_time() - start, _peak() - before
        print(
            f"{record.read:8} transactions, {megabytes:.1f} MB: {seconds:.1f} s, {record.counts['drafted']} drafts, "
            f"peak {_peak():.0f} MB, grown by {grown:.1f} MB"
        )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
