"""The mail provider, as the use cases see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail as handed to the provider: addresses, content, and the ids that its events will carry."""

    sender: str
    sender_name: str
    reply_to: str | None
    to: str
    subject: str
    body: str
    html: str
    attachment: bytes
    attachment_name: str
    seller_id: str
    document_id: str
    attempt_id: str
    at: datetime


class Mailer(Protocol):
    """The mail provider. A mail is composed before its attempt starts; what cannot be composed is never sent."""

    def compose(self, mail: OutgoingMail) -> bytes:
        """Raises: MailRefusedError."""

    def send(self, mail: OutgoingMail, raw: bytes) -> str:
        """Raises: MailDelayedError, MailInDoubtError, MailRefusedError."""


class MailRefusedError(Exception):
    """The provider will never accept this mail; the text says why."""


class MailDelayedError(Exception):
    """The provider accepts no mail now; retrying after `seconds` is safe. The text is a reason's code."""

    def __init__(self, reason: str, seconds: int) -> None:
        super().__init__(reason)
        self.seconds = seconds


class MailInDoubtError(Exception):
    """It cannot be known whether the provider accepted the mail."""
