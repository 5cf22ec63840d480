"""Queues and the state machine of jobs. The stream's function imports nothing else of the services at start."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class ForwardingError(Exception):
    """Some messages or jobs were not accepted; retrying is harmless."""


class Queue(Protocol):
    """A queue with a message group per seller; `put` returns how many messages were not accepted."""

    def put(self, messages: Sequence[Mapping[str, Any]]) -> int: ...
    def waiting(self) -> int: ...


class Machine(Protocol):
    """The state machine that runs jobs; a job that was already started is not started again."""

    def start(self, seller_id: str, job_id: str, what: str) -> None: ...
