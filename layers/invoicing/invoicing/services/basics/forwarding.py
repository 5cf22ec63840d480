"""Put messages on their queue: all of them, or an error."""

from collections.abc import Mapping, Sequence

from invoicing.services.basics.ports import ForwardingError, Queue


def forward(queue: Queue, messages: Sequence[Mapping[str, str]]) -> None:
    """Put the messages on the queue; an error if it does not take all of them.

    Raises: ForwardingError.
    """
    if failed := queue.put(messages):
        raise ForwardingError(f"{failed} messages were not taken")
