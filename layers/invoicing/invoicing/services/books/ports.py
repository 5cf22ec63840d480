"""What exports, the register of numbers and the audit depend on."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from invoicing.domain.documents.number_register import NumberEntry

Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True, slots=True)
class TakenSeries:
    """A series and a period in which numbers were taken, and the last one."""

    series: str
    period: str
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Numbers that stand on no document, because somebody moved the series forward; `on` is a day of the period."""

    series: str
    period: str
    first: int
    last: int
    reason: str
    pattern: str
    on: date


class NumbersOfPeriods(Protocol):
    """The register of numbers, by period (`2026-11`, `2026`): each period's by series and ordinal."""

    def entries(self, seller_id: str, period: str) -> Iterable[NumberEntry]: ...


class Numbers(NumbersOfPeriods, Protocol):
    """The register of numbers."""

    def series(self, seller_id: str) -> tuple[TakenSeries, ...]: ...
    def of_series(self, seller_id: str, series: str, period: str, after: int = 0) -> Iterator[NumberEntry]: ...
    def skip(self, seller_id: str, skipped: Skipped) -> None:
        """Raises: NumberTakenError, TryLaterError."""

    def skipped(self, seller_id: str, series: str, period: str, last: int) -> Skipped | None: ...


class Archive(Protocol):
    """A ZIP that is being written: PDFs one by one, sheets row by row."""

    @property
    def key(self) -> str: ...
    def add_pdf(self, name: str, content: bytes) -> None: ...
    def add_row(self, sheet: str, row: str) -> None: ...


class Printout(Protocol):
    """One PDF that is being put together from many."""

    @property
    def key(self) -> str: ...
    def add(self, content: bytes) -> None: ...


class Exports(Protocol):
    """Files made for a seller; each is stored when it is complete, and not at all after a failure."""

    def archive(self, seller_id: str, job_id: str, file_name: str) -> AbstractContextManager[Archive]: ...
    def printout(self, seller_id: str, job_id: str, file_name: str) -> AbstractContextManager[Printout]: ...


class Paged(Protocol[Row_co]):
    """A seller's rows, a page at a time; imports and jobs are."""

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Row_co, ...], str | None]: ...
