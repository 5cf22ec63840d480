"""The tree of refusals in the module's docstring, and the codes that have their own list."""

import ast
from collections.abc import Iterator
from typing import get_args

import pytest

from infra.local.bootstrap import ROOT
from invoicing.domain.basics import errors
from invoicing.domain.basics.errors import Conflict, ConflictError, FileFault, InvoicingError

SOURCES = [
    (file, ast.parse(file.read_text()))
    for folder in ("domain", "services", "adapters", "runtime")
    for file in sorted((ROOT / "layers" / "invoicing" / "invoicing" / folder).rglob("*.py"))
    if file != ROOT / "layers" / "invoicing" / "invoicing" / "domain" / "basics" / "errors.py"
]


def branches(base: type[InvoicingError], indent: str = "") -> Iterator[tuple[str, str]]:
    """Yield each class below another as the tree draws it, with the first line of its docstring."""
    kinds = [kind for kind in base.__subclasses__() if kind.__module__ == errors.__name__]
    for kind in kinds:
        yield f"{indent}+-- {kind.__name__}", (kind.__doc__ or "").partition("\n")[0]
        yield from branches(kind, f"{indent}{' ' if kind is kinds[-1] else '|'}   ")


def test_the_docstring_draws_the_classes():
    rows = [*branches(InvoicingError)]
    width = max(len(name) for name, _ in rows)
    tree = "\n".join(f"    {name:{width}} {meaning}" for name, meaning in rows)
    assert f"    InvoicingError\n{tree}\n\n" in (errors.__doc__ or ""), f"draw it like this:\n{tree}"


def test_no_two_classes_share_a_code():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, InvoicingError)]
    codes = [kind.code for kind in kinds if "code" in vars(kind)] + [*Conflict]
    assert len(codes) == len({*codes})


@pytest.mark.parametrize("conflict", Conflict)
def test_every_conflict_is_raised_somewhere_and_carries_its_code_as_plain_text(conflict):
    named = {node.attr for _, tree in SOURCES for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert conflict.name in named
    assert conflict.meaning
    code = ConflictError(conflict, "szczegóły").code
    assert (type(code), code) == (str, conflict.value)


@pytest.mark.parametrize("fault", get_args(FileFault))
def test_every_fault_of_a_file_is_used_somewhere(fault):
    """mypy checks that no other is."""
    assert [file for file, tree in SOURCES for node in ast.walk(tree) if getattr(node, "value", None) == fault]
