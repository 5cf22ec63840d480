"""Ports of the use cases. Each has a real adapter and a fake, held to the same contract tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.document import Document, KsefChannel, Reference, Status
from invoicing.domain.documents.history import Change
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.payment import Payment
from invoicing.domain.documents.search import folded_text, search_text
from invoicing.domain.documents.summary import EmailStatus, Pdf, Summary
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.mails.reputation import Reputation
from invoicing.domain.sales.sale import Sale
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.memory import RateBook
from invoicing.services.basics.backoff import Wait


@dataclass(frozen=True, slots=True)
class Stored:
    """A document with its summary for lists, and the versions of its sale while nobody has edited the draft."""

    document: Document
    summary: Summary
    versions: tuple[Sale, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberTake:
    """The number that an issue takes: the next of its series and period, provided that nobody took it first."""

    series: str
    period: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class WaiverTake:
    """What an invoice adds to the month's sum of the KSeF exception, if that sum is still `before`."""

    month: str
    before: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class MarkOriginal:
    """The mark that a new document leaves on the one it is made from.

    A correction comes after the last one it was based on (`follows`); with `is_replacing`, the new document replaces
    one that nothing else has replaced.
    """

    original_id: str
    by: Reference
    is_correcting: bool = False
    follows: str | None = None
    is_replacing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A document with its number, and everything that must be stored in the same transaction."""

    stored: Stored
    number: NumberTake
    instead_of: int
    mark: MarkOriginal | None = None
    waiver: WaiverTake | None = None


class NumberUsedError(Exception):
    """This very number is already on another document, from another pattern or by hand."""


class NumberTakenError(Exception):
    """Another issue took the number concurrently, or is about to; read the counter again."""


class DraftChangedError(Exception):
    """The stored draft is not the version that was read; read it again."""


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """A page of summaries, newest first, and an opaque cursor to the next page."""

    items: tuple[Summary, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFilter:
    """Which documents a list shows; None means no condition.

    `since` and `until` are days: the issue date of issued documents, the order's date in Warsaw of others. `ready` and
    `problem` concern drafts and, like a draft's `ksef`, are judged as of now by `services.documents.listing`.
    """

    statuses: tuple[Status, ...] = (Status.DRAFT, Status.ISSUED)
    import_id: str | None = None
    order_id: str | None = None
    kind: Kind | None = None
    email_status: EmailStatus | None = None
    ksef: KsefChannel | None = None
    ready: bool | None = None
    problem: str | None = None
    since: date | None = None
    until: date | None = None
    q: str | None = None

    def fits(self, summary: Summary) -> bool:
        """True if the document matches, judged only by what is stored."""
        day = listed_on(summary)
        conditions = (
            (self.import_id, summary.import_id),
            (self.order_id, summary.order_id),
            (self.kind, summary.kind),
            (self.email_status, summary.email.status),
            (self.ksef if summary.status is Status.ISSUED else None, summary.ksef),
        )
        return (
            summary.status in self.statuses
            and all(value == stored for value, stored in conditions if value)
            and (self.since or day) <= day <= (self.until or day)
            and folded_text(self.q or "") in search_text(summary)
        )


def listed_on(summary: Summary) -> date:
    """Return the day that a document is listed under."""
    if summary.issue_date and summary.issued_at:
        return summary.issue_date
    return warsaw_date(summary.ordered_at or summary.created_at)


Sift = Callable[[Summary], bool]
"""True for rows that a list shows; judges by more than what is stored."""


class Documents(Protocol):
    """Documents of all sellers."""

    def get(self, seller_id: str, document_id: str) -> Stored:
        """Raises: NotFoundError."""

    def add_draft(self, seller_id: str, stored: Stored) -> bool:
        """Raises: InvalidFieldError, TryLaterError."""

    def save(
        self, seller_id: str, stored: Stored, *, instead_of: int, change: Change | None = ..., rules: RateBook = ...
    ) -> None:
        """Raises: DraftChangedError, InvalidFieldError, TryLaterError."""

    def history(self, seller_id: str, document_id: str) -> tuple[Change, ...]: ...
    def rewrite_history(self, seller_id: str, document_id: str, changes: Sequence[Change]) -> None: ...
    def last_ordinal(self, seller_id: str, series: str, period: str) -> int: ...
    def waived_sum(self, seller_id: str, month: str) -> Decimal: ...
    def issue(self, seller_id: str, issue: Issue) -> None:
        """Raises: DraftChangedError, NumberTakenError, NumberUsedError."""

    def add_payment(self, seller_id: str, before: Summary, payment: Payment) -> bool:
        """Raises: TryLaterError."""

    def payments(self, seller_id: str, document_id: str) -> tuple[Payment, ...]: ...
    def latest_sale(self, seller_id: str, document_id: str) -> tuple[Sale, ...]: ...
    def record_pdf(self, seller_id: str, document_id: str, pdf: Pdf, mail: MailAttempt | None) -> None:
        """Raises: TryLaterError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActingDeps:
    """Dependencies of recording something about a document; `by` is who does it."""

    documents: Documents
    clock: Callable[[], datetime]
    wait: Wait
    by: str


class Lists(Protocol):
    """Lists of documents."""

    def page(self, seller_id: str, requested: SummaryFilter, *, limit: int, cursor: str | None) -> SummaryPage: ...


class SiftedLists(Lists, Protocol):
    """Lists that do not show every stored row; `rest` returns all rows after a cursor, None if they are too many."""

    def sifted(
        self, seller_id: str, requested: SummaryFilter, sift: Sift | None, *, limit: int, cursor: str | None
    ) -> SummaryPage: ...
    def rest(self, seller_id: str, requested: SummaryFilter, cursor: str) -> tuple[Summary, ...] | None: ...


class Mails(Protocol):
    """Mail attempts of documents."""

    def get(self, seller_id: str, document_id: str, attempt_id: str) -> MailAttempt:
        """Raises: NotFoundError."""

    def of_document(self, seller_id: str, document_id: str) -> tuple[MailAttempt, ...]: ...
    def queue(self, seller_id: str, attempt: MailAttempt) -> bool:
        """Raises: TryLaterError."""

    def move(self, seller_id: str, before: MailAttempt, after: MailAttempt) -> bool:
        """Raises: TryLaterError."""

    def reputation(self, seller_id: str, today: date) -> Reputation: ...


class Rules(Protocol):
    """VAT rules remembered per offer."""

    def book(self, seller_id: str) -> RateBook: ...
    def remember(self, seller_id: str, book: RateBook) -> None:
        """Raises: TryLaterError."""


class Sellers(Protocol):
    """Settings of sellers."""

    def get(self, seller_id: str) -> SellerSettings:
        """Raises: NotFoundError."""

    def save(self, settings: SellerSettings, *, instead_of: int) -> None:
        """Raises: StaleVersionError."""


class Pdfs(Protocol):
    """PDFs in the documents bucket, each written once."""

    def put_once(self, key: str, content: bytes) -> Pdf: ...
    def get(self, key: str) -> bytes: ...
