"""The whole catalogue, by code."""

from collections.abc import Mapping

from invoicing.domain.problems.catalogue import buyer, issuing, sale, seller
from invoicing.domain.problems.catalogue.entry import Entry, Origin
from invoicing.domain.problems.problem import Problem

ENTRIES: Mapping[str, Entry] = {
    entry.code: entry
    for subject in (buyer, sale, issuing, seller)
    for entry in vars(subject).values()
    if isinstance(entry, Entry)
}
"""Entries by code, in file order."""

HOLDING = frozenset(code for code, entry in ENTRIES.items() if entry.holds and entry.origin is not Origin.ISSUE)
"""The codes that hold a draft; lists can be filtered by them."""

OF_THE_SELLER = frozenset(code for code in HOLDING if ENTRIES[code].origin is Origin.SELLER)
"""Those of `HOLDING` that are computed on read; the others are stored with the draft."""


def heading_of(problem: Problem) -> str:
    """Return the heading for all problems of this code: the entry's, or else this problem's message."""
    entry = ENTRIES.get(problem.code)
    return entry.heading if entry and entry.heading else problem.message.rstrip(".")
