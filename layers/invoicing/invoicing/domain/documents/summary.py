"""What lists show of a document, and the facts added after it was issued."""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from invoicing.domain.documents.document import Document, KsefChannel, Reference, Resolution, Status, fields_of
from invoicing.domain.documents.kind import Kind, title_of
from invoicing.domain.documents.ksef import channel_of


class EmailStatus(StrEnum):
    """The status of a document's newest mail."""

    NONE = "none"
    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    SUPPRESSED = "suppressed"
    WITHHELD = "withheld"
    HELD = "held"
    IN_DOUBT = "in_doubt"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pdf:
    """The stored PDF: its key in the documents bucket, the SHA-256 of its bytes in hex, its size in bytes."""

    key: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """The newest mail: its status, recipient, time and reason; `queued_at` distinguishes it from older ones.

    It is None until the document is rendered: the renderer sets it. `nth` counts a document's mails.
    """

    status: EmailStatus = EmailStatus.NONE
    to: str | None = None
    at: datetime | None = None
    queued_at: datetime | None = None
    reason: str | None = None
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A transaction of an import."""

    import_id: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """About a kilobyte that represents a document in lists. `problems` are the codes that hold it.

    `fingerprints` identify the versions of the sale that are in a draft, so that a file with nothing new costs no
    further read; `drafted_by` and `refreshed_by` are the rows of imports that made it and last changed it, so that a
    row that is read twice counts the same. `rates`, `exemption_basis`, `country`, `ksef` and `decided` are what the
    seller's own problems depend on. `related` are documents made from this one, newest last: `replaced_by` is the
    one that replaces it, `corrected_by` the last correction.
    """

    id: str
    status: Status
    kind: Kind
    version: int
    import_id: str | None = None
    order_id: str | None = None
    ordered_at: datetime | None = None
    buyer_login: str | None = None
    buyer_name: str
    buyer_nip: str | None = None
    number: str | None = None
    series: str | None = None
    issue_date: date | None = None
    sale_date: date | None = None
    gross: Decimal
    currency: str
    paid: Decimal
    amount_due: Decimal
    problems: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    exemption_basis: str | None = None
    country: str = "PL"
    ksef: KsefChannel | None = None
    ksef_number: str | None = None
    resolution: Resolution | None = None
    elsewhere: Reference | None = None
    corrects: Reference | None = None
    replaced_by: Reference | None = None
    corrected_by: Reference | None = None
    related: tuple[Reference, ...] = ()
    is_edited: bool = False
    fingerprints: tuple[str, ...] = ()
    drafted_by: Row | None = None
    refreshed_by: Row | None = None
    pdf: Pdf | None = None
    email: Email = Email()
    created_at: datetime
    issued_at: datetime | None = None

    @property
    def corrected_kind(self) -> Kind | None:
        """The kind of the document that a correction is about."""
        return self.corrects.kind if self.corrects else None

    @property
    def title(self) -> str:
        """The document's Polish title."""
        return title_of(self.kind, self.corrected_kind)


FACTS_OF_IMPORTS = ("is_edited", "fingerprints", "drafted_by", "refreshed_by")


def with_facts_of(summary: Summary, existing: Summary, **changes: object) -> Summary:
    """Return a summary with the facts of imports taken from the existing one, except for these changes."""
    kept = {name: getattr(existing, name) for name in FACTS_OF_IMPORTS}
    result: Summary = replace(summary, **{**kept, **changes})
    return result


_OF_DOCUMENTS = {field.name for field in fields(Document)} - {"ksef"}
_SHARED = tuple(field.name for field in fields(Summary) if field.name in _OF_DOCUMENTS)
"""What a summary copies from its document."""
_REQUIRED = tuple(field.name for field in fields(Summary) if field.default is MISSING)
JUDGED_BY = ("problems", "decided", "rates", "exemption_basis", "country", "ksef", "corrects")
"""What problems in lists follow from: the stored ones, and the seller's own, which are found when read."""
NEEDED_FOR_SUMS = (*_REQUIRED, *JUDGED_BY)


def summary_of(document: Document, held_by: Iterable[str] = (), **facts: Any) -> Summary:
    """Return the summary of a document as it is now; `held_by` are codes of problems, `facts` further fields."""
    order = document.order
    return Summary(
        **fields_of(document, _SHARED),
        order_id=order.id if order else None,
        ordered_at=order.ordered_at if order else None,
        buyer_login=order.buyer_login if order else None,
        buyer_name=document.buyer.name,
        buyer_nip=document.buyer.nip,
        gross=document.totals.gross,
        problems=tuple(dict.fromkeys(held_by)),
        decided=tuple(decision.code for decision in document.decisions),
        rates=tuple(dict.fromkeys(line.vat_rate for line in document.lines if line.vat_rate)),
        country=document.buyer.address.country,
        ksef=document.ksef.channel if document.ksef else channel_of(document),
        ksef_number=document.ksef.number if document.ksef else None,
        **facts,
    )
