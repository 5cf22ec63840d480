"""How fast an invoice becomes a PDF, against other engines: ratios of CPU time, in turn in one process, medians.

    pip install reportlab==5.1.0 typst==0.15.2 rendercv-fonts==0.5.1
    python tests/bench/bench_pdf.py [rounds]

Every round draws the same invoice (one page with 8 lines, three pages with 60) once with each engine, with a number of
its own so that nothing can be remembered. A peer that is not installed is left out. rendercv-fonts gives the peers the
whole Open Sans, as a user would embed it; without it they get our small fonts. `goal` is what ours may take of theirs.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "layers/invoicing")]

from invoicing.adapters.pdf import render  # noqa: E402 - the paths come first
from invoicing.domain.documents.document import Document  # noqa: E402
from tests.adapters.pdf.pdf_samples import COMPANY, an_unpaid_document, some_lines  # noqa: E402
from tests.bench.peers.content import FONT_FOLDER  # noqa: E402

OURS = "ours"
SIZES = {"one page, 8 lines": 8, "three pages, 60 lines": 60}
GOALS = {
    "reportlab_canvas": {8: 0.6, 60: 0.7},
    "typst_compiler": {8: 0.5, 60: 0.5},
    "plain_fpdf2": {8: 1 / 15, 60: 1 / 10},
}
ROUNDS = 25
WARM_UP = 3
SMALL = Decimal("129.00")
"""An amount that a payment code can say."""

Engine = Callable[[Document], bytes]


def main() -> None:
    """Print one table per size of document."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    engines = {OURS: render, **installed_peers()}
    print(f"fonts of the peers: {FONT_FOLDER}")
    for title, count in SIZES.items():
        times = measured(engines, invoice(count), rounds)
        ours = median(times[OURS])
        print(f"\n{title:28}{'ms':>8}{'min':>8}{'ours is':>10}{'goal':>8}")
        for name, seconds in times.items():
            goal = f"{GOALS[name][count]:8.3f}" if name in GOALS else ""
            print(f"{name:28}{median(seconds) * 1e3:8.2f}{min(seconds) * 1e3:8.2f}{ours / median(seconds):10.3f}{goal}")
    coded = "with the payment code"
    with_code = {OURS: render, coded: lambda document: render(replace(document, amount_due=SMALL))}
    times = measured(with_code, invoice(8), rounds)
    print(f"\n{coded} a page takes {median(times[coded]) / median(times[OURS]):.2f} times as long")


def invoice(count: int) -> Document:
    """Return the invoice with so many lines; it costs more than a payment code can say, since no peer draws one."""
    lines = some_lines(count, unit_gross=Decimal("1299.00"))
    return an_unpaid_document(buyer=COMPANY, lines=lines, payment_method="Przelew tradycyjny")


def installed_peers() -> dict[str, Engine]:
    """Return the peers that can be imported, and say which cannot."""
    peers: dict[str, Engine] = {}
    for name in GOALS:
        try:
            peers[name] = import_module(f"tests.bench.peers.{name}").draw
        except ImportError as error:
            print(f"{name}: not installed ({error.name})")
    return peers


def measured(engines: dict[str, Engine], document: Document, rounds: int) -> dict[str, list[float]]:
    """Return CPU seconds per drawing, the engines in turn."""
    times: dict[str, list[float]] = {name: [] for name in engines}
    for number in range(-WARM_UP, rounds):
        for name, draw in engines.items():
            numbered = replace(document, number=f"AL {number + 1000}/11/2026")
            start = time.process_time()
            draw(numbered)
            if number >= 0:
                times[name].append(time.process_time() - start)
    return times


if __name__ == "__main__":
    main()
