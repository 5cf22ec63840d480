"""Lost races are run again: a bounded number of times, with pauses that grow up to a limit and differ by chance."""

import pytest

from invoicing.domain.basics.errors import Conflict, ConflictError, TryLaterError
from invoicing.services.basics.backoff import (
    LONGEST_S,
    SHORTEST_S,
    TRIES,
    Backoff,
    LostRaceError,
    after_tries,
    until_stored,
)
from tests.fakes.clock import FakeClock


class Contested:
    """Loses some races, then stores."""

    def __init__(self, lost: int, answer: object = "stored") -> None:
        self.lost = lost
        self.answer = answer
        self.attempts = 0

    def __call__(self) -> object:
        self.attempts += 1
        if self.attempts <= self.lost:
            raise LostRaceError
        return self.answer


def longest(_: float, most: float) -> float:
    return most


@pytest.mark.parametrize("answer", ["stored", None, False])
def test_the_first_attempt_that_wins_is_the_result_without_a_pause(answer):
    pauses: list[float] = []
    assert until_stored(Contested(0, answer), pauses.append) is answer
    assert pauses == []


def test_each_lost_race_is_followed_by_one_longer_pause():
    pauses: list[float] = []
    assert until_stored(Contested(4), pauses.append, jitter=longest) == "stored"
    assert pauses == [0.02, 0.04, 0.08, 0.16]


def test_after_its_tries_an_attempt_ends_in_try_later_without_a_last_pause():
    attempt, pauses = Contested(99), []
    with pytest.raises(TryLaterError):
        until_stored(attempt, pauses.append)
    assert (attempt.attempts, len(pauses)) == (TRIES, TRIES - 1)

    attempt, pauses = Contested(99), []
    with pytest.raises(TryLaterError):
        until_stored(attempt, pauses.append, after_tries(8))
    assert (attempt.attempts, len(pauses)) == (8, 7)


def test_a_clock_bounds_attempts_as_well():
    clock, attempt = FakeClock(), Contested(10_000)
    started = clock()
    with pytest.raises(TryLaterError):
        until_stored(attempt, clock.wait, lambda _: (clock() - started).total_seconds() >= 20, longest)
    assert 20 <= (clock() - started).total_seconds() < 20 + LONGEST_S


def test_a_refusal_is_no_lost_race():
    pauses: list[float] = []

    def refused() -> None:
        raise ConflictError(Conflict.NUMBER_TAKEN, "zajęty")

    with pytest.raises(ConflictError):
        until_stored(refused, pauses.append)
    assert pauses == []


def test_pauses_are_random_and_never_longer_than_the_limit():
    pauses: list[float] = []
    backoff = Backoff(pauses.append)
    for _ in range(50):
        backoff.pause()
    assert SHORTEST_S <= min(pauses) <= max(pauses) <= LONGEST_S
    assert len(set(pauses)) > 1
