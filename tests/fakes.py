"""In-memory stand-ins for the ports. The tests in tests/contracts hold them to what the real ones do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import NotFoundError, StaleVersionError
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.history import Change
from invoicing.domain.documents.payment import Payment
from invoicing.domain.documents.summary import EmailStatus, Pdf, Summary
from invoicing.domain.imports.record import Import, TransactionOutcome
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.mails.events import WENT_OUT, MailEventKind
from invoicing.domain.mails.reputation import DAYS, Reputation
from invoicing.domain.sales.sale import Rejected, Sale
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.memory import NO_RULES, RateBook, joined
from invoicing.services.documents.ports import DraftChangedError, Issue, NumberTakenError, NumberUsedError, Stored
from invoicing.services.drafts.ports import Added, Known, Replacement
from invoicing.services.mails.ports import OutgoingMail
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
class InMemoryRules:
    """VAT rules by seller."""

    books: dict[str, RateBook] = field(default_factory=dict)

    def book(self, seller_id: str) -> RateBook:
        return self.books.get(seller_id, RateBook())

    def remember(self, seller_id: str, book: RateBook) -> None:
        self.books[seller_id] = joined(self.book(seller_id), book)


@dataclass
class InMemoryDocuments:
    """Documents, drafts, numbers and mail attempts in dictionaries."""

    items: dict[tuple[str, str], Stored] = field(default_factory=dict)
    counters: dict[tuple[str, str, str], int] = field(default_factory=dict)
    register: dict[tuple[str, str, str, int], str] = field(default_factory=dict)
    attempts: dict[tuple[str, str, str], MailAttempt] = field(default_factory=dict)
    cancelled: dict[tuple[str, str], tuple[Sale, ...]] = field(default_factory=dict)
    lines: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    changes: dict[tuple[str, str], list[Change]] = field(default_factory=dict)
    paid: dict[tuple[str, str], list[Payment]] = field(default_factory=dict)
    sales: dict[tuple[str, str], tuple[Sale, ...]] = field(default_factory=dict)
    printed: dict[tuple[str, str], str] = field(default_factory=dict)
    waived: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    rules: InMemoryRules = field(default_factory=InMemoryRules)

    def get(self, seller_id: str, document_id: str) -> Stored:
        try:
            return self.items[seller_id, document_id]
        except KeyError:
            raise NotFoundError from None

    def known(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Known]:
        known = {}
        for document_id in document_ids:
            if stored := self.items.get((seller_id, document_id)):
                known[document_id] = Known(summary=stored.summary)
            elif versions := self.cancelled.get((seller_id, document_id)):
                known[document_id] = Known(summary=None, cancelled=versions)
        return known

    def load(self, seller_id: str, document_ids: Iterable[str]) -> Mapping[str, Stored]:
        found = {document_id: self.items.get((seller_id, document_id)) for document_id in document_ids}
        return {document_id: stored for document_id, stored in found.items() if stored}

    def add(self, seller_id: str, drafts: Sequence[Stored]) -> Added:
        written, sharing = set(), {}
        for draft in drafts:
            document_id = draft.document.id
            if (seller_id, document_id) in self.items or (seller_id, document_id) in self.cancelled:
                continue
            held = [self.lines.get((seller_id, line), set()) for line in _line_ids(draft)]
            if others := frozenset().union(*held) - {document_id}:
                sharing[document_id] = others
                continue
            written.add(document_id)
            self._claim(seller_id, draft)
        return Added(written=frozenset(written), sharing=sharing)

    def add_after_cancellation(self, seller_id: str, draft: Stored) -> bool:
        if self.cancelled.pop((seller_id, draft.document.id), None) is None:
            return False
        self.items[seller_id, draft.document.id] = draft
        return True

    def refresh(self, seller_id: str, draft: Replacement) -> bool:
        there = self.items.get((seller_id, draft.stored.document.id))
        if there is None or there.document.status is Status.ISSUED or there.document.version != draft.instead_of:
            return False
        self.items[seller_id, draft.stored.document.id] = draft.stored
        return True

    def add_sharing(self, seller_id: str, draft: Stored, flagged: Sequence[Replacement]) -> bool:
        if (seller_id, draft.document.id) in self.items:
            return False
        if not all(self._would_replace(seller_id, flag) for flag in flagged):
            return False
        for flag in flagged:
            self.refresh(seller_id, flag)
        self._claim(seller_id, draft)
        return True

    def remember_cancelled(self, seller_id: str, document_id: str, versions: tuple[Sale, ...]) -> None:
        if (seller_id, document_id) not in self.items:
            self.cancelled[seller_id, document_id] = versions

    def _would_replace(self, seller_id: str, flag: Replacement) -> bool:
        there = self.items.get((seller_id, flag.stored.document.id))
        return there is not None and there.document.version == flag.instead_of

    def _claim(self, seller_id: str, draft: Stored) -> None:
        self.items[seller_id, draft.document.id] = draft
        for line in _line_ids(draft):
            self.lines.setdefault((seller_id, line), set()).add(draft.document.id)

    def add_draft(self, seller_id: str, stored: Stored) -> bool:
        return self.items.setdefault((seller_id, stored.document.id), stored) is stored

    def save(
        self,
        seller_id: str,
        stored: Stored,
        *,
        instead_of: int,
        change: Change | None = None,
        rules: RateBook = NO_RULES,
    ) -> None:
        there = self.get(seller_id, stored.document.id).document
        if there.status is Status.ISSUED or there.version != instead_of:
            raise DraftChangedError
        self.items[seller_id, stored.document.id] = stored
        self.rules.remember(seller_id, rules)
        if change is not None:
            self.changes.setdefault((seller_id, stored.document.id), []).append(change)

    def history(self, seller_id: str, document_id: str) -> tuple[Change, ...]:
        return tuple(self.changes.get((seller_id, document_id), ()))

    def rewrite_history(self, seller_id: str, document_id: str, changes: Sequence[Change]) -> None:
        self.changes[seller_id, document_id] = list(changes)

    def last_ordinal(self, seller_id: str, series: str, period: str) -> int:
        return self.counters.get((seller_id, series, period), 0)

    def waived_sum(self, seller_id: str, month: str) -> Decimal:
        return self.waived.get((seller_id, month), ZERO)

    def issue(self, seller_id: str, issue: Issue) -> None:
        self._ensure_issuable(seller_id, issue)
        number, document = issue.number, issue.stored.document
        self.counters[seller_id, number.series, number.period] = number.ordinal
        self.register[seller_id, number.series, number.period, number.ordinal] = document.id
        self.printed[seller_id, str(document.number)] = document.id
        self.items[seller_id, document.id] = issue.stored
        if mark := issue.mark:
            original = self.get(seller_id, mark.original_id)
            summary = replace(original.summary, related=(*original.summary.related, mark.by))
            if mark.is_correcting:
                summary = replace(summary, corrected_by=mark.by)
            if mark.is_replacing:
                summary = replace(summary, replaced_by=mark.by)
            self.items[seller_id, mark.original_id] = replace(original, summary=summary)
        if waiver := issue.waiver:
            self.waived[seller_id, waiver.month] = waiver.before + waiver.amount

    def _ensure_issuable(self, seller_id: str, issue: Issue) -> None:
        number, document = issue.number, issue.stored.document
        there = self.get(seller_id, document.id).document
        if there.status is not Status.DRAFT or there.version != issue.instead_of:
            raise DraftChangedError
        if mark := issue.mark:
            original = self.get(seller_id, mark.original_id).summary
            last = original.corrected_by.id if original.corrected_by else None
            if (mark.is_correcting and last != mark.follows) or (mark.is_replacing and original.replaced_by):
                raise DraftChangedError
        if self.last_ordinal(seller_id, number.series, number.period) != number.ordinal - 1:
            raise NumberTakenError
        if issue.waiver and self.waived_sum(seller_id, issue.waiver.month) != issue.waiver.before:
            raise NumberTakenError
        if (seller_id, str(document.number)) in self.printed:
            raise NumberUsedError

    def add_payment(self, seller_id: str, before: Summary, payment: Payment) -> bool:
        stored = self.get(seller_id, before.id)
        if (stored.summary.paid, stored.summary.amount_due) != (before.paid, before.amount_due):
            return False
        if any(known.id == payment.id for known in self.payments(seller_id, before.id)):
            return False
        self.paid.setdefault((seller_id, before.id), []).append(payment)
        summary = replace(
            stored.summary, paid=before.paid + payment.amount, amount_due=before.amount_due - payment.amount
        )
        self.items[seller_id, before.id] = replace(stored, summary=summary)
        return True

    def payments(self, seller_id: str, document_id: str) -> tuple[Payment, ...]:
        return tuple(self.paid.get((seller_id, document_id), ()))

    def latest_sale(self, seller_id: str, document_id: str) -> tuple[Sale, ...]:
        return self.sales.get((seller_id, document_id), ())

    def remember_sale(self, seller_id: str, stored: Stored, versions: tuple[Sale, ...]) -> bool:
        there = self.get(seller_id, stored.document.id)
        self.sales[seller_id, stored.document.id] = versions
        summary = replace(there.summary, fingerprints=stored.summary.fingerprints)
        self.items[seller_id, stored.document.id] = replace(there, summary=summary)
        return True

    def record_pdf(self, seller_id: str, document_id: str, pdf: Pdf, mail: MailAttempt | None) -> None:
        stored = self.get(seller_id, document_id)
        if stored.summary.pdf is not None:
            return
        self.items[seller_id, document_id] = replace(stored, summary=replace(stored.summary, pdf=pdf))
        if mail is not None:
            self.attempts[seller_id, document_id, mail.id] = mail


def _line_ids(draft: Stored) -> list[str]:
    return [line.id for line in draft.document.lines if not line.is_delivery]


@dataclass
class InMemoryMails:
    """Mail attempts of `InMemoryDocuments`."""

    documents: InMemoryDocuments

    def get(self, seller_id: str, document_id: str, attempt_id: str) -> MailAttempt:
        try:
            return self.documents.attempts[seller_id, document_id, attempt_id]
        except KeyError:
            raise NotFoundError from None

    def of_document(self, seller_id: str, document_id: str) -> tuple[MailAttempt, ...]:
        mine = [mail for key, mail in self.documents.attempts.items() if key[:2] == (seller_id, document_id)]
        return tuple(sorted(mine, key=lambda mail: (mail.queued_at, mail.id)))

    def queue(self, seller_id: str, attempt: MailAttempt) -> bool:
        if (seller_id, attempt.document_id, attempt.id) in self.documents.attempts:
            return False
        self._store(seller_id, attempt)
        return True

    def move(self, seller_id: str, before: MailAttempt, after: MailAttempt) -> bool:
        if self.get(seller_id, after.document_id, after.id).revision != before.revision:
            return False
        if after.status is EmailStatus.SENDING:
            self.documents.attempts[seller_id, after.document_id, after.id] = after
        else:
            self._store(seller_id, after)
        return True

    def reputation(self, seller_id: str, today: date) -> Reputation:
        since = today - timedelta(days=DAYS - 1)
        mine = [mail for key, mail in self.documents.attempts.items() if key[0] == seller_id]
        lately = [mail for mail in mine if since <= warsaw_date(mail.queued_at) <= today]
        kinds = [{event.kind for event in mail.events} for mail in lately]
        return Reputation(
            sent=sum(bool(told & WENT_OUT) for told in kinds),
            bounced=sum(MailEventKind.BOUNCE in told for told in kinds),
            complained=sum(MailEventKind.COMPLAINT in told for told in kinds),
        )

    def _store(self, seller_id: str, attempt: MailAttempt) -> None:
        self.documents.attempts[seller_id, attempt.document_id, attempt.id] = attempt
        stored = self.documents.get(seller_id, attempt.document_id)
        there = stored.summary.email
        if there.queued_at is not None and (there.nth, there.queued_at) > (attempt.nth, attempt.queued_at):
            return
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
    files: dict[tuple[str, str], str] = field(default_factory=dict)

    def find(self, seller_id: str, import_id: str) -> Import | None:
        return self.items.get((seller_id, import_id))

    def get(self, seller_id: str, import_id: str) -> Import:
        record = self.find(seller_id, import_id)
        if record is None:
            raise NotFoundError
        return record

    def save(self, record: Import) -> None:
        self.items[record.seller_id, record.id] = record

    def begin(self, record: Import) -> bool:
        there = self.find(record.seller_id, record.id)
        is_open = there is None or not there.has_read(record.etag or "")
        if is_open:
            self.save(record)
        return is_open

    def progress(self, record: Import) -> None:
        there = self.items[record.seller_id, record.id]
        if there.finished_at is None and there.read <= record.read:
            self.save(record)

    def first_of(self, seller_id: str, digest: str, import_id: str) -> str:
        return self.files.setdefault((seller_id, digest), import_id)

    def page(self, seller_id: str, *, limit: int, cursor: str | None) -> tuple[tuple[Import, ...], str | None]:
        ids = sorted((key[1] for key in self.items if key[0] == seller_id), reverse=True)
        rest = [import_id for import_id in ids if cursor is None or import_id < cursor]
        page = tuple(self.items[seller_id, import_id] for import_id in rest[:limit])
        return page, page[-1].id if len(rest) > limit else None


@dataclass
class InMemoryReports:
    """Parts of reports, and the records of those that are finished."""

    parts: dict[tuple[str, int], tuple[TransactionOutcome, ...]] = field(default_factory=dict)
    finished: list[Import] = field(default_factory=list)

    def save_part(self, record: Import, number: int, rows: Sequence[TransactionOutcome]) -> None:
        self.parts[record.id, number] = tuple(rows)

    def finish(self, record: Import) -> None:
        self.finished.append(record)

    def rows(self, import_id: str) -> tuple[TransactionOutcome, ...]:
        numbers = sorted(number for name, number in self.parts if name == import_id)
        return tuple(row for number in numbers for row in self.parts[import_id, number])


@dataclass(frozen=True)
class ListedSales:
    """A sales file that holds just these sales."""

    listed: Sequence[Sale | Rejected]
    expected: int | None = None
    unknown_fields: tuple[str, ...] = ()

    def sales(self, after: int = 0) -> Iterator[Sale | Rejected]:
        return iter(self.listed[after:])


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

    def compose(self, mail: OutgoingMail) -> bytes:
        return mail.body.encode()

    def send(self, mail: OutgoingMail, raw: bytes) -> str:
        self.sent.append(mail)
        if self.failures:
            raise self.failures.pop(0)
        return f"ses-{len(self.sent)}"
