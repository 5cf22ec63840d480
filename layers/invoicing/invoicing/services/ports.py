"""What the use cases need of the outside. Each has a real adapter and a fake for tests, held to the same tests."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from invoicing.domain.documents import Document, Status
from invoicing.domain.imports import Import, ImportReport
from invoicing.domain.mails import MailAttempt
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.summaries import EmailStatus, Pdf, Summary


@dataclass(frozen=True, slots=True)
class Stored:
    """A document with what lists show of it."""

    document: Document
    summary: Summary


@dataclass(frozen=True, slots=True)
class NumberTake:
    """The number that an issue takes: the next of its series and period, if the last is still this one."""

    series: str
    period: str
    ordinal: int


class NumberTakenError(Exception):
    """Another issue took the number in the same moment, or is about to; read the counter again."""


class DraftChangedError(Exception):
    """The document is not the draft that was read; read it again."""


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """Some summaries, newest first, and an opaque cursor to the next ones."""

    items: tuple[Summary, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFilter:
    """Which documents a list shows."""

    statuses: tuple[Status, ...] = (Status.DRAFT, Status.ISSUED)
    import_id: str | None = None


class Documents(Protocol):
    """Documents of one table."""

    def get(self, seller_id: str, document_id: str) -> Stored: ...
    def known(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Summary]: ...
    def add(self, seller_id: str, drafts: Sequence[Stored]) -> frozenset[str]: ...
    def save(self, seller_id: str, stored: Stored, *, instead_of: int) -> None: ...
    def last_ordinal(self, seller_id: str, series: str, period: str) -> int: ...
    def issue(self, seller_id: str, stored: Stored, number: NumberTake, *, instead_of: int) -> None: ...
    def record_pdf(self, seller_id: str, document_id: str, pdf: Pdf, mail: MailAttempt | None) -> None: ...


class Lists(Protocol):
    """Lists of documents."""

    def page(self, seller_id: str, wanted: SummaryFilter, *, limit: int, cursor: str | None) -> SummaryPage: ...


class Mails(Protocol):
    """Mail attempts of documents."""

    def get(self, seller_id: str, document_id: str, attempt_id: str) -> MailAttempt: ...
    def queue(self, seller_id: str, attempt: MailAttempt) -> None: ...
    def move(self, seller_id: str, attempt: MailAttempt, *, instead_of: EmailStatus) -> bool: ...


class Sellers(Protocol):
    """Settings of sellers."""

    def get(self, seller_id: str) -> SellerSettings: ...
    def save(self, settings: SellerSettings, *, instead_of: int) -> None: ...


class Imports(Protocol):
    """Records of imports."""

    def get(self, seller_id: str, import_id: str) -> Import: ...
    def find(self, seller_id: str, import_id: str) -> Import | None: ...
    def save(self, record: Import) -> None: ...
    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Import, ...], str | None]: ...


class Uploads(Protocol):
    """Files in the uploads bucket."""

    def open(self, key: str, etag: str) -> IO[bytes]: ...


class Reports(Protocol):
    """Reports in the reports bucket."""

    def save(self, report: ImportReport) -> None: ...
    def load(self, seller_id: str, import_id: str) -> ImportReport: ...


class Pdfs(Protocol):
    """PDFs in the documents bucket, each written once."""

    def put_once(self, key: str, content: bytes) -> Pdf: ...
    def get(self, key: str) -> bytes: ...


class Mailer(Protocol):
    """The mail provider."""

    def send(self, mail: "OutgoingMail") -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingMail:
    """A mail as handed to the provider: who, what, and the ids that its events will carry."""

    sender: str
    sender_name: str
    reply_to: str | None
    to: str
    subject: str
    body: str
    attachment: bytes
    attachment_name: str
    seller_id: str
    document_id: str
    attempt_id: str
    at: datetime


class MailRefusedError(Exception):
    """The provider will never take this mail; the text says why."""


class MailDelayedError(Exception):
    """The provider does not take mails now; later is safe."""


class MailInDoubtError(Exception):
    """Whether the provider took the mail cannot be known."""
