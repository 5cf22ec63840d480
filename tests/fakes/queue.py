"""A queue in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class InMemoryQueue:
    """A queue that takes only so many messages."""

    backlog: int = 0
    room: int = 1_000
    messages: list[Any] = field(default_factory=list)

    def put(self, messages: Sequence[Mapping[str, Any]]) -> int:
        self.messages += messages[: self.room]
        return max(len(messages) - self.room, 0)

    def waiting(self) -> int:
        return self.backlog
