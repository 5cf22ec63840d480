"""The runs of pytest that `python3 infra/local test` starts. Standard library only."""

import argparse
from collections.abc import Iterator, Sequence

CLOCKS = {
    "half an hour past midnight in winter": "2026-11-24T23:30:00Z",
    "before the year ends": "2026-12-31T22:59:50Z",
    "before summer time begins": "2027-03-28T00:59:50Z",
    "half past one in summer": "2027-07-14T23:30:00Z",
    "before summer time ends": "2027-10-31T00:59:50Z",
}
"""When Warsaw's day, month or year differs from UTC's, or is about to change. None is before the sales of the tests,
which would then be in the future.
"""
QUICK = ("tests/domain", "tests/services")
LONG = ("--every-fault", "--hypothesis-profile=long")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add our options; all other arguments go to pytest unchanged."""
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--quick", action="store_true", help=f"only the rules and the use cases ({', '.join(QUICK)}): within a minute"
    )
    size.add_argument(
        "--long",
        action="store_true",
        help="everything in its long form: each fault at each call to AWS (--every-fault), many random examples "
        "(--hypothesis-profile=long), then everything again under each clock of --every-clock",
    )
    size.add_argument(
        "--every-clock",
        action="store_true",
        help="once under each moved clock (--clock INSTANT): "
        + "; ".join(f"{at} {when}" for when, at in CLOCKS.items()),
    )


def runs(arguments: argparse.Namespace, rest: Sequence[str]) -> Iterator[list[str]]:
    """Yield the arguments of each run of pytest."""
    if arguments.quick:
        yield [*rest, *QUICK]
    elif not arguments.every_clock:
        yield [*(LONG if arguments.long else ()), *rest]
    if arguments.long or arguments.every_clock:
        yield from ([f"--clock={clock}", *rest] for clock in CLOCKS.values())
