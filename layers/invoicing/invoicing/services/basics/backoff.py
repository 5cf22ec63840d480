"""Optimistic writes that are run again after a lost race: a random pause first, longer each time, so that rivals part.

An attempt reads what it depends on, writes on condition that nothing changed meanwhile, and raises `LostRaceError`
where something did.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from invoicing.domain.basics.errors import TryLaterError

SHORTEST_S = 0.01
LONGEST_S = 0.5
TRIES = 5

Wait = Callable[[float], None]
Jitter = Callable[[float, float], float]
GivesUp = Callable[[int], bool]
_T = TypeVar("_T")


class LostRaceError(Exception):
    """Someone else wrote first; the attempt has changed nothing."""


@dataclass(slots=True)
class Backoff:
    """Pauses that grow up to `most`. Seconds."""

    wait: Wait
    longest: float = SHORTEST_S
    most: float = LONGEST_S
    jitter: Jitter = random.uniform

    def pause(self) -> None:
        """Wait a moment."""
        self.longest = min(2 * self.longest, self.most)
        self.wait(self.jitter(SHORTEST_S, self.longest))


def after_tries(most: int) -> GivesUp:
    """Return a bound of `until_stored`: so many attempts."""
    return lambda lost: lost >= most


A_FEW = after_tries(TRIES)


def until_stored(
    attempt: Callable[[], _T], wait: Wait, gives_up: GivesUp = A_FEW, jitter: Jitter = random.uniform
) -> _T:
    """Return the result of the first attempt that wins its race; pause before each further one.

    `gives_up` gets the number of lost races and bounds them, by their number or by a clock.

    Raises: TryLaterError.
    """
    backoff, lost = Backoff(wait, jitter=jitter), 0
    while True:
        try:
            return attempt()
        except LostRaceError:
            lost += 1
            if gives_up(lost):
                raise TryLaterError from None
        backoff.pause()
