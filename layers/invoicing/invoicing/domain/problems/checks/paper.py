"""Checks of how a draft will print."""

from collections.abc import Callable, Iterator, Sequence

from invoicing.domain.documents.document import Document
from invoicing.domain.problems.catalogue.issuing import LETTERS_MISSING
from invoicing.domain.problems.problem import Problem

MissingLetters = Callable[[Document], Sequence[str]]
MOST_NAMED = 10


def all_letters_print(_: Document) -> tuple[str, ...]:
    """Default for `MissingLetters`: the font has every letter."""
    return ()


def paper_problems(document: Document, missing_letters: MissingLetters) -> Iterator[Problem]:
    """Yield a note on letters that will not print as written."""
    if letters := missing_letters(document):
        named = " ".join(map(_named, letters[:MOST_NAMED])) + (" …" if len(letters) > MOST_NAMED else "")
        yield LETTERS_MISSING(letters=named)


def _named(letter: str) -> str:
    """Return a letter, or its code point if it is not printable.

    >>> _named("日"), _named("\ue000")
    ('日', 'U+E000')
    """
    return letter if letter.isprintable() else f"U+{ord(letter):04X}"
