"""The whole catalogue by code."""

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
"""Code by code, in the order of the files."""

HOLDING = frozenset(code for code, entry in ENTRIES.items() if entry.holds and entry.origin is not Origin.ISSUE)
"""The codes that hold a draft: lists are filtered by them."""

OF_THE_SELLER = frozenset(code for code in HOLDING if ENTRIES[code].origin is Origin.SELLER)
"""Those of them that are found when read; all others are stored with the draft."""


def heading_of(problem: Problem) -> str:
    """Return the heading for all problems of this code: its own, else what this one says."""
    entry = ENTRIES.get(problem.code)
    return entry.heading if entry and entry.heading else problem.message.rstrip(".")
