"""Ports of exports, the register of numbers and the audit."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from invoicing.domain.documents.number_register import NumberEntry

Row_co = TypeVar("Row_co", covariant=True)


@dataclass(frozen=True, slots=True)
class TakenSeries:
    """A series and period in which numbers were taken, and the last ordinal."""

    series: str
    period: str
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Numbers without a document, because the series was moved forward; `on` is a day of the period."""

    series: str
    period: str
    first: int
    last: int
    reason: str
    pattern: str
    on: date


class NumbersOfPeriods(Protocol):
    """The register of numbers by period (`2026-11`, `2026`), ordered by series and ordinal."""

    def entries(self, seller_id: str, period: str) -> Iterable[NumberEntry]: ...


class Numbers(NumbersOfPeriods, Protocol):
    """The register of numbers."""

    def series(self, seller_id: str) -> tuple[TakenSeries, ...]: ...
    def of_series(self, seller_id: str, series: str, period: str, after: int = 0) -> Iterator[NumberEntry]: ...
    def skip(self, seller_id: str, skipped: Skipped) -> None:
        """Raises: NumberTakenError, TryLaterError."""

    def skipped(self, seller_id: str, series: str, period: str, last: int) -> Skipped | None: ...


class Archive(Protocol):
    """A ZIP being written: PDFs one by one, sheets row by row."""

    @property
    def key(self) -> str: ...
    def add_pdf(self, name: str, content: bytes) -> None: ...
    def add_row(self, sheet: str, row: str) -> None: ...


class Printout(Protocol):
    """One PDF being merged from many."""

    @property
    def key(self) -> str: ...
    def add(self, content: bytes) -> None: ...


class Exports(Protocol):
    """Files made for a seller; each is stored only once it is complete."""

    def archive(self, seller_id: str, job_id: str, file_name: str) -> AbstractContextManager[Archive]: ...
    def printout(self, seller_id: str, job_id: str, file_name: str) -> AbstractContextManager[Printout]: ...


class Paged(Protocol[Row_co]):
    """A seller's rows, a page at a time; implemented by imports and jobs."""

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Row_co, ...], str | None]: ...
