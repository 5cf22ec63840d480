"""What must still happen and is overdue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overdue:
    """A document without its PDF, or one of its mails that is not on its way."""

    seller_id: str
    document_id: str
    attempt_id: str | None = None


@dataclass(frozen=True, slots=True)
class OverdueJob:
    """A job that did not start."""

    seller_id: str
    job_id: str
