"""`python3 infra/local test`: the runs of pytest that its options cause."""

import argparse
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.local import testing
from invoicing.domain.basics.dates import WARSAW, warsaw_date
from tests.builders import NOW
from tests.infra.templates import ROOT

CLOCKS = [datetime.fromisoformat(clock) for clock in testing.CLOCKS.values()]
MOVED = [f"--clock={clock}" for clock in testing.CLOCKS.values()]


def runs(*given: str) -> list[list[str]]:
    parser = argparse.ArgumentParser()
    testing.add_options(parser)
    return list(testing.runs(*parser.parse_known_args(given)))


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ([], [[]]),
        (["tests/domain", "-q", "-k", "a or b"], [["tests/domain", "-q", "-k", "a or b"]]),
        (["--every-fault", "tests/faults"], [["--every-fault", "tests/faults"]]),
        (["--quick", "-q"], [["-q", "tests/domain", "tests/services"]]),
        (["--every-clock", "-q"], [[clock, "-q"] for clock in MOVED]),
        (["--long"], [["--every-fault", "--hypothesis-profile=long"], *([clock] for clock in MOVED)]),
    ],
)
def test_options_become_runs_and_everything_else_goes_to_pytest(given, made):
    assert runs(*given) == made


def test_the_sizes_exclude_each_other():
    with pytest.raises(SystemExit):
        runs("--quick", "--long")


def test_clocks_are_where_warsaw_s_day_is_not_utc_s_or_just_before_a_change():
    night_in_winter, year, spring, night_in_summer, autumn = CLOCKS
    assert min(CLOCKS) > NOW
    for at in (night_in_winter, night_in_summer):
        assert warsaw_date(at) == at.date() + timedelta(days=1)
    soon = timedelta(seconds=30)
    assert (warsaw_date(year).year, warsaw_date(year + soon).year) == (2026, 2027)
    hours = [[f"{moment.astimezone(WARSAW):%H}" for moment in (at, at + soon)] for at in (spring, autumn)]
    assert hours == [["01", "03"], ["02", "02"]]


PRINT_THE_TIME = "from datetime import datetime, UTC; print(datetime.now(UTC).isoformat())"


def test_processes_of_a_moved_run_have_its_clock():
    moved = {
        "PYTHONPATH": str(ROOT / "tests" / "moved_clock"),
        "CLOCK_AHEAD_S": str(timedelta(days=400).total_seconds()),
    }
    before = datetime.now(UTC)
    done = subprocess.run(
        [sys.executable, "-c", PRINT_THE_TIME], env={**os.environ, **moved}, capture_output=True, text=True, check=True
    )
    assert datetime.fromisoformat(done.stdout.strip()) > before + timedelta(days=399)


@pytest.mark.parametrize(("clock", "says"), [("2026-11-24T23:30:00", "an offset is missing"), ("soon", "Invalid")])
def test_a_clock_that_is_no_instant_is_refused(clock, says):
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", f"--clock={clock}", Path(__file__).name],
        cwd=ROOT / "tests" / "infra",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert says in done.stderr
