"""The register of numbers: every number of every series, with its document or the reason for being void."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from invoicing.domain.basics.months import Month
from invoicing.domain.documents.kind import Kind


@dataclass(frozen=True, slots=True)
class NumberEntry:
    """One number that was taken: by a document, or void (`void_reason` says why)."""

    series: str
    period: str
    ordinal: int
    number: str
    document_id: str | None = None
    kind: Kind | None = None
    issue_date: date | None = None
    void_reason: str | None = None


@dataclass(slots=True)
class SeriesMonth:
    """A series in a month: its numbers of the month, and the gaps of its whole period (there should be none).

    A gap is the first and the last missing ordinal.
    """

    series: str
    period: str
    entries: list[NumberEntry] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)

    @property
    def void_count(self) -> int:
        """How many of the month's numbers are not on any document."""
        return sum(entry.document_id is None for entry in self.entries)


def series_of_month(entries: Iterable[NumberEntry], month: Month) -> tuple[SeriesMonth, ...]:
    """Return the series that have numbers in a month, by name; `entries` come grouped by series and period, in order.

    A yearly series is read from its first number, to find its gaps; only the month's entries are kept.
    """
    result = []
    for (series, period), group in groupby(entries, key=lambda entry: (entry.series, entry.period)):
        if period not in (str(month), f"{month.year:04}"):
            continue
        current = SeriesMonth(series, period)
        current.entries.extend(_of_month(_noting_gaps(group, current), month))
        if current.entries:
            result.append(current)
    return tuple(sorted(result, key=lambda series: (series.series, series.period)))


def _noting_gaps(entries: Iterable[NumberEntry], series: SeriesMonth) -> Iterator[NumberEntry]:
    """Yield the entries of a period and note their gaps in `series`."""
    last: int | None = None
    for entry in entries:
        if last is not None and entry.ordinal > last + 1:
            series.gaps.append((last + 1, entry.ordinal - 1))
        last = entry.ordinal
        yield entry


def _of_month(entries: Iterable[NumberEntry], month: Month) -> Iterator[NumberEntry]:
    """Yield the month's entries; an undated void number belongs with the next dated one, else with the last.

    In a monthly series, every number is the month's.
    """
    undated: list[NumberEntry] = []
    is_of_month = False
    for entry in entries:
        if entry.period == str(month):
            yield entry
        elif entry.issue_date is None:
            undated.append(entry)
        else:
            is_of_month = Month.of(entry.issue_date) == month
            if is_of_month:
                yield from (*undated, entry)
            undated = []
    if is_of_month:
        yield from undated


def number_order(number: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts printed numbers as people count: 2 before 10.

    >>> sorted(["AL 10/11/2026", "AL 2/11/2026"], key=number_order)
    ['AL 2/11/2026', 'AL 10/11/2026']
    """
    parts = re.split(r"(\d+)", number)
    return tuple((int(part) if part.isdecimal() else -1, part) for part in parts)
