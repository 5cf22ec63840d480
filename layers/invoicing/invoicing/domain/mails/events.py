"""What became of a mail, as SES and people tell it. Events come in any order and more than once.

The status follows from which kinds of events are known, never from their order: `bounced` and `complained` outrank
`delivered` (F-47), and a temporary bounce is outranked by a delivery (an out-of-office answer is such a bounce).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailEventKind(StrEnum):
    """SES's event types, bounces by what they mean, and the two answers of a person to a doubt."""

    SETTLED_NOT_SENT = "settled_not_sent"
    SETTLED_SENT = "settled_sent"
    SEND = "send"
    DELAY = "delay"
    SOFT_BOUNCE = "soft_bounce"
    DELIVERY = "delivery"
    REJECT = "reject"
    RENDERING_FAILURE = "rendering_failure"
    SUPPRESSED = "suppressed"
    BOUNCE = "bounce"
    COMPLAINT = "complaint"


RANKS = {kind: rank for rank, kind in enumerate(MailEventKind)}
"""The later a kind stands above, the more it says."""
UNDELIVERABLE = frozenset({MailEventKind.BOUNCE, MailEventKind.COMPLAINT})
"""What spoils a sender's reputation."""
WENT_OUT = UNDELIVERABLE | {
    MailEventKind.SEND,
    MailEventKind.DELAY,
    MailEventKind.SOFT_BOUNCE,
    MailEventKind.DELIVERY,
}
"""Events of mails that the provider took and sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEvent:
    """One thing that became of a mail; `reason` is what the other server said, bounded."""

    kind: MailEventKind
    at: datetime
    reason: str | None = None
    provider_id: str | None = None


def merged(events: tuple[MailEvent, ...], event: MailEvent) -> tuple[MailEvent, ...]:
    """Return the events with this one: one per kind, the earliest, so that any order and repetition end the same."""
    by_kind = {known.kind: known for known in events}
    there = by_kind.get(event.kind)
    if there is None or _place(event) < _place(there):
        by_kind[event.kind] = event
    return tuple(sorted(by_kind.values(), key=lambda known: RANKS[known.kind]))


def _place(event: MailEvent) -> tuple[datetime, str, str]:
    return event.at, event.reason or "", event.provider_id or ""
