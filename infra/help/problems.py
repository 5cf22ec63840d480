"""Every problem of a draft with its way out, in the words of the checks themselves."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from invoicing.domain.documents.document import Question
from invoicing.domain.mails import sender_checks as mail_checks
from invoicing.domain.problems.checks import abroad as abroad_checks
from invoicing.domain.problems.checks import buyer as buyer_checks
from invoicing.domain.problems.checks import dates as date_checks
from invoicing.domain.problems.checks import lines as line_checks
from invoicing.domain.problems.checks import paper as paper_checks
from invoicing.domain.problems.checks import payment as payment_checks
from invoicing.domain.problems.checks import seller as seller_checks
from invoicing.domain.problems.checks.questions import FIELDS, asked
from invoicing.domain.problems.decisions import CHOICES
from invoicing.domain.problems.problem import Severity

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
MAKERS = {"blocks": Severity.BLOCKS, "waits": Severity.WAITS, "informs": Severity.INFO}
LEFT_OPEN = "…"
"""What stands for a value of the document."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A problem as the help tells it."""

    code: str
    severity: Severity
    message: str
    way_out: str
    choices: tuple[str, ...]


def problems() -> list[Explained]:
    """Return all problems: what blocks, what waits for a decision, what informs."""
    found = {problem.code: problem for problem in (*_of_checks(), *_of_questions())}
    order = list(Severity)
    return sorted(found.values(), key=lambda problem: (order.index(problem.severity), problem.code))


def _of_questions() -> Iterator[Explained]:
    for code in FIELDS:
        question = Question(code=code, amount=Decimal(0), of=Decimal(0), labels=(LEFT_OPEN,))
        problem = asked(question, "PLN")
        message = problem.message.replace("0,00\N{NO-BREAK SPACE}zł", LEFT_OPEN).replace("0 z 0", f"{LEFT_OPEN} z …")
        message = message.replace(f"{LEFT_OPEN}.", LEFT_OPEN)
        yield Explained(code, problem.severity, message, problem.way_out, tuple(CHOICES.get(code, ())))


def _of_checks() -> Iterator[Explained]:
    for module in CHECKS:
        tree = ast.parse(inspect.getsource(module))
        names = _strings(tree.body)
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            local = names | _strings(function.body)
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS:
                    code, _, message, *rest = node.args
                    name = _text(code, local)
                    yield Explained(
                        code=name,
                        severity=MAKERS[ast.unparse(node.func)],
                        message=_text(message, local).replace(f"{LEFT_OPEN}.", LEFT_OPEN),
                        way_out=_text(rest[0], local) if rest else "",
                        choices=tuple(CHOICES.get(name, ())),
                    )


def _strings(body: list[ast.stmt]) -> dict[str, str]:
    """Return the texts that these statements give a name."""
    return {
        ast.unparse(node.targets[0]): node.value.value
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def _text(node: ast.expr, names: dict[str, str]) -> str:
    """Return a text of the code, with a mark where a value of the document stands."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, names) for part in node.values)
    return names.get(ast.unparse(node), LEFT_OPEN)
