"""What happened to a mail, as reported by SES and people. Events come in any order and more than once.

The status depends on which kinds of events are known, never on their order: `bounced` and `complained` outrank
`delivered` (F-47), and a delivery outranks a temporary bounce (an out-of-office reply is such a bounce).
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailEventKind(StrEnum):
    """SES's event types, with bounces split by meaning, and the two ways a person can settle a doubt."""

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
"""The later a kind is listed above, the higher its rank."""
UNDELIVERABLE = frozenset({MailEventKind.BOUNCE, MailEventKind.COMPLAINT})
"""Events that harm a sender's reputation."""
WENT_OUT = UNDELIVERABLE | {
    MailEventKind.SEND,
    MailEventKind.DELAY,
    MailEventKind.SOFT_BOUNCE,
    MailEventKind.DELIVERY,
}
"""Events of mails that the provider accepted and sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailEvent:
    """One event of a mail; `reason` is the receiving server's answer, cut to a maximum length."""

    kind: MailEventKind
    at: datetime
    reason: str | None = None
    provider_id: str | None = None


def merged(events: tuple[MailEvent, ...], event: MailEvent) -> tuple[MailEvent, ...]:
    """Return the events with this one: the earliest of each kind, so that order and repetition do not matter."""
    by_kind = {known.kind: known for known in events}
    existing = by_kind.get(event.kind)
    if existing is None or _sort_key(event) < _sort_key(existing):
        by_kind[event.kind] = event
    return tuple(sorted(by_kind.values(), key=lambda known: RANKS[known.kind]))


def _sort_key(event: MailEvent) -> tuple[datetime, str, str]:
    return event.at, event.reason or "", event.provider_id or ""
