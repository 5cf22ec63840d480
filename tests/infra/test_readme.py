"""The README is true, and a newcomer can read it in one go."""

import re
import subprocess
import sys

import pytest

from infra.local.bootstrap import ROOT
from tests.infra.docs import DOCS, doc, rows, section

README = DOCS["README.md"]
LOCAL = sorted(set(re.findall(r"python3 infra/local (\w+)", README)))
FLOORS = ("domain", "services", "adapters", "runtime")
PACKAGE = ROOT / "layers" / "invoicing" / "invoicing"


def test_the_readme_has_at_most_110_lines():
    assert README.count("\n") <= 110


def test_the_readme_lists_all_local_commands():
    usage = subprocess.run([sys.executable, "infra/local", "-h"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = re.search(r"\{([\w,]+)\}", usage.stdout)
    assert listed is not None
    assert set(LOCAL) == set(listed[1].split(","))


def test_the_walk_takes_six_routes_of_the_table_in_api_md():
    walk = [cells[0] for cells in rows(section(README, "Three doors"))]
    assert len(walk) == 6
    assert set(walk) <= {cells[0] for cells in rows(section(doc("api"), "Routes"))}


def test_the_readme_links_every_document_and_the_runbook():
    linked = set(re.findall(r"\]\(([\w/.-]+)", README))
    assert linked == set(DOCS) - {"README.md", "infra/README.md"}


def test_the_figures_of_the_readme_are_those_of_proof_md():
    figures = re.findall(r"\d[\d ]*(?:\.\d+)?", section(README, "Proof and links"))
    assert len(figures) >= 3
    for figure in figures:
        assert re.search(rf"(?<![\d.]){re.escape(figure.strip())}(?![\d.]\d)", doc("proof")), figure


@pytest.mark.parametrize("floor", FLOORS)
def test_the_layout_names_the_rooms_of_each_floor(floor):
    line = re.search(rf"^  {floor}/ +(?:[\w, ]+: )?([\w ]+)$", section(README, "Layout"), re.MULTILINE)
    assert line is not None
    rooms = {file.parent.name for file in (PACKAGE / floor).glob("*/__init__.py")}
    assert set(line[1].split()) == rooms
