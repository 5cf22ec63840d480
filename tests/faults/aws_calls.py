"""Every call to AWS that a handler makes, found where botocore makes it; any one of them can be hit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from botocore.client import BaseClient


class CrashError(BaseException):
    """The process is gone; nothing catches it, and whatever it still tries does not happen."""


@dataclass(frozen=True)
class Call:
    """One call of a handler: which one it is, counted from 1, and what it asks."""

    nth: int
    service: str
    operation: str
    asked: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.nth}. {self.service} {self.operation}"


Act = Callable[[], Any]
Fault = Callable[[Call, Act], Any]
"""What happens instead of a call; it may let the call happen (`Act`) before or after."""


def passed(_: Call, act: Act) -> Any:
    """Let the call happen."""
    return act()


def before(_: Call, __: Act) -> Any:
    """Crash before the call."""
    raise CrashError


def after(_: Call, act: Act) -> Any:
    """Crash after the call's effect, before anybody hears of it."""
    act()
    raise CrashError


@dataclass
class AwsCalls:
    """Stands where botocore makes its calls, and hits the one that was planned in the next process of a handler."""

    seen: list[Call] = field(default_factory=list)
    mails: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    messages: list[tuple[str, str]] = field(default_factory=list)
    executions: list[str] = field(default_factory=list)
    _next: tuple[int | None, Fault] | None = None
    _plan: tuple[int | None, Fault] | None = None
    _is_alive: bool = False
    _is_dead: bool = False

    def install(self, monkeypatch: Any) -> None:
        """Take the place of botocore's own call for as long as a test runs."""
        make = BaseClient._make_api_call  # type: ignore[attr-defined]

        def through(client: Any, operation: str, asked: dict[str, Any]) -> Any:
            return self._made(client, operation, asked, lambda: make(client, operation, asked))

        monkeypatch.setattr(BaseClient, "_make_api_call", through)

    def plan(self, at: int | None, fault: Fault) -> None:
        """Hit this call of the handler that runs next, or all of them."""
        self._next = (at, fault)

    @contextmanager
    def process(self) -> Iterator[None]:
        """See the calls of a handler; those that the test itself makes are none of them.

        A second one may run in the middle of the first: what was seen of the first is then seen again.
        """
        outer = (self.seen, self._plan, self._is_alive, self._is_dead)
        self.seen, self._plan, self._next, self._is_alive, self._is_dead = [], self._next, None, True, False
        try:
            yield
        finally:
            if outer[2]:
                self.seen, self._plan, self._is_alive, self._is_dead = outer
            else:
                self._is_alive = False

    def _made(self, client: Any, operation: str, asked: dict[str, Any], make: Act) -> Any:
        if not self._is_alive:
            return self._kept(operation, asked, make)
        if self._is_dead:
            raise CrashError
        call = Call(len(self.seen) + 1, client.meta.service_model.service_name, operation, asked)
        self.seen.append(call)
        if self._plan is None or self._plan[0] not in (None, call.nth):
            return self._kept(operation, asked, make)
        try:
            return self._plan[1](call, lambda: self._kept(operation, asked, make))
        except CrashError:
            self._is_dead = True
            raise

    def _kept(self, operation: str, asked: dict[str, Any], make: Act) -> Any:
        """Make the call, and keep what others hear of it: mails, messages (queue, body) and inputs of executions."""
        answer = make()
        if operation == "SendEmail":
            self.mails.append((asked, answer["MessageId"]))
        elif operation == "SendMessage":
            self.messages.append((asked["QueueUrl"], asked["MessageBody"]))
        elif operation == "SendMessageBatch":
            taken = {entry["Id"] for entry in answer["Successful"]}
            entries = [entry for entry in asked["Entries"] if entry["Id"] in taken]
            self.messages += [(asked["QueueUrl"], entry["MessageBody"]) for entry in entries]
        elif operation == "StartExecution":
            self.executions.append(asked["input"])
        return answer

    def forget(self) -> None:
        """Begin another world."""
        for kept in (self.mails, self.messages, self.executions):
            kept.clear()
