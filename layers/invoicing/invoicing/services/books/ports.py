"""What the register of numbers depends on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from invoicing.domain.documents.number_register import NumberEntry


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


class Numbers(Protocol):
    """The register of numbers."""

    def series(self, seller_id: str) -> tuple[TakenSeries, ...]: ...
    def entries(self, seller_id: str, period: str) -> Iterator[NumberEntry]: ...
    def of_series(self, seller_id: str, series: str, period: str, after: int = 0) -> Iterator[NumberEntry]: ...
    def skip(self, seller_id: str, skipped: Skipped) -> None: ...
    def skipped(self, seller_id: str, series: str, period: str, last: int) -> Skipped | None: ...
