"""What a cold start costs: CPU of whole processes, in turn, against the least that a function with boto3 would pay.

    python tests/bench/bench_cold.py [rounds] [function ...] [--strict]

Every round starts one process per function: it imports the function's handler from its own layers, as Lambda does, and
makes the adapters and clients that its first event needs. Nothing is called. Just before it, its base is started: a
process with the same layers that does `import boto3; boto3.client("dynamodb")`. Times are user and system time of the
child, ratios are medians of the pairs' ratios. The goals are for the whole process; `ready` leaves out its end, which
Lambda does not see. Modules are compiled: the layers are built so, and one round is thrown away. With `--strict` a
missed goal ends with 1.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from tests import cold_starts  # noqa: E402 - the paths come first

BASE = "boto3 + dynamodb"
BASE_PROGRAM = 'import boto3; boto3.client("dynamodb")'
ROUNDS = 9
API_GOAL = 1.6
GOALS = {"import_sales": 1.45, "render_document": 2.3}
NO_GOAL = {"preview_document"}
"""It is both: the API's edge and the renderer."""


class Cost(NamedTuple):
    """What a process took: seconds of CPU, how many of them until it was ready, and its peak of memory in MB."""

    seconds: float
    ready: float
    peak: float


Pair = tuple[Cost, Cost]
"""What a function took, and its base just before it."""


def main() -> None:
    """Print one row per function, and say which goals are missed."""
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    rounds = int(words.pop(0)) if words and words[0].isdigit() else ROUNDS
    costs = measured(words or sorted(cold_starts.FUNCTIONS), rounds)
    missed = []
    bases = [base for pairs in costs.values() for _, base in pairs]
    print(f"{'':22}{'CPU ms':>8}{'ratio':>8}{'ready':>8}{'goal':>8}{'peak MB':>9}")
    print(row_of(BASE, [(base, base) for base in bases], None))
    for name, pairs in costs.items():
        goal = goal_of(name)
        if goal and ratio_of(pairs) > goal:
            missed.append(name)
        print(row_of(name, pairs, goal))
    if missed:
        print(f"above the goal: {', '.join(missed)}")
    sys.exit(1 if missed and "--strict" in sys.argv else 0)


def row_of(name: str, pairs: list[Pair], goal: float | None) -> str:
    """Return a row of the table."""
    seconds, peak = median(own.seconds for own, _ in pairs), median(own.peak for own, _ in pairs)
    ready = median(own.ready / base.ready for own, base in pairs)
    return f"{name:22}{seconds * 1e3:8.0f}{ratio_of(pairs):8.2f}{ready:8.2f}{goal or '':>8}{peak:9.0f}"


def ratio_of(pairs: list[Pair]) -> float:
    """Return how many times its base's CPU a function takes."""
    return median(own.seconds / base.seconds for own, base in pairs)


def goal_of(function: str) -> float | None:
    """Return what a function may cost, if there is a goal for it."""
    if function in NO_GOAL:
        return None
    is_api = {"Ref": "ApiLayer"} in cold_starts.FUNCTIONS[function].get("Layers", [])
    return API_GOAL if is_api else GOALS.get(function)


def measured(functions: list[str], rounds: int) -> dict[str, list[Pair]]:
    """Return the costs of each round, a function's and its base's, the functions in turn."""
    environments = {name: cold_starts.environment(name) for name in functions}
    costs: dict[str, list[Pair]] = {name: [] for name in functions}
    for number in range(-1, rounds):
        for name, pairs in costs.items():
            before = cost_of(BASE_PROGRAM, environments[name])
            own = cost_of(cold_starts.program(name), environments[name])
            if number >= 0:
                pairs.append((own, before))
    return costs


def cost_of(program: str, environment: dict[str, str]) -> Cost:
    """Run a program in a process of its own; only its own time counts, not what waits for it."""
    told = f"{program}; import time; print(time.process_time())"
    process = subprocess.Popen(cold_starts.command(told), env=environment, cwd="/", stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with process.stdout as output:
        ready = output.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"a start failed: {program}")
    return Cost(usage.ru_utime + usage.ru_stime, float(ready), usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
