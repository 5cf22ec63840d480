"""Public functions of the services say in a line "Raises: AError, BError." which refusals their callers must expect."""

import ast
from collections.abc import Iterator

import pytest

from infra.local.bootstrap import ROOT
from invoicing.domain.basics import errors

PACKAGE = ROOT / "layers" / "invoicing" / "invoicing"
FILES = sorted((PACKAGE / "services").rglob("*.py"))
TREES = {str(file.relative_to(PACKAGE)): ast.parse(file.read_text()) for file in FILES}
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)} | {
    node.name
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.ClassDef) and "Exception" in map(ast.unparse, node.bases)
}
LOST_RACES = {"LostRaceError": "TryLaterError"}
"""`until_stored` runs an attempt again that lost its race; callers see what is raised after the last one."""


def functions_of(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Yield the functions of a module and the methods of its classes."""
    for node in tree.body:
        parts = node.body if isinstance(node, ast.ClassDef) else [node]
        yield from (part for part in parts if isinstance(part, ast.FunctionDef))


def named_by(function: ast.FunctionDef) -> list[str] | None:
    """Return the errors that a docstring names; None if it has no such line."""
    _, line, rest = (ast.get_docstring(function) or "").partition("Raises:")
    return [name.strip() for name in rest.removesuffix(".").split(",")] if line else None


def raised_by(function: ast.FunctionDef, tree: ast.Module) -> set[str]:
    """Return the errors that a function or the private functions of its module that it uses raise and do not catch."""
    private = {other.name: other for other in functions_of(tree) if other.name.startswith("_")}
    raised, caught = set[str](), set[str]()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            kind = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            raised |= {LOST_RACES.get(name, name) for name in {ast.unparse(kind)} & ERRORS}
        if isinstance(node, ast.Name) and node.id in private and private[node.id] is not function:
            raised |= raised_by(private[node.id], tree)
        if isinstance(node, ast.ExceptHandler) and node.type is not None:
            caught |= {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
    return raised - caught


@pytest.mark.parametrize("module", TREES)
def test_public_functions_name_what_they_raise(module):
    for function in functions_of(TREES[module]):
        if not function.name.startswith("_"):
            lacking = raised_by(function, TREES[module]) - {*(named_by(function) or ())}
            assert not lacking, f'{function.name}: add to its docstring "Raises: {", ".join(sorted(lacking))}."'


@pytest.mark.parametrize("module", TREES)
def test_errors_that_docstrings_name_exist(module):
    for function in functions_of(TREES[module]):
        names = named_by(function)
        if names is not None:
            assert names == sorted(names), f"{function.name}: in the order of the alphabet"
            assert {*names} <= ERRORS, function.name


def test_every_refusal_is_named_by_a_public_function_or_belongs_to_the_edge():
    named = {name for tree in TREES.values() for function in functions_of(tree) for name in named_by(function) or ()}
    of_the_edge = {"ReusedKeyError", "InvalidCursorError", "ForeignCursorError", "VersionRequiredError"}
    of_files = {"UnreadableFileError"}
    assert ERRORS & vars(errors).keys() - named == {"InvoicingError", *of_the_edge, *of_files}
