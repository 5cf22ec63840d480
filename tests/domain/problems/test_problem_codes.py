"""The codes by which lists are filtered are those of the checks."""

import ast
import inspect
from types import ModuleType

from invoicing.domain.mails import sender_checks as mail_checks
from invoicing.domain.problems.checks import abroad as abroad_checks
from invoicing.domain.problems.checks import buyer as buyer_checks
from invoicing.domain.problems.checks import dates as date_checks
from invoicing.domain.problems.checks import lines as line_checks
from invoicing.domain.problems.checks import paper as paper_checks
from invoicing.domain.problems.checks import payment as payment_checks
from invoicing.domain.problems.checks import seller as seller_checks
from invoicing.domain.problems.checks.questions import FIELDS
from invoicing.domain.problems.decisions import CHOICES
from invoicing.domain.problems.problem_codes import HOLDING, OF_THE_SELLER

CHECKS = (
    abroad_checks,
    buyer_checks,
    date_checks,
    line_checks,
    mail_checks,
    paper_checks,
    payment_checks,
    seller_checks,
)


def codes_in(*checks: ModuleType) -> set[str]:
    """Return the codes of holding problems in these modules, written out or named at the file's head."""
    found = set()
    for module in checks:
        tree = ast.parse(inspect.getsource(module))
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
    assert codes_in(*CHECKS) | set(FIELDS) == HOLDING


def test_the_seller_s_own_problems_are_told_from_those_that_are_stored():
    assert codes_in(seller_checks) == OF_THE_SELLER


def test_whatever_can_be_decided_can_be_listed():
    assert set(CHOICES) <= HOLDING
