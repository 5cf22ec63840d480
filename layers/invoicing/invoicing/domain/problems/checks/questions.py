"""Questions that an import or an edit leaves open, as problems that wait for a decision."""

from decimal import Decimal

from invoicing.domain.basics.money import show_amount, show_quantity
from invoicing.domain.documents.document import Question
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.problem import Problem


def asked(question: Question, currency: str) -> Problem:
    """Return the question in words; a KeyError if the catalogue has no such code."""
    return ENTRIES[question.code](
        amount=show_amount(question.amount, currency) if question.amount is not None else "",
        pieces=_pieces(question.amount),
        of=_pieces(question.of),
        labels=", ".join(question.labels),
    )


def _pieces(quantity: Decimal | None) -> str:
    return "?" if quantity is None else show_quantity(quantity)
