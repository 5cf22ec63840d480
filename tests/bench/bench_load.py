"""A big seller's month through the deployed stack, with a second seller at the same time; the audit must be clean.

    python tests/bench/bench_load.py [transactions] [files]

Files overlap by half. While a job issues everything, 200 documents are issued by hand. The embedded AWS is one Python
process, and Lambdas share this machine's cores with it: the rate is its limit, the handlers' CPU is ours.
"""

import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import Event, Thread
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/invoicing")]

import boto3  # noqa: E402 - the paths come first

from infra.local import audit, processes, stack  # noqa: E402
from infra.local.http import Api  # noqa: E402
from tests.allegro_files import as_xml, many_orders  # noqa: E402

TRANSACTIONS, FILES, BY_HAND, HANDS = 20_000, 40, 200, 8
SMALL = 10
"""The second seller sells a tenth."""
POLL_S = 2.0
WAIT_S = 3 * 3_600
QUIET = 3
"""So many looks at empty queues are the end."""
PAGE_KB, TICKS_PER_S = 1024, 100


@dataclass
class Lambdas:
    """CPU and memory of the processes that run Lambdas, as the kernel counts them."""

    cpu: dict[int, tuple[str, float]] = field(default_factory=dict)
    peak_mb: Counter[str] = field(default_factory=Counter)
    is_over: Event = field(default_factory=Event)

    def watch(self) -> None:
        """Look until told to stop."""
        while not self.is_over.wait(0.5):
            for process in Path("/proc").iterdir():
                if process.name.isdecimal():
                    self._look(process)

    def _look(self, process: Path) -> None:
        try:
            name = re.search(rb"AWS_LAMBDA_FUNCTION_NAME=invoicing-([\w-]+)", (process / "environ").read_bytes())
            if name is None:
                return
            status, numbers = (
                (process / "status").read_text(),
                (process / "stat").read_text().rpartition(")")[2].split(),
            )
        except (OSError, UnicodeDecodeError):
            return
        function = name[1].decode()
        peak = re.search(r"VmHWM:\s+(\d+)", status)
        self.peak_mb[function] = max(self.peak_mb[function], int(peak[1]) // PAGE_KB if peak else 0)
        self.cpu[int(process.name)] = (function, (int(numbers[11]) + int(numbers[12])) / TICKS_PER_S)

    def seconds(self) -> Counter[str]:
        """Return CPU seconds by function."""
        total: Counter[str] = Counter()
        for function, seconds in self.cpu.values():
            total[function] += seconds  # type: ignore[assignment]
        return total


class Seller:
    """One seller at the deployed stack."""

    def __init__(self, outputs: dict[str, Any], name: str, count: int, files: int) -> None:
        self.name, self.count, self.files = name, count, files
        self.bucket = outputs["uploads_bucket"]
        self.api = Api(outputs["api_url"], outputs["users"][name]["token"])

    def upload(self) -> None:
        """Upload files that overlap by half."""
        s3, orders = boto3.client("s3"), many_orders(self.count)
        each, before = self.count // self.files, []
        for number in range(self.files):
            new = list(islice(orders, each))
            key = f"uploads/{self.name}/miesiąc-{number:02}.xml"
            s3.put_object(Bucket=self.bucket, Key=key, Body=as_xml([*before[each // 2 :], *new]))
            before = new

    def has_imported(self) -> bool:
        items = self.api.call("GET", "/imports?limit=200").body["items"]
        return sum(item["status"] == "done" for item in items) == self.files

    def ready(self, most: int) -> Iterator[str]:
        """Yield drafts that can be issued."""
        cursor = ""
        while True:
            body = self.api.call("GET", f"/documents?status=draft&ready=true&limit=200{cursor}").body
            yield from (row["id"] for row in body["items"][:most])
            if not body["cursor"] or most <= len(body["items"]):
                return
            cursor = f"&cursor={body['cursor']}"

    def issue_all(self) -> str:
        body = {"filter": {"ready": True}}
        return str(self.api.call("POST", "/documents/issue", body).body["job_id"])

    def job(self, job_id: str) -> dict[str, Any]:
        return dict(self.api.call("GET", f"/jobs/{job_id}?limit=1").body)


def await_(what: str, is_so: Callable[[], bool]) -> float:
    """Wait until it is so; return how long it took."""
    started = time.perf_counter()
    while not is_so():
        if time.perf_counter() - started > WAIT_S:
            raise TimeoutError(what)
        time.sleep(POLL_S)
    return time.perf_counter() - started


def is_quiet() -> bool:
    """Are all queues empty, and stay so?"""
    sqs = boto3.client("sqs")
    names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
    for _ in range(QUIET):
        for url in sqs.list_queues()["QueueUrls"]:
            told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=list(names))["Attributes"]
            if any(int(told[name]) for name in names):
                return False
        time.sleep(POLL_S)
    return True


def print_rate(what: str, count: int, seconds: float) -> None:
    print(f"{what:44}{count:8} in {seconds:7.0f} s {count / seconds:8.1f}/s", flush=True)


def by_hand(seller: Seller, ids: list[str]) -> list[str]:
    """Issue documents one by one from several hands at once; return their numbers. One that is too busy comes again."""

    def issue(document_id: str) -> str:
        for _ in range(20):
            answer = seller.api.call("POST", f"/documents/{document_id}/issue", {})
            if answer.status == 200:
                return str(answer.body["number"])
            print(f"  {document_id}: {answer.status} {answer.body.get('code')}")
            time.sleep(POLL_S)
        raise TimeoutError(document_id)

    with ThreadPoolExecutor(HANDS) as hands:
        return list(hands.map(issue, ids))


def month(outputs: dict[str, Any], mails: Path, count: int, files: int) -> int:
    """Play the month and print what it took."""
    sellers = [Seller(outputs, "lipa", count, files), Seller(outputs, "sowa", count // SMALL, max(files // SMALL, 1))]
    for seller in sellers:
        seller.upload()
    total = sum(seller.count for seller in sellers)
    print_rate("sales drafted", total, await_("imports", lambda: all(seller.has_imported() for seller in sellers)))
    ids = list(islice(sellers[0].ready(BY_HAND), BY_HAND))
    started = time.perf_counter()
    jobs = {seller: seller.issue_all() for seller in sellers}
    numbers = by_hand(sellers[0], ids)
    print_rate("issued by hand beside the jobs", len(set(numbers)), time.perf_counter() - started)
    await_("jobs", lambda: all(seller.job(job)["status"] == "done" for seller, job in jobs.items()))
    issued = sum(seller.job(job)["counts"]["issued"] for seller, job in jobs.items())
    print_rate("issued by jobs", issued, time.perf_counter() - started)
    await_("mails", is_quiet)
    sent = Counter(
        found[1] for file in mails.glob("*.eml") if (found := re.search(rb"X-Document-Id: (\S+)", file.read_bytes()))
    )
    print_rate("printed, mailed and told of", sent.total(), time.perf_counter() - started)
    print(f"mails that went out twice: {sum(number > 1 for number in sent.values())}\n")
    return audit.run(outputs)


def main() -> int:
    """Print rates, memory and CPU, and the audit."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else TRANSACTIONS
    files = int(sys.argv[2]) if len(sys.argv) > 2 else FILES
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        aws = stack.up(data)
        lambdas = Lambdas()
        watcher = Thread(target=lambdas.watch)
        watcher.start()
        try:
            code = month(stack.outputs(aws), data / "mails", count, files)
        finally:
            lambdas.is_over.set()
            watcher.join()
            processes.stop(data)
    print(f"\n{'function':24}{'peak MB':>8}{'CPU s':>9}{'ms CPU per sale':>17}")
    for function, seconds in lambdas.seconds().most_common():
        each = seconds / (count * (1 + 1 / SMALL)) * 1_000
        print(f"{function:24}{lambdas.peak_mb[function]:8}{seconds:9.1f}{each:17.2f}")
    return code


if __name__ == "__main__":
    sys.exit(main())
