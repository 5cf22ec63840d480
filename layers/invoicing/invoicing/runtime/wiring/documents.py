"""Dependencies of use cases of all documents: list them, find those that match a job's filter, record payments."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from invoicing.domain.documents.document import Status
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now

if TYPE_CHECKING:
    from invoicing.domain.documents.summary import Summary
    from invoicing.services.documents.listing import ListDeps
    from invoicing.services.documents.ports import ActingDeps, SummaryFilter


def list_deps() -> "ListDeps":
    from invoicing.services.documents.listing import ListDeps

    return ListDeps(lists=adapters.lists(), sellers=adapters.sellers(), clock=now)


def acting_deps(by: str) -> "ActingDeps":
    """Return the dependencies of recording a payment; `by` is who does it, as the history names them."""
    from invoicing.services.documents.ports import ActingDeps

    return ActingDeps(documents=adapters.documents(), clock=now, wait=time.sleep, by=by)


def filter_of(plain: Mapping[str, Any], *statuses: Status) -> "SummaryFilter":
    """Return a job's filter from its stored plain values; `statuses`, if given, replace the default ones."""
    from invoicing.adapters.table.engine.codec import value_of
    from invoicing.services.documents.ports import SummaryFilter

    return value_of({**plain, "statuses": list(statuses)} if statuses else dict(plain), SummaryFilter)


def matching_in(*statuses: Status) -> "Callable[[str, Mapping[str, Any]], Iterator[Summary]]":
    """Return a function that yields a seller's documents in these statuses that match a job's filter."""
    from invoicing.services.documents.listing import matching

    return lambda seller_id, plain: matching(seller_id, filter_of(plain, *statuses), list_deps())
