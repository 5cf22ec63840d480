"""What lists show of a document, and the facts that are added after it was issued."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from invoicing.domain.documents import Document, Status
from invoicing.domain.kinds import Kind
from invoicing.domain.problems import Problem


class EmailStatus(StrEnum):
    """Where the newest mail of a document is."""

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
    """The newest mail: its status, to whom, since when."""

    status: EmailStatus = EmailStatus.NONE
    to: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """About a kilobyte that stands for a document in lists. `problems` are the codes that hold it."""

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
    issue_date: date | None = None
    sale_date: date | None = None
    gross: Decimal
    currency: str
    paid: Decimal
    amount_due: Decimal
    problems: tuple[str, ...] = ()
    is_edited: bool = False
    pdf: Pdf | None = None
    email: Email = Email()
    created_at: datetime
    issued_at: datetime | None = None


def summary_of(
    document: Document, problems: tuple[Problem, ...] = (), *, is_edited: bool = False, email: Email | None = None
) -> Summary:
    """Return the summary of a document as it is now."""
    order = document.order
    return Summary(
        id=document.id,
        status=document.status,
        kind=document.kind,
        version=document.version,
        import_id=document.import_id,
        order_id=order.id if order else None,
        ordered_at=order.ordered_at if order else None,
        buyer_login=order.buyer_login if order else None,
        buyer_name=document.buyer.name,
        buyer_nip=document.buyer.nip,
        number=document.number,
        issue_date=document.issue_date,
        sale_date=document.sale_date,
        gross=document.totals.gross,
        currency=document.currency,
        paid=document.paid,
        amount_due=document.amount_due,
        problems=tuple(dict.fromkeys(problem.code for problem in problems if problem.holds)),
        is_edited=is_edited,
        email=email or Email(),
        created_at=document.created_at,
        issued_at=document.issued_at,
    )
