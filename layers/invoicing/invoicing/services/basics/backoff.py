"""Retries of optimistic writes after a lost race, with random, growing pauses so that rivals drift apart.

An attempt reads what it depends on, writes on condition that none of it has changed, and raises `LostRaceError` if it
has.
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
    """Pauses that grow up to `most`, in seconds."""

    wait: Wait
    longest: float = SHORTEST_S
    most: float = LONGEST_S
    jitter: Jitter = random.uniform

    def pause(self) -> None:
        """Wait for a random time, longer on average with each call."""
        self.longest = min(2 * self.longest, self.most)
        self.wait(self.jitter(SHORTEST_S, self.longest))


def after_tries(most: int) -> GivesUp:
    """Return a bound for `until_stored`: at most this many attempts."""
    return lambda lost: lost >= most


A_FEW = after_tries(TRIES)


def until_stored(
    attempt: Callable[[], _T], wait: Wait, gives_up: GivesUp = A_FEW, jitter: Jitter = random.uniform
) -> _T:
    """Return the result of the first attempt that wins its race; pause before each retry.

    `gives_up` gets the number of lost races and decides, by that number or by a clock, whether to stop.

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
