"""One read of one uploaded file, and what became of each transaction in it."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from invoicing.domain.drafting import ImportChoices


class ImportStatus(StrEnum):
    """Where an import is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


class Outcome(StrEnum):
    """What became of a transaction."""

    DRAFTED = "drafted"
    UPDATED = "updated"
    ALREADY_DRAFTED = "already_drafted"
    ALREADY_ISSUED = "already_issued"
    DISCARDED = "discarded"
    MERGED = "merged"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


OUTCOME_TEXTS = {
    Outcome.DRAFTED: "Utworzono szkic",
    Outcome.UPDATED: "Odświeżono szkic",
    Outcome.ALREADY_DRAFTED: "Szkic już był",
    Outcome.ALREADY_ISSUED: "Dokument już wystawiony",
    Outcome.DISCARDED: "Szkic odrzucony wcześniej",
    Outcome.MERGED: "Połączone zamówienie",
    Outcome.CANCELLED: "Anulowane – bez dokumentu",
    Outcome.REJECTED: "Nie wczytano",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionOutcome:
    """One row of the report. `reasons` are Polish; the amounts are None where the row could not be read."""

    position: int
    outcome: Outcome
    order_id: str | None = None
    document_id: str | None = None
    reasons: tuple[str, ...] = ()
    buyer_name: str = ""
    kind: str | None = None
    gross: Decimal | None = None
    paid: Decimal | None = None
    currency: str = "PLN"
    number: str | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFailure:
    """Why a whole file could not be read."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """The record of an import. `counts` has a number for every outcome; `etag` names the bytes that were read."""

    id: str
    seller_id: str
    status: ImportStatus
    choices: ImportChoices = ImportChoices()
    file_name: str | None = None
    etag: str | None = None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(map(str, Outcome), 0))
    error: ImportFailure | None = None
    created_at: datetime
    finished_at: datetime | None = None

    def has_read(self, etag: str) -> bool:
        """Is the reading of these bytes finished?"""
        return self.finished_at is not None and self.etag == etag


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What the seller reads after an import."""

    record: Import
    transactions: tuple[TransactionOutcome, ...] = ()
    unknown_fields: tuple[str, ...] = ()
