"""What the sums of a document cost: VAT from gross per rate, half up, against the same arithmetic and nothing else.

    python tests/bench/bench_vat.py [documents] [rounds]

The floor is a loop over prices in Decimal, without lines, margins, corrections, rounding charges or a document to put
the sums on. Both count the same grosze, or the bench stops. CPU time, in turn in one process, medians.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/invoicing")]

from invoicing.domain.documents.document import Document  # noqa: E402 - the paths come first
from invoicing.domain.documents.recalculation import recalculated  # noqa: E402 - the paths come first
from tests.builders import a_draft, a_line  # noqa: E402

DOCUMENTS, ROUNDS = 500, 9
RATES, GROSZ = ("23", "8", "23"), Decimal("0.01")


def documents(count: int) -> list[Document]:
    """Return documents of three lines and two rates."""
    return [
        a_draft(
            id=f"d-{number}",
            lines=tuple(
                a_line(f"l-{place}", price=f"{number % 97 + place}.{number % 100:02}", quantity="3", vat_rate=rate)
                for place, rate in enumerate(RATES)
            ),
        )
        for number in range(count)
    ]


def ours(drafts: list[Document]) -> Decimal:
    return sum((recalculated(draft).totals.vat or Decimal(0) for draft in drafts), Decimal(0))


def floor(drafts: list[Document]) -> Decimal:
    total = Decimal(0)
    for draft in drafts:
        gross: defaultdict[str, Decimal] = defaultdict(Decimal)
        for line in draft.lines:
            gross[line.vat_rate or ""] += (line.unit_gross * line.quantity).quantize(GROSZ, ROUND_HALF_UP)
        for rate, amount in gross.items():
            total += (amount * Decimal(rate) / (100 + Decimal(rate))).quantize(GROSZ, ROUND_HALF_UP)
    return total


def main() -> None:
    """Print both, and their ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    drafts = documents(count)
    ways: dict[str, Callable[[list[Document]], Decimal]] = {"ours": ours, "floor": floor}
    assert ours(drafts) == floor(drafts)
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            started = time.process_time()
            way(drafts)
            times[name].append(time.process_time() - started)
    for name, seconds in times.items():
        print(f"{name:8}{median(seconds) / count * 1e6:8.1f} us CPU per document of three lines")
    print(f"ours is {median(times['ours']) / median(times['floor']):.1f} of the floor")


if __name__ == "__main__":
    main()
