"""What the README says is so."""

import re
import shlex
import subprocess
import sys

import pytest

from infra.local import bench
from infra.local.bootstrap import ROOT
from infra.local.packaging import load_template
from invoicing.adapters.files import limits
from invoicing.domain.drafts_table.table import EDITABLE, FILE_NAME, MOST_DRAFTS, NEEDED
from invoicing.domain.imports.record import Outcome

README = (ROOT / "README.md").read_text()
LOCAL = sorted(set(re.findall(r"python3 infra/local (\w+)", README)))
ADMIN = sorted(set(re.findall(r"^python3 infra/admin (\w+)", README, re.MULTILINE)))


@pytest.mark.parametrize("command", LOCAL)
def test_every_local_command_is_there(command):
    arguments = [command, "--version" if command == "test" else "--help"]
    done = subprocess.run(
        [sys.executable, "infra/local", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_all_local_commands_are_told():
    usage = subprocess.run([sys.executable, "infra/local", "-h"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = re.search(r"\{([\w,]+)\}", usage.stdout)
    assert listed is not None
    assert set(LOCAL) == set(listed[1].split(","))


def test_every_benchmark_has_its_name_in_the_command_and_its_line_in_the_table():
    scripts = {file.stem.removeprefix("bench_") for file in (ROOT / "tests" / "bench").glob("bench_*.py")}
    table = README[README.index("| benchmark |") :]
    told = set(re.findall(r"^\| `(\w+)` \|", table[: table.index("\n\n")], re.MULTILINE))
    assert scripts == set(bench.BENCHES) == told


@pytest.mark.parametrize("command", ADMIN)
def test_every_admin_command_is_there(command):
    done = subprocess.run(
        [sys.executable, "infra/admin", command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_route_table_is_the_template_s():
    told = set(re.findall(r"^\| `([A-Z]+ /[^`]*)` \| `?(api/[a-z:]+|none)`? \|", README, re.MULTILINE))
    declared = {
        (f"{event['Properties']['Method']} {event['Properties']['Path']}", scope)
        for body in load_template(ROOT / "template.yaml")["Resources"].values()
        for event in body.get("Properties", {}).get("Events", {}).values()
        if event["Type"] == "HttpApi"
        for scope in event["Properties"]["Auth"].get("AuthorizationScopes", ["none"])
    }
    assert told == declared


def test_every_path_and_parameter_that_it_names_is_there():
    for path in re.findall(r"`((?:infra|layers|tests|functions)/[\w./-]+)`", README):
        assert (ROOT / path).exists(), path
    parameters = load_template(ROOT / "template.yaml")["Parameters"]
    for name in re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`", README):
        assert name in parameters, name


def test_sam_finds_its_configuration():
    for command in re.findall(r"^sam .*", README, re.MULTILINE):
        words = shlex.split(command)
        assert (ROOT / words[words.index("--config-file") + 1]).exists()


def test_the_limits_of_a_file_are_the_readers():
    told = re.search(r"up to (\d+) MB and ([\d ]+) sales, a sale up to ([\d ]+) lines", README)
    assert told is not None
    limited = (limits.FILE_BYTES // 1024 // 1024, limits.TRANSACTIONS, limits.LINES)
    assert tuple(int(number.replace(" ", "")) for number in told.groups()) == limited


def test_the_table_of_waiting_drafts_is_told_as_it_is():
    told = README[README.index("**Drafts in a spreadsheet.**") : README.index("**By the API**")]
    assert f"the newest {MOST_DRAFTS:,}".replace(",", " ") in told
    assert f"{{seller}}/{FILE_NAME}`" in told
    assert {f"`{column}`" for column in (*EDITABLE, *NEEDED)} <= set(re.findall(r"`\w+`", told))


def test_every_outcome_of_a_sale_is_told():
    table = README[README.index("| the sale | outcome |") : README.index("Overlapping files")]
    assert {outcome.value for outcome in Outcome} <= set(re.findall(r"`(\w+)`", table))
