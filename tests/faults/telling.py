"""Tell a story with something wrong in it, to its end."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from invoicing.runtime.wiring.audit import audit_deps
from invoicing.services.books.audit import audit
from tests.faults.aws_calls import Act, Call, Fault
from tests.faults.endings import Ending, differences, ending
from tests.faults.stories import Story
from tests.faults.world import CONSUMERS, InvocationError, World
from tests.functions.calls import messages

Told = tuple[Ending, list[Call]]


def told(story: Story, world: World, at: int | None = None, fault: Fault | None = None) -> Told:
    """Hit one call of the handler, or each of them, deliver its event twice more, and let everything come to rest.

    Return how it ends, and the calls of the invocation that was hit.
    """
    story.before(world)
    batch = list(world.queues[story.queue]) if story.queue else []
    if fault:
        world.calls.plan(at, fault)
    story.act(world)
    made = world.calls.seen
    world.later(minutes=3)
    if story.queue:
        world.queues[story.queue] += batch * 2
        random.Random(at).shuffle(world.queues[story.queue])
    else:
        story.act(world)
        story.act(world)
    world.settle()
    return ending(world), made


_UNDISTURBED: dict[str, Told] = {}


def undisturbed(story: Story, new_world: Callable[[], World]) -> Told:
    """Return how a story ends, and its calls, without a fault: what all others are compared with, told once."""
    if story.name not in _UNDISTURBED:
        _UNDISTURBED[story.name] = told(story, new_world())
    return _UNDISTURBED[story.name]


def overtaken(story: Story, world: World) -> Fault:
    """Let a second delivery of the same event run from its begin to its end before the call is made, beside it."""

    def second() -> None:
        if story.queue:
            app, most, _tries = CONSUMERS[story.queue]
            with suppress(InvocationError):
                world.invoke(app, messages(*world.taken[:most]))
        else:
            world.executions[:0] = world.running
            story.act(world)

    def fault(_: Call, act: Act) -> Any:
        with ThreadPoolExecutor(1) as beside:
            beside.submit(second).result()
        return act()

    return fault


def wrong(whole: Ending, end: Ending, world: World, *, may_doubt: bool = False) -> list[str]:
    """Say what must not be: another ending, a finding of the audit, a message that was given up.

    A day later nothing may be on its way any more.
    """
    world.later(hours=25)
    given_up = [f"given up: {queue}" for queue, bodies in world.dead.items() if bodies]
    findings = [str(found) for found in audit("lipa", audit_deps()).findings]
    return differences(whole, end, may_doubt=may_doubt) + findings + given_up


def may_doubt(story: Story, calls: list[Call], at: int) -> bool:
    """May a fault at this call leave a mail in doubt? Where it is being sent, from the promise to send it on."""
    promised = next((call.nth for call in calls if call.operation == "TransactWriteItems"), 0)
    return story.queue == "mail" and at >= promised
