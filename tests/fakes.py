"""In-memory stand-ins for the ports. The tests in tests/contracts hold them to what the real ones do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from typing import IO

from invoicing.domain.documents import Status
from invoicing.domain.errors import NotFoundError, StaleVersionError, UnreadableFileError
from invoicing.domain.imports import Import, ImportReport
from invoicing.domain.mails import MailAttempt
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.summaries import EmailStatus, Pdf, Summary
from invoicing.services.ports import DraftChangedError, NumberTake, NumberTakenError, OutgoingMail, Stored
from tests.builders import NOW


@dataclass
class FakeClock:
    """Stands still until it is told to go on."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class InMemoryDocuments:
    """Documents, numbers and mail attempts in dictionaries."""

    items: dict[tuple[str, str], Stored] = field(default_factory=dict)
    counters: dict[tuple[str, str, str], int] = field(default_factory=dict)
    register: dict[tuple[str, str, str, int], str] = field(default_factory=dict)
    attempts: dict[tuple[str, str, str], MailAttempt] = field(default_factory=dict)

    def get(self, seller_id: str, document_id: str) -> Stored:
        try:
            return self.items[seller_id, document_id]
        except KeyError:
            raise NotFoundError from None

    def known(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Summary]:
        found = {document_id: self.items.get((seller_id, document_id)) for document_id in document_ids}
        return {document_id: stored.summary for document_id, stored in found.items() if stored}

    def add(self, seller_id: str, drafts: Sequence[Stored]) -> frozenset[str]:
        new = [draft for draft in drafts if (seller_id, draft.document.id) not in self.items]
        self.items.update({(seller_id, draft.document.id): draft for draft in new})
        return frozenset(draft.document.id for draft in new)

    def save(self, seller_id: str, stored: Stored, *, instead_of: int) -> None:
        there = self.get(seller_id, stored.document.id).document
        if there.status is Status.ISSUED or there.version != instead_of:
            raise DraftChangedError
        self.items[seller_id, stored.document.id] = stored

    def last_ordinal(self, seller_id: str, series: str, period: str) -> int:
        return self.counters.get((seller_id, series, period), 0)

    def issue(self, seller_id: str, stored: Stored, number: NumberTake, *, instead_of: int) -> None:
        there = self.get(seller_id, stored.document.id).document
        if there.status is not Status.DRAFT or there.version != instead_of:
            raise DraftChangedError
        counter = (seller_id, number.series, number.period)
        if self.counters.get(counter, 0) != number.ordinal - 1:
            raise NumberTakenError
        self.counters[counter] = number.ordinal
        self.register[(*counter, number.ordinal)] = stored.document.id
        self.items[seller_id, stored.document.id] = stored

    def record_pdf(self, seller_id: str, document_id: str, pdf: Pdf, mail: MailAttempt | None) -> None:
        stored = self.get(seller_id, document_id)
        if stored.summary.pdf is not None:
            return
        self.items[seller_id, document_id] = replace(stored, summary=replace(stored.summary, pdf=pdf))
        if mail is not None:
            self.attempts[seller_id, document_id, mail.id] = mail


@dataclass
class InMemoryMails:
    """Mail attempts of `InMemoryDocuments`."""

    documents: InMemoryDocuments

    def get(self, seller_id: str, document_id: str, attempt_id: str) -> MailAttempt:
        try:
            return self.documents.attempts[seller_id, document_id, attempt_id]
        except KeyError:
            raise NotFoundError from None

    def queue(self, seller_id: str, attempt: MailAttempt) -> None:
        if (seller_id, attempt.document_id, attempt.id) not in self.documents.attempts:
            self._store(seller_id, attempt)

    def move(self, seller_id: str, attempt: MailAttempt, *, instead_of: EmailStatus) -> bool:
        if self.get(seller_id, attempt.document_id, attempt.id).status is not instead_of:
            return False
        self._store(seller_id, attempt)
        return True

    def _store(self, seller_id: str, attempt: MailAttempt) -> None:
        self.documents.attempts[seller_id, attempt.document_id, attempt.id] = attempt
        stored = self.documents.get(seller_id, attempt.document_id)
        shown = replace(stored.summary, email=attempt.email)
        self.documents.items[seller_id, attempt.document_id] = replace(stored, summary=shown)


@dataclass
class InMemorySellers:
    """Settings by seller."""

    items: dict[str, SellerSettings] = field(default_factory=dict)

    def get(self, seller_id: str) -> SellerSettings:
        try:
            return self.items[seller_id]
        except KeyError:
            raise NotFoundError from None

    def save(self, settings: SellerSettings, *, instead_of: int) -> None:
        there = self.items.get(settings.id)
        if (there.version if there else 0) != instead_of:
            raise StaleVersionError
        self.items[settings.id] = settings


@dataclass
class InMemoryImports:
    """Import records."""

    items: dict[tuple[str, str], Import] = field(default_factory=dict)

    def find(self, seller_id: str, import_id: str) -> Import | None:
        return self.items.get((seller_id, import_id))

    def get(self, seller_id: str, import_id: str) -> Import:
        record = self.find(seller_id, import_id)
        if record is None:
            raise NotFoundError
        return record

    def save(self, record: Import) -> None:
        self.items[record.seller_id, record.id] = record

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Import, ...], str | None]:
        ids = sorted((key[1] for key in self.items if key[0] == seller_id), reverse=True)
        rest = [import_id for import_id in ids if cursor is None or import_id < cursor]
        page = tuple(self.items[seller_id, import_id] for import_id in rest[:limit])
        return page, page[-1].id if len(rest) > limit else None


@dataclass
class InMemoryUploads:
    """Uploaded files by key."""

    files: dict[str, bytes] = field(default_factory=dict)

    def open(self, key: str, etag: str) -> IO[bytes]:
        if key not in self.files:
            raise UnreadableFileError("file_replaced", "gone")
        return BytesIO(self.files[key])


@dataclass
class InMemoryReports:
    """Reports, the newest last."""

    items: list[ImportReport] = field(default_factory=list)

    def save(self, report: ImportReport) -> None:
        self.items.append(report)

    def load(self, seller_id: str, import_id: str) -> ImportReport:
        return next(report for report in reversed(self.items) if report.record.id == import_id)


@dataclass
class InMemoryPdfs:
    """PDFs, each written once."""

    files: dict[str, bytes] = field(default_factory=dict)
    writes: int = 0

    def put_once(self, key: str, content: bytes) -> Pdf:
        self.writes += 1
        there = self.files.setdefault(key, content)
        return Pdf(key=key, sha256=f"{hash(there):x}", size=len(there))

    def get(self, key: str) -> bytes:
        return self.files[key]


@dataclass
class RecordingMailer:
    """Keeps what it was given; raises what it is told to."""

    sent: list[OutgoingMail] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def send(self, mail: OutgoingMail) -> str:
        self.sent.append(mail)
        if self.failures:
            raise self.failures.pop(0)
        return f"ses-{len(self.sent)}"
