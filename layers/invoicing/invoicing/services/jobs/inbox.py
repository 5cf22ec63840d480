"""Put files back on their queue that have been in an inbox for too long without a report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from invoicing.services.basics.ports import Queue
from invoicing.services.jobs.ports import Upload

OVERDUE = timedelta(minutes=30)
EVERY, AGAIN_EVERY = timedelta(minutes=5), timedelta(hours=1)
MOST_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxDeps:
    """Dependencies of re-queueing an inbox's files; `parse` returns None for a key that is no upload's."""

    files: Callable[[], Iterator[Upload]]
    parse: Callable[[str], object]
    queue: Queue
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """How many files were put on the queue, and how many of them it did not accept."""

    files: int
    failed: int


def ask_again(deps: InboxDeps) -> AskedAgain:
    """Put the overdue files of an inbox on its queue again."""
    overdue = list(islice(_overdue(deps), MOST_AT_ONCE))
    return AskedAgain(files=len(overdue), failed=deps.queue.put(overdue))


def is_due(age: timedelta) -> bool:
    """True if a file of this age is due again: once an hour, so that one that never finishes cannot flood the queue."""
    return age >= OVERDUE and (age - OVERDUE) % AGAIN_EVERY < EVERY


def _overdue(deps: InboxDeps) -> Iterator[dict[str, Any]]:
    """Yield an event for each overdue file, as EventBridge would have sent it."""
    at = deps.clock()
    for file in deps.files():
        if is_due(at - file.at) and deps.parse(file.key):
            yield {"detail": {"object": {"key": file.key, "etag": file.etag}}}
