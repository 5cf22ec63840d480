"""A catalogue entry, and how it becomes a problem of one document."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto

from invoicing.domain.problems.effects import Effect, as_it_is
from invoicing.domain.problems.problem import Problem, Severity

LEFT_OPEN = "…"
"""Shown in place of a value when there is no document to take it from."""


class Origin(Enum):
    """Where a problem comes from, which decides whether it is stored."""

    DRAFT = auto()
    """The draft itself: stored with the draft."""
    SELLER = auto()
    """The seller's settings and today's date: they change independently of the draft, so computed on read."""
    ISSUE = auto()
    """Issuing: never stored."""


class About(Enum):
    """The subject of a decision: an edit that changes it reopens the problem."""

    MONEY = auto()
    TAX_NUMBER = auto()
    EXCHANGE_RATE = auto()
    COUNTRY = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible decision: its name in the API, its wording in the table of drafts, its effect on the draft."""

    name: str
    words: str
    effect: Effect = as_it_is


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind of problem. `field`, `message` and `way_out` are templates; a call fills them with a document's values.

    `heading` is what reports group it under, by default its message. A change of `about` voids a decision about it;
    `law` is the provision behind it.
    """

    code: str
    severity: Severity
    field: str | None
    message: str
    way_out: str = ""
    heading: str = ""
    choices: tuple[Choice, ...] = ()
    about: About | None = None
    origin: Origin = Origin.DRAFT
    law: str = ""

    def __call__(self, **values: object) -> Problem:
        """Return the problem for one document; a missing value raises KeyError."""
        return Problem(
            code=self.code,
            severity=self.severity,
            message=self.message.format_map(values),
            way_out=self.way_out.format_map(values),
            field=self.field and self.field.format_map(values),
            choices=self.choice_names,
        )

    @property
    def holds(self) -> bool:
        """True if a draft with this problem cannot be issued."""
        return self.severity is not Severity.INFO

    @property
    def choice_names(self) -> tuple[str, ...]:
        """The API names of its choices."""
        return tuple([choice.name for choice in self.choices])

    @property
    def shown_message(self) -> str:
        """The message with `LEFT_OPEN` for each value."""
        return self.message.format_map(_values_left_open()).replace(f"{LEFT_OPEN}.", LEFT_OPEN)

    @property
    def shown_way_out(self) -> str:
        """The way out with `LEFT_OPEN` for each value."""
        return self.way_out.format_map(_values_left_open())


def _values_left_open() -> defaultdict[str, str]:
    return defaultdict(lambda: LEFT_OPEN)
