"""How fast sales files are read, and in how much memory: ratios of CPU time, in turn in one process, medians.

    pip install lxml==6.1.3
    python tests/bench/bench_reading.py [rounds]

`records` is our XML reader without what follows it, against parsers that do as much and refuse nothing: the standard
library's `iterparse` with clearing, and lxml's. `sales` is everything, up to checked sales, in each syntax. Peaks of
memory are those of processes that read 1 000, 10 000 and 100 000 sales and nothing else.
"""

import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
PATHS = [str(ROOT), str(ROOT / "layers/invoicing")]
sys.path[:0] = PATHS

from invoicing.adapters.allegro import open_sales  # noqa: E402 - the paths come first
from invoicing.adapters.allegro.syntax.paths import Paths  # noqa: E402
from invoicing.adapters.allegro.syntax.xml_records import XmlRecords  # noqa: E402
from tests.allegro_files import as_csv, as_flat_csv, as_json, as_xml, many_orders, slim_xml  # noqa: E402

SALES = 5_000
ROUNDS = 7
SIZES = (1_000, 10_000, 100_000)
BASE = "iterparse (standard library)"
GOAL_OF_RECORDS = 0.8
"""Our records may not be slower than this share of the unguarded parser's speed."""

GROWTH_KB = 2 * 1024
READER = """
import sys
sys.path[:0] = {paths!r}
from invoicing.adapters.allegro import open_sales
with open(sys.argv[1], "rb") as file:
    count = sum(1 for _ in open_sales(file).sales())
with open("/proc/self/status") as status:
    print(count, next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""

Reader = Callable[[], int]


def main() -> None:
    """Print the table of speeds, then the table of memory."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    orders = list(many_orders(SALES))
    content = as_xml(orders)
    readers: dict[str, tuple[bytes, Reader]] = {
        BASE: (content, lambda: by_standard_library(content)),
        **lxml_reader(content),
        "ours: records of XML": (content, lambda: our_records(content)),
    }
    for name, written in (
        ("XML", content),
        ("CSV", as_csv(orders)),
        ("flat CSV", as_flat_csv(orders)),
        ("JSON", as_json(orders)),
    ):
        readers[f"ours: sales of {name}"] = (written, lambda written=written: our_sales(written))  # type: ignore[misc]
    print_speeds(readers, measured({name: read for name, (_, read) in readers.items()}, rounds))
    print_memory()


def by_standard_library(content: bytes) -> int:
    """Go through the transactions, clearing each."""
    count = 0
    for _, element in ET.iterparse(BytesIO(content)):
        if element.tag == "order":
            count += 1
            element.clear()
    return count


def lxml_reader(content: bytes) -> dict[str, tuple[bytes, Reader]]:
    """Return the reader by lxml, if it is installed."""
    try:
        from lxml import etree
    except ImportError:
        print("lxml: not installed")
        return {}

    def read() -> int:
        count = 0
        for _, element in etree.iterparse(BytesIO(content), resolve_entities=False, no_network=True):
            if element.tag == "order":
                count += 1
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        return count

    return {"iterparse (lxml)": (content, read)}


def our_records(content: bytes) -> int:
    """Go through the transactions without looking into them."""
    source = BytesIO(content)

    def start() -> BytesIO:
        source.seek(0)
        return source

    reader = XmlRecords(start, Paths())
    return sum(1 for _ in reader.elements())


def our_sales(content: bytes) -> int:
    """Read the sales."""
    return sum(1 for _ in open_sales(BytesIO(content)).sales())


def measured(readers: dict[str, Reader], rounds: int) -> dict[str, list[float]]:
    """Return CPU seconds per file, the readers in turn."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            start = time.process_time()
            if read() != SALES:
                raise SystemExit(f"{name} did not find {SALES} transactions")
            times[name].append(time.process_time() - start)
    return times


def print_speeds(readers: dict[str, tuple[bytes, Reader]], times: dict[str, list[float]]) -> None:
    """Print MB/s, sales per second, and the speed as a share of the standard library's."""
    base = len(readers[BASE][0]) / median(times[BASE])
    print(f"{SALES} sales{'':22}{'MB':>7}{'MB/s':>8}{'sales/s':>10}{'speed':>8}")
    for name, (content, _) in readers.items():
        seconds = median(times[name])
        speed = len(content) / seconds
        goal = f"  goal {GOAL_OF_RECORDS}" if "records" in name else ""
        print(f"{name:32}{len(content) / 1e6:8.1f}{speed / 1e6:8.1f}{SALES / seconds:10.0f}{speed / base:8.2f}{goal}")


def print_memory() -> None:
    """Print the peak memory of reading files of several lengths."""
    writers: dict[str, Callable[[int], bytes]] = {
        "XML": lambda count: b"".join(slim_xml(count)),
        "CSV": lambda count: as_csv(list(many_orders(count, lines=1))),
    }
    print(f"\npeak memory, MB{'':17}{''.join(f'{size:>10}' for size in SIZES)}    growth")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in writers.items():
            peaks = [peak(write(size), Path(folder)) for size in SIZES]
            growth = f"{(max(peaks) - peaks[0]) / 1024:8.1f}  goal {GROWTH_KB / 1024:.0f}"
            print(f"{name:32}{''.join(f'{kilobytes / 1024:10.1f}' for kilobytes in peaks)}  {growth}")


def peak(content: bytes, folder: Path) -> int:
    """Return the peak memory in kB of a process that reads a file."""
    file = folder / "sales"
    file.write_bytes(content)
    program = READER.format(paths=PATHS)
    done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=True)
    return int(done.stdout.split()[1])


if __name__ == "__main__":
    main()
