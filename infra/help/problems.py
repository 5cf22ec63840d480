"""Every problem with its way out, from the catalogue."""

from invoicing.domain.problems.catalogue.entry import Entry
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.problem import Severity


def problems() -> list[Entry]:
    """Return all problems by severity, then by code."""
    order = list(Severity)
    return sorted(ENTRIES.values(), key=lambda entry: (order.index(entry.severity), entry.code))
