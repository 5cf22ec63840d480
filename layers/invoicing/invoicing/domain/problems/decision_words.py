"""The Polish wording of decisions in the drafts table: one for each choice about each problem."""

from collections.abc import Iterable

from invoicing.domain.documents.search import folded_text
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.problem import Problem

Taken = tuple[str, str]
"""A problem's code and the choice made about it."""

WORDS: dict[Taken, str] = {
    (entry.code, choice.name): choice.words for entry in ENTRIES.values() for choice in entry.choices
}
BETWEEN = " / "
"""Separates decisions in a cell."""

_TAKEN = {folded_text(word): taken for taken, word in WORDS.items()}
_TAKEN |= {folded_text(f"{code}: {choice}"): (code, choice) for code, choice in WORDS}


def taken_by(words: str) -> Taken | None:
    """Return the decision that these words, or `code: choice`, stand for; None if there is none.

    >>> taken_by("Usun  dostawe"), taken_by("unpaid: confirm"), taken_by("może")
    (('smart_delivery_unclear', 'remove_delivery'), ('unpaid', 'confirm'), None)
    """
    return _TAKEN.get(folded_text(words))


def words_for(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the wording of every possible decision about these problems."""
    return tuple(WORDS[problem.code, choice] for problem in problems for choice in problem.choices)
