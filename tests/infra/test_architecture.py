"""Dependencies point inward, files are short, and the project has the shape that it claims."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path
from statistics import median

import pytest

from infra.local.bootstrap import ROOT

PACKAGE = ROOT / "layers" / "invoicing" / "invoicing"
DOMAIN = sorted((PACKAGE / "domain").rglob("*.py"))
SOURCES = [file for folder in (PACKAGE, ROOT / "functions", ROOT / "infra") for file in sorted(folder.rglob("*.py"))]
PACKAGES = [file for file in SOURCES if file.name == "__init__.py"]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
HANDLERS = sorted((ROOT / "functions").rglob("app.py"))
THEIRS = ("invoicing.services", "invoicing.adapters")
LONGER = {"correction_of": 42}
"""Functions of more than forty lines."""
TOP_LEVEL = {"functions", "layers", "infra", "tests", "template.yaml", "pyproject.toml", "README.md", "uv.lock"}


def module_of(file: Path) -> str:
    """Return the dotted name of a module."""
    return ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)


def imported(file: Path) -> set[str]:
    """Return the names of the modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


def test_import_contracts_are_kept():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", DOMAIN, ids=module_of)
def test_the_domain_imports_the_standard_library_and_itself_only(file):
    for name in imported(file):
        top = name.partition(".")[0]
        assert top in sys.stdlib_module_names or name.startswith("invoicing.domain"), name


@pytest.mark.parametrize("file", DOMAIN, ids=module_of)
def test_the_domain_has_no_clock_no_io_no_environment_and_no_log(file):
    assert not imported(file) & {"os", "sys", "time", "random", "logging", "io", "pathlib", "socket", "subprocess"}
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)}
    assert not calls & {"open", "print", "datetime.now", "datetime.utcnow", "date.today", "input"}


def test_one_module_knows_which_instants_a_day_has():
    """Sooner or later, a day that another module turns into an instant begins at midnight in UTC."""
    users = {
        file.name
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "combine"
    }
    assert users == {"dates.py"}


def test_no_next_number_is_computed_from_documents():
    """F-03: only the counter decides which number is next."""
    readers = [file for file in SOURCES if "last_ordinal" in file.read_text()]
    assert {module_of(file) for file in readers} == {
        "invoicing.adapters.table.documents",
        "invoicing.services.issuing.issue_one",
        "invoicing.services.issuing.issue_many",
        "invoicing.services.books.numbers",
        "invoicing.services.documents.ports",
    }
    for file in readers:
        assert "max(" not in file.read_text()


def test_money_is_never_a_float():
    """F-21."""
    for file in [*DOMAIN, *sorted((PACKAGE / "services").rglob("*.py"))]:
        used = {node.id for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Name)}
        floats = [
            n
            for n in ast.walk(ast.parse(file.read_text()))
            if isinstance(n, ast.Constant) and isinstance(n.value, float)
        ]
        if module_of(file) != "invoicing.services.basics.backoff":  # they are seconds
            assert "float" not in used, file.name
            assert not floats, file.name


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_and_functions_are_short(file):
    text = file.read_text()
    assert text.count("\n") <= 280
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            assert node.end_lineno - node.lineno < LONGER.get(node.name, 40), node.name


def test_half_of_the_files_fit_on_a_screen_and_a_half():
    assert median(file.read_text().count("\n") for file in SOURCES) <= 75


@pytest.mark.parametrize("file", TESTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_of_tests_are_short_and_names_of_tests_fit_on_a_line(file):
    text = file.read_text()
    assert text.count("\n") <= 350
    functions = [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert not [name for name in functions if name.startswith("test_") and len(name) > 80]


def deps_built_in(file: Path) -> set[str]:
    """Return the names of the classes `…Deps` that a file makes."""
    calls = (node.func for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name) and func.id.endswith("Deps")}


def test_one_place_puts_together_what_use_cases_depend_on_in_memory():
    shop = ROOT / "tests" / "shop_deps.py"
    stored = {"test_race.py"}  # against the embedded DynamoDB, in which issues really race
    folders = {"domain", "golden", "services"}
    tests = [file for file in TESTS if file.relative_to(ROOT).parts[1] in folders and file.name not in stored]
    built = Counter(name for file in (shop, *tests) for name in deps_built_in(file))
    assert deps_built_in(shop)
    assert not [name for name, places in built.items() if places > 1]


@pytest.mark.parametrize("files", [SOURCES, TESTS], ids=["sources", "tests"])
def test_no_folder_is_a_heap(files):
    crowded = {str(folder): count for folder, count in Counter(file.parent for file in files).items() if count > 20}
    assert not crowded


@pytest.mark.parametrize("file", PACKAGES, ids=lambda file: str(file.relative_to(ROOT).parent))
def test_a_package_says_what_belongs_in_it_and_what_does_not(file):
    said = ast.get_docstring(ast.parse(file.read_text())) or ""
    assert len([line for line in said.splitlines() if line.strip()]) >= 2


@pytest.mark.parametrize("file", HANDLERS, ids=lambda file: file.parent.name)
def test_a_handler_file_is_thin(file):
    assert file.read_text().count("\n") <= 60


def names_from_use_cases_and_adapters(tree: ast.Module) -> set[str]:
    """Return the names that a module imports from services and adapters, but for errors, which it may raise."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(THEIRS)
        for alias in node.names
        if not alias.name.endswith("Error")
    }


@pytest.mark.parametrize("file", HANDLERS, ids=lambda file: file.parent.name)
def test_a_handler_builds_nothing(file):
    """What a use case depends on is put together in `runtime.wiring`; a handler calls functions."""
    tree = ast.parse(file.read_text())
    imported_names = names_from_use_cases_and_adapters(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            owner, _, name = ast.unparse(node.func).rpartition(".")
            is_theirs = name in imported_names or owner in imported_names
            assert not (is_theirs and name[:1].isupper()), name


def test_the_top_level_is_what_the_owner_fixed():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = {line.partition("/")[0] for line in tracked.splitlines()}
    assert {name for name in names if not name.startswith(".")} <= TOP_LEVEL
