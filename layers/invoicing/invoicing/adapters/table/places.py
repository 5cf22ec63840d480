"""Places in lists of documents: where a page ends, and the part of the index that a filter's days leave."""

from dataclasses import dataclass

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import Plain
from invoicing.adapters.table.items import sortable
from invoicing.domain.basics.dates import instants_of, starts_at
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import Status
from invoicing.services.documents.ports import SummaryFilter

LOWEST, HIGHEST = "0", ":"
"""Before and after everything that starts with a digit."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: after this key of a status, or at the beginning of the status."""

    status: Status
    list_sk: str = ""

    @property
    def cursor(self) -> str:
        """The place as text; the API's edge seals it. The seller is not in it: they come from the token."""
        return f"{self.status}|{self.list_sk}"

    def start_key(self, seller_id: str) -> dict[str, Plain] | None:
        """Return the place as DynamoDB takes it; whether the document is still there does not matter."""
        if not self.list_sk:
            return None
        key = keys.summary(seller_id, self.list_sk.rpartition("#")[2])
        return {**key._asdict(), "list_pk": keys.listed(seller_id, self.status), "list_sk": self.list_sk}


def place_of(wanted: SummaryFilter, cursor: str | None) -> Place | None:
    """Return where to go on, the beginning without a cursor; None if the filter means no status.

    Raises `InvalidFieldError` for a place that no list of this filter has: the mark of a cursor can be forged.
    """
    if not wanted.statuses:
        return None
    if not cursor:
        return Place(wanted.statuses[0])
    status, _, list_sk = cursor.partition("|")
    if status not in wanted.statuses:
        raise InvalidFieldError("cursor", "nie rozumiem kursora – zacznij listę od początku.")
    return Place(Status(status), list_sk)


def following(wanted: SummaryFilter, status: Status) -> Place | None:
    """Return the beginning of the status after this one."""
    rest = wanted.statuses[wanted.statuses.index(status) + 1 :]
    return Place(rest[0]) if rest else None


@dataclass(frozen=True, slots=True)
class Span:
    """The keys of a filter's days in the partition of a status; no key is equal to a bound."""

    low: str
    high: str

    @property
    def is_all(self) -> bool:
        return (self.low, self.high) == (LOWEST, HIGHEST)

    @property
    def condition(self) -> Condition | None:
        """The span as a condition on the key."""
        return None if self.is_all else Path("list_sk").between(self.low, self.high)

    def after(self, place: Place) -> Place | None:
        """Return a place as one of this span, its beginning for one before it; None if nothing is after the place."""
        if self.low > self.high or (place.list_sk and place.list_sk < self.low):
            return None
        return Place(place.status) if place.list_sk > self.high else place


def span_of(wanted: SummaryFilter, status: Status) -> Span:
    """Return the span of a filter's days: of issued documents by their printed date, of others by Warsaw's."""
    if status is Status.ISSUED:
        low = str(wanted.since) if wanted.since else LOWEST
        return Span(low, f"{wanted.until}{HIGHEST}" if wanted.until else HIGHEST)
    low = sortable(starts_at(wanted.since)) if wanted.since else LOWEST
    return Span(low, sortable(instants_of(wanted.until)[1]) if wanted.until else HIGHEST)
