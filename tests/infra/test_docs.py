"""Claims of `infra/docs` and the runbook, compared with the code."""

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
from tests.infra.docs import ALL, DOCS, anchors, doc, rows, section

LOCAL = sorted(set(re.findall(r"python3 infra/local (\w+)", ALL)))
ADMIN = sorted(set(re.findall(r"python3 infra/admin (\w+)", ALL)))
TEMPLATE = load_template(ROOT / "template.yaml")
NAME = re.compile(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`")


def routes() -> set[tuple[str, str]]:
    """Return each route of the template with its scope."""
    return {
        (f"{event['Properties']['Method']} {event['Properties']['Path']}", scope)
        for body in TEMPLATE["Resources"].values()
        for event in body.get("Properties", {}).get("Events", {}).values()
        if event["Type"] == "HttpApi"
        for scope in event["Properties"]["Auth"].get("AuthorizationScopes", ["none"])
    }


@pytest.mark.parametrize("command", LOCAL)
def test_every_local_command_in_the_docs_exists(command):
    arguments = [command, "--version" if command == "test" else "--help"]
    done = subprocess.run(
        [sys.executable, "infra/local", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ADMIN)
def test_every_admin_command_in_the_docs_exists(command):
    done = subprocess.run(
        [sys.executable, "infra/admin", command, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", DOCS)
def test_every_path_in_the_docs_exists(name):
    for path in re.findall(r"`((?:infra|layers|tests|functions)/[\w./-]+)`", DOCS[name]):
        assert (ROOT / path).exists(), path


@pytest.mark.parametrize("name", sorted(set(DOCS) - {"infra/docs/growth.md", "infra/docs/words.md"}))
def test_every_parameter_in_the_docs_is_one_of_the_template(name):
    outputs = {"DashboardUrl"} if name == "infra/runbook.md" else set()
    for word in NAME.findall(DOCS[name]):
        assert word in TEMPLATE["Parameters"] or word in outputs & set(TEMPLATE["Outputs"]), word


def test_every_setting_of_aws_in_growth_md_is_set_or_could_be():
    in_reserve = {"ParallelizationFactor"}
    text = (ROOT / "template.yaml").read_text()
    for word in set(NAME.findall(doc("growth"))) - in_reserve:
        assert f"{word}:" in text, word


@pytest.mark.parametrize("name", DOCS)
def test_every_link_between_the_docs_resolves(name):
    for target, anchor in re.findall(r"\]\(([\w/.-]*)(?:#([\w-]+))?\)", DOCS[name]):
        file = ((ROOT / name).parent / target).resolve() if target else ROOT / name
        assert file.is_file(), target
        assert not anchor or anchor in anchors(file.read_text()), (target, anchor)


def test_every_route_that_any_document_names_exists():
    def shape(route: str) -> str:
        return re.sub(r"\{\w+\}", "{}", route)

    declared = {shape(route) for route, _ in routes()}
    for route in re.findall(r"`((?:GET|POST|PUT|PATCH|DELETE) /[\w/{}.-]*)", ALL):
        assert shape(route) in declared, route


def test_the_route_table_is_the_template_s():
    assert {(cells[0].strip("`"), cells[1].strip("`")) for cells in rows(section(doc("api"), "Routes"))} == routes()


def test_sam_finds_its_configuration():
    commands = re.findall(r"^sam .*", ALL, re.MULTILINE)
    assert commands
    for command in commands:
        words = shlex.split(command)
        assert (ROOT / words[words.index("--config-file") + 1]).exists()


def test_the_limits_of_a_file_are_the_readers():
    named = re.search(r"up to (\d+) MB and ([\d ]+) sales, a sale up to ([\d ]+) lines", doc("importing"))
    assert named is not None
    limited = (limits.FILE_BYTES // 1024 // 1024, limits.TRANSACTIONS, limits.LINES)
    assert tuple(int(number.replace(" ", "")) for number in named.groups()) == limited


def test_the_table_of_waiting_drafts_is_described_as_it_is():
    text = section(doc("documents"), "Drafts in a spreadsheet")
    assert f"the newest {MOST_DRAFTS:,}".replace(",", " ") in text
    assert f"{{seller}}/{FILE_NAME}`" in text
    assert {f"`{column}`" for column in (*EDITABLE, *NEEDED)} <= set(re.findall(r"`\w+`", text))


def test_every_outcome_of_a_sale_is_in_the_import_s_table():
    table = section(doc("importing"), "What an import does with a sale").partition("Overlapping files")[0]
    assert {outcome.value for outcome in Outcome} <= set(re.findall(r"`(\w+)`", table))


def test_every_benchmark_has_its_command_and_its_row_in_proof_md():
    scripts = {file.stem.removeprefix("bench_") for file in (ROOT / "tests" / "bench").glob("bench_*.py")}
    named = {cells[0].strip("`") for cells in rows(section(doc("proof"), "Benchmarks"))}
    assert scripts == set(bench.BENCHES) == named


def test_every_decision_says_when_why_what_was_refused_and_when_to_look_again():
    decisions = re.split(r"^### ", doc("decisions"), flags=re.MULTILINE)[1:]
    assert decisions
    for decision in decisions:
        assert re.search(r"^\d{1,2} November 2026\.", decision, re.MULTILINE), decision
        for part in ("Context", "Choice", "Refused", "Look again"):
            assert decision.count(f"\n- {part}: ") == 1, (part, decision)
