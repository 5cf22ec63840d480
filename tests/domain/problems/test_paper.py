"""Notes on a document's print before it is issued."""

from invoicing.domain.problems.checks.paper import MOST_NAMED, all_letters_print, paper_problems
from invoicing.domain.problems.problem import Severity
from tests.builders import a_draft


def test_letters_missing_from_the_font_are_named_and_hold_nothing():
    """F-33: replaced visibly, and reported while it can still be fixed."""
    (problem,) = paper_problems(a_draft(), lambda _: ("日", "\ue000", "\ud83d"))

    assert problem.severity is Severity.INFO
    assert "日 U+E000 U+D83D –" in problem.message


def test_a_long_list_of_letters_is_cut():
    (problem,) = paper_problems(a_draft(), lambda _: tuple("日" * (MOST_NAMED + 1)))

    assert problem.message.count("日") == MOST_NAMED
    assert "日 … –" in problem.message


def test_ordinary_texts_are_no_problem():
    assert list(paper_problems(a_draft(), all_letters_print)) == []
