"""How fast a job issues on the embedded AWS, and with how many calls: against one document at a time.

python tests/bench/bench_jobs.py [documents]
"""

import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/invoicing")]

import boto3  # noqa: E402 - the paths come first

from infra.local import processes  # noqa: E402
from infra.local.deployment import Aws  # noqa: E402
from invoicing.adapters.table.documents import DynamoDbDocuments  # noqa: E402
from invoicing.adapters.table.drafts import DynamoDbDrafts  # noqa: E402
from invoicing.adapters.table.engine.table import Table  # noqa: E402
from invoicing.adapters.table.jobs import DynamoDbJobs  # noqa: E402
from invoicing.adapters.table.sellers import DynamoDbSellers  # noqa: E402
from invoicing.domain.jobs.job import Job, JobKind  # noqa: E402
from invoicing.runtime.wiring.clock import now  # noqa: E402
from invoicing.services.issuing.issue_many import IssueManyDeps, issue_step  # noqa: E402
from invoicing.services.issuing.issue_one import IssueDeps, issue_document  # noqa: E402
from invoicing.services.issuing.prepare import IssueRequest  # noqa: E402
from tests.builders import CHECKS, a_draft, a_seller, stored  # noqa: E402
from tests.fakes.jobs import InMemoryManifests  # noqa: E402
from tests.tables import make_table  # noqa: E402

DOCUMENTS, SINGLES, GOAL = 1_000, 100, 0.1


class Bench:
    """A table with drafts, and a count of the calls to it."""

    def __init__(self, count: int) -> None:
        name = f"bench-{uuid4().hex[:8]}"
        make_table(boto3.client("dynamodb"), name)
        self.table, self.calls = Table(name), 0
        self.documents, self.drafts = DynamoDbDocuments(self.table), DynamoDbDrafts(self.table)
        self.sellers, self.jobs = DynamoDbSellers(self.table), DynamoDbJobs(self.table)
        self.sellers.save(a_seller(), instead_of=0)
        self.ids = [f"d-{n}" for n in range(count + SINGLES)]
        self.drafts.add("lipa", [stored(a_draft(id=document_id)) for document_id in self.ids])
        self.table.client.meta.events.register("before-call.dynamodb.*", self._count)

    def _count(self, **_: Any) -> None:
        self.calls += 1

    def singles(self) -> None:
        """Issue a hundred one by one."""
        deps = IssueDeps(documents=self.documents, sellers=self.sellers, checks=CHECKS, clock=now, wait=time.sleep)
        for document_id in self.ids[:SINGLES]:
            issue_document("lipa", document_id, IssueRequest(), deps)

    def job(self) -> None:
        """Issue the rest in a job."""
        ids = tuple(self.ids[SINGLES:])
        self.jobs.create(Job(id="job", seller_id="lipa", kind=JobKind.ISSUE, by="bench", created_at=now(), ids=ids))
        deps = IssueManyDeps(
            jobs=self.jobs,
            manifests=InMemoryManifests(),
            documents=self.documents,
            drafts=self.drafts,
            sellers=self.sellers,
            matching=lambda *_: (),
            checks=CHECKS,
            clock=now,
            wait=time.sleep,
            may_go_on=lambda: True,
        )
        issue_step("lipa", "job", deps)

    def measured(self, name: str, work: Any, count: int, goal: str = "") -> None:
        """Print what a way of issuing costs per document."""
        self.calls, started, cpu = 0, time.perf_counter(), time.process_time()
        work()
        seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
        rate, each = count / seconds, self.calls / count
        print(
            f"{name:14}{count:7} documents {rate:7.0f}/s {each:8.3f} calls each {cpu / count * 1e6:8.0f} us CPU{goal}"
        )


def main() -> None:
    """Print both ways."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        Aws.of(processes.start(data))
        try:
            bench = Bench(count)
            bench.measured("one by one", bench.singles, SINGLES)
            bench.measured("a job", bench.job, count, f"  goal {GOAL} calls")
        finally:
            processes.stop(data)


if __name__ == "__main__":
    main()
