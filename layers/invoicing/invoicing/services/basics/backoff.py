"""Waiting a moment before a lost race is run again: at random, and longer each time, so that rivals part."""

import random
from collections.abc import Callable
from dataclasses import dataclass

SHORTEST_S = 0.01
LONGEST_S = 0.5

Wait = Callable[[float], None]


@dataclass(slots=True)
class Backoff:
    """Waits that grow. Seconds."""

    wait: Wait
    longest: float = SHORTEST_S

    def pause(self) -> None:
        """Wait a moment."""
        self.longest = min(2 * self.longest, LONGEST_S)
        self.wait(random.uniform(SHORTEST_S, self.longest))  # noqa: S311 - jitter, not a secret
