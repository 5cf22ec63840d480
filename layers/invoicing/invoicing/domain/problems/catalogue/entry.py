"""What the catalogue says of a problem, and how an entry becomes the problem of one document."""

from collections import defaultdict
from dataclasses import dataclass
from enum import Enum, auto

from invoicing.domain.problems.effects import Effect, as_it_is
from invoicing.domain.problems.problem import Problem, Severity

LEFT_OPEN = "…"
"""Replaces a value of a document where no document is at hand."""


class Origin(Enum):
    """Where a problem comes from, and with it whether it is stored."""

    DRAFT = auto()
    """The draft itself: stored with it."""
    SELLER = auto()
    """The seller's settings and the day: these change without the draft, so it is found when read."""
    ISSUE = auto()
    """The moment of issue: never stored."""


class About(Enum):
    """What a decision was taken about: an edit that changes it asks again."""

    MONEY = auto()
    TAX_NUMBER = auto()
    EXCHANGE_RATE = auto()
    COUNTRY = auto()


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision that may be taken: its name in the API, its words in the table of drafts, its effect on the draft."""

    name: str
    words: str
    effect: Effect = as_it_is


@dataclass(frozen=True, slots=True)
class Entry:
    """A problem. `field`, `message` and `way_out` are templates; a call fills them with the values of a document.

    `heading` is the one that reports group it under; without one that is its message. `about` is what outdates a
    decision about it; `law` is the provision behind it.
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
        """Return the problem of a document; a KeyError names a value that is missing."""
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
        """Does it keep a draft from its number?"""
        return self.severity is not Severity.INFO

    @property
    def choice_names(self) -> tuple[str, ...]:
        """The names of its choices."""
        return tuple([choice.name for choice in self.choices])

    @property
    def shown_message(self) -> str:
        """The message with its values left open."""
        return self.message.format_map(_values_left_open()).replace(f"{LEFT_OPEN}.", LEFT_OPEN)

    @property
    def shown_way_out(self) -> str:
        """The way out with its values left open."""
        return self.way_out.format_map(_values_left_open())


def _values_left_open() -> defaultdict[str, str]:
    return defaultdict(lambda: LEFT_OPEN)
