"""A problem: something that keeps a draft from being issued, or that is worth knowing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`blocks` until fixed, `waits` for a decision, or only informs."""

    BLOCKS = "blocks"
    WAITS = "waits"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to know or to fix, with the way out; `choices` are the possible decisions about it."""

    code: str
    severity: Severity
    message: str
    way_out: str
    field: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True if it keeps the draft from being issued."""
        return self.severity is not Severity.INFO


def holding_codes(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the codes of the problems that hold the draft."""
    return (problem.code for problem in problems if problem.holds)
