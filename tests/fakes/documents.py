"""Documents, drafts, numbers and remembered rates in memory."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.history import Change
from invoicing.domain.documents.payment import Payment
from invoicing.domain.documents.summary import Pdf, Summary
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.sales.sale import Sale
from invoicing.domain.vat.memory import NO_RULES, RateBook, joined
from invoicing.services.documents.ports import DraftChangedError, Issue, NumberTakenError, NumberUsedError, Stored
from invoicing.services.drafts.ports import Added, Known, Replacement


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
