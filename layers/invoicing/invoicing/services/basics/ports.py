"""Queues and the machine of jobs. The stream's function starts with no more of the services than this."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol


class ForwardingError(Exception):
    """Messages or jobs were not taken; asking again is harmless."""


class Queue(Protocol):
    """A queue of messages, those of a seller in a group of their own; `put` returns how many were not taken."""

    def put(self, messages: Sequence[Mapping[str, Any]]) -> int: ...
    def waiting(self) -> int: ...


class Machine(Protocol):
    """What runs jobs; a job that was started before is not started again."""

    def start(self, seller_id: str, job_id: str, what: str) -> None: ...
