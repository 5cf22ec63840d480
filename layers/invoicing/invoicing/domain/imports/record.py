"""The import of one uploaded file, and the outcome of each transaction in it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from invoicing.domain.documents.document import KsefChannel
from invoicing.domain.documents.kind import Kind
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sales.drafting import ImportChoices
from invoicing.domain.vat.line import RateSource

GRANT_IS_USED_WITHIN = timedelta(hours=1)
"""After this time a granted upload can no longer arrive: its form is valid for a quarter of it."""


class ImportStatus(StrEnum):
    """The state of an import."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


class Outcome(StrEnum):
    """Outcome of one transaction."""

    DRAFTED = "drafted"
    UPDATED = "updated"
    ALREADY_DRAFTED = "already_drafted"
    ALREADY_ISSUED = "already_issued"
    ALREADY_ISSUED_ELSEWHERE = "already_issued_elsewhere"
    DISCARDED = "discarded"
    MERGED = "merged"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


OUTCOME_TEXTS = {
    Outcome.DRAFTED: "Utworzono szkic",
    Outcome.UPDATED: "Odświeżono szkic",
    Outcome.ALREADY_DRAFTED: "Szkic już był",
    Outcome.ALREADY_ISSUED: "Dokument już wystawiony",
    Outcome.ALREADY_ISSUED_ELSEWHERE: "Wystawiony w innym programie",
    Outcome.DISCARDED: "Szkic odrzucony wcześniej",
    Outcome.MERGED: "Połączone zamówienie",
    Outcome.CANCELLED: "Anulowane – bez dokumentu",
    Outcome.REJECTED: "Nie wczytano",
}


NO_COUNTS = {str(outcome): 0 for outcome in Outcome}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedRate:
    """A VAT rate of one offer that neither the file nor a person has given."""

    offer_id: str | None
    name: str
    vat_rate: str
    source: RateSource


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedRate:
    """A VAT rate on a draft and its source; None if it is missing."""

    vat_rate: str | None
    source: RateSource | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionOutcome:
    """One row of the report. `position` counts the file's transactions from 1; `reasons` are Polish sentences."""

    position: int
    outcome: Outcome
    order_id: str | None = None
    document_id: str | None = None
    reasons: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    ordered_on: date | None = None
    buyer_login: str | None = None
    buyer_name: str = ""
    buyer_nip: str | None = None
    pieces: Decimal | None = None
    gross: Decimal | None = None
    paid: Decimal | None = None
    currency: str = "PLN"
    payment_method: str | None = None
    kind: Kind | None = None
    number: str | None = None
    ksef: KsefChannel | None = None
    rates: tuple[UsedRate, ...] = ()
    assumed_rates: tuple[AssumedRate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFailure:
    """Why a file could not be read completely."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """The record of an import.

    `read` of `expected` transactions are done so far (`expected` is None if the file does not announce it);
    `counts` has a number for every outcome. `notices` concern the whole file. `etag` and `digest` identify the bytes;
    `same_as` is an earlier import of the same bytes.
    """

    id: str
    seller_id: str
    status: ImportStatus
    choices: ImportChoices = ImportChoices()
    file_name: str | None = None
    etag: str | None = None
    digest: str | None = None
    same_as: str | None = None
    read: int = 0
    expected: int | None = None
    counts: dict[str, int] = field(default_factory=lambda: dict(NO_COUNTS))
    unknown_fields: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    error: ImportFailure | None = None
    created_at: datetime
    finished_at: datetime | None = None

    def has_read(self, etag: str) -> bool:
        """True if these bytes have been read completely."""
        return self.finished_at is not None and self.etag == etag

    def as_seen(self, now: datetime) -> "Import":
        """Return the record as shown: a grant that was not used in time has expired."""
        is_over = self.status is ImportStatus.WAITING and now > self.created_at + GRANT_IS_USED_WITHIN
        return replace(self, status=ImportStatus.EXPIRED) if is_over else self
