"""The codes by which lists are filtered are those of the checks."""

import ast

from infra.local.bootstrap import ROOT
from invoicing.domain.decisions import CHOICES
from invoicing.domain.problem_codes import HOLDING, OF_THE_SELLER
from invoicing.domain.questions import FIELDS

DOMAIN = ROOT / "layers" / "invoicing" / "invoicing" / "domain"


def codes_in(pattern: str) -> set[str]:
    """Return the codes of holding problems in these files of the domain, written out or named at the file's head."""
    found = set()
    for file in DOMAIN.glob(pattern):
        tree = ast.parse(file.read_text())
        names = {
            ast.unparse(node.targets[0]): node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("blocks", "waits"):
                code = node.args[0]
                found.add(str(code.value if isinstance(code, ast.Constant) else names.get(ast.unparse(code))))
    return found


def test_every_problem_that_holds_a_draft_is_known_by_its_code():
    assert codes_in("*_checks.py") | set(FIELDS) == HOLDING


def test_the_seller_s_own_problems_are_told_from_those_that_are_stored():
    assert codes_in("seller_checks.py") == OF_THE_SELLER


def test_whatever_can_be_decided_can_be_listed():
    assert set(CHOICES) <= HOLDING
