"""Places in lists of documents: where a page ends, and the range of the index that a filter's days select."""

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
"""Sort before and after everything that starts with a digit."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: after this key of a status, or at its beginning."""

    status: Status
    list_sk: str = ""

    @property
    def cursor(self) -> str:
        """The place as text; the API's edge seals it. The seller is not in it: they come from the token."""
        return f"{self.status}|{self.list_sk}"

    def start_key(self, seller_id: str) -> dict[str, Plain] | None:
        """Return DynamoDB's start key, None for a beginning; the document need not exist any more."""
        if not self.list_sk:
            return None
        key = keys.summary(seller_id, self.list_sk.rpartition("#")[2])
        return {**key._asdict(), "list_pk": keys.listed(seller_id, self.status), "list_sk": self.list_sk}


def place_of(criteria: SummaryFilter, cursor: str | None) -> Place | None:
    """Return the place to continue from, the beginning without a cursor; None if the filter has no status.

    A place outside the filter's statuses is refused: cursors can be forged. Raises: InvalidFieldError.
    """
    if not criteria.statuses:
        return None
    if not cursor:
        return Place(criteria.statuses[0])
    status, _, list_sk = cursor.partition("|")
    if status not in criteria.statuses:
        raise InvalidFieldError("cursor", "nie rozumiem kursora – zacznij listę od początku.")
    return Place(Status(status), list_sk)


def following(criteria: SummaryFilter, status: Status) -> Place | None:
    """Return the beginning of the next status, or None after the last one."""
    rest = criteria.statuses[criteria.statuses.index(status) + 1 :]
    return Place(rest[0]) if rest else None


@dataclass(frozen=True, slots=True)
class Span:
    """The key range of a filter's days within a status; no key equals a bound."""

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
        """Return the place within this span, its beginning for an earlier one; None if nothing follows the place."""
        if self.low > self.high or (place.list_sk and place.list_sk < self.low):
            return None
        return Place(place.status) if place.list_sk > self.high else place


def span_of(criteria: SummaryFilter, status: Status) -> Span:
    """Return the span of a filter's days: printed dates of issued documents, days in Warsaw of others."""
    if status is Status.ISSUED:
        low = str(criteria.since) if criteria.since else LOWEST
        return Span(low, f"{criteria.until}{HIGHEST}" if criteria.until else HIGHEST)
    low = sortable(starts_at(criteria.since)) if criteria.since else LOWEST
    return Span(low, sortable(instants_of(criteria.until)[1]) if criteria.until else HIGHEST)
