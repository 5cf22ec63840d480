"""One thing that stands between a draft and its number, or that is good to know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`blocks` until mended, `waits` for a decision, or only informs."""

    BLOCKS = "blocks"
    WAITS = "waits"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to know or to mend, with the way out; `choices` are the decisions that a person may take about it."""

    code: str
    severity: Severity
    message: str
    way_out: str
    field: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Does it stand between the draft and its number?"""
        return self.severity is not Severity.INFO


def holding_codes(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the codes of those that hold the draft."""
    return (problem.code for problem in problems if problem.holds)
