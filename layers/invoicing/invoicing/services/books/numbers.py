"""The register of numbers: taken numbers, gaps, and moving a series forward."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import Conflict, ConflictError, InvalidFieldError
from invoicing.domain.documents.kind import NumberedAs
from invoicing.domain.documents.number_pattern import Pattern
from invoicing.domain.documents.number_register import NumberEntry
from invoicing.services.basics.backoff import LostRaceError, Wait, until_stored
from invoicing.services.books.ports import Numbers, Skipped
from invoicing.services.documents.ports import Documents, NumberTakenError, Sellers

MOST_SKIPPED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberDeps:
    """Dependencies of the register."""

    numbers: Numbers
    documents: Documents
    sellers: Sellers
    clock: Callable[[], datetime]
    wait: Wait


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of a series; `gaps` are the first and last ordinals of each missing range."""

    items: tuple[NumberEntry, ...]
    gaps: tuple[tuple[int, int], ...]
    next: int | None


def register_page(seller_id: str, series: str, period: str, after: int, limit: int, numbers: Numbers) -> RegisterPage:
    """Return the numbers after this ordinal, and the gaps among them (there should be none)."""
    entries = tuple(islice(numbers.of_series(seller_id, series, period, after), limit))
    last = entries[-1].ordinal if len(entries) == limit else None
    return RegisterPage(items=entries, gaps=tuple(_gaps(after, entries)), next=last)


def _gaps(after: int, entries: tuple[NumberEntry, ...]) -> Iterator[tuple[int, int]]:
    for entry in entries:
        if entry.ordinal > after + 1:
            yield after + 1, entry.ordinal - 1
        after = entry.ordinal


def move_forward(
    seller_id: str, kind: NumberedAs, month: date | None, to: int, reason: str, deps: NumberDeps
) -> Skipped:
    """Make `to` the next number of a kind's series; the skipped numbers are void, with the reason.

    Repeating a move with the same reason returns the first one. A number that is already taken and a step of more than
    `MOST_SKIPPED` are refused.

    Raises: ConflictError, InvalidFieldError, NotFoundError, TryLaterError.
    """
    text = deps.sellers.get(seller_id).numbering.text(kind)
    on = month or warsaw_date(deps.clock()).replace(day=1)
    move = partial(_moved, seller_id, text, on, to, reason, deps)
    return until_stored(move, deps.wait)


def _moved(seller_id: str, text: str, on: date, to: int, reason: str, deps: NumberDeps) -> Skipped:
    pattern = Pattern.parse(text)
    period = pattern.period(on)
    last = deps.documents.last_ordinal(seller_id, pattern.series, period)
    if to <= last + 1:
        existing = deps.numbers.skipped(seller_id, pattern.series, period, to - 1)
        if existing and existing.reason == reason:
            return existing
        raise ConflictError(
            Conflict.NUMBER_TAKEN, f"Następny numer to już {pattern.number(last + 1, on)}; cofnąć nie można."
        )
    if to - last > MOST_SKIPPED:
        raise InvalidFieldError("next", f"najwyżej {MOST_SKIPPED} numerów naprzód.")
    skipped = Skipped(
        series=pattern.series, period=period, first=last + 1, last=to - 1, reason=reason, pattern=text, on=on
    )
    try:
        deps.numbers.skip(seller_id, skipped)
    except NumberTakenError as error:
        raise LostRaceError from error
    return skipped
