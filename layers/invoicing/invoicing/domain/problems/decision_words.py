"""What people write for a decision where no program asks them: each choice about each problem in words of its own."""

from collections.abc import Iterable

from invoicing.domain.documents.search import folded_text
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.problem import Problem

Taken = tuple[str, str]
"""The code of a problem, and what was chosen about it."""

WORDS: dict[Taken, str] = {
    (entry.code, choice.name): choice.words for entry in ENTRIES.values() for choice in entry.choices
}
BETWEEN = " / "
"""Between several decisions, and between those that are possible."""

_TAKEN = {folded_text(word): taken for taken, word in WORDS.items()}
_TAKEN |= {folded_text(f"{code}: {choice}"): (code, choice) for code, choice in WORDS}


def taken_by(words: str) -> Taken | None:
    """Return what somebody decides by these words, or by `code: choice`; None if that is no decision.

    >>> taken_by("Usun  dostawe"), taken_by("unpaid: confirm"), taken_by("może")
    (('smart_delivery_unclear', 'remove_delivery'), ('unpaid', 'confirm'), None)
    """
    return _TAKEN.get(folded_text(words))


def words_for(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the decisions that may be taken about these problems."""
    return tuple(WORDS[problem.code, choice] for problem in problems for choice in problem.choices)
