"""Questions left open by an import or an edit, as problems that wait for a decision."""

from decimal import Decimal

from invoicing.domain.basics.money import show_amount, show_quantity
from invoicing.domain.documents.document import Question
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.problem import Problem


def question_problem(question: Question, currency: str) -> Problem:
    """Return the question as a problem; a code that is not in the catalogue raises KeyError."""
    return ENTRIES[question.code](
        amount=show_amount(question.amount, currency) if question.amount is not None else "",
        pieces=_pieces(question.amount),
        of=_pieces(question.of),
        labels=", ".join(question.labels),
    )


def _pieces(quantity: Decimal | None) -> str:
    return "?" if quantity is None else show_quantity(quantity)
