"""Documents in the table, with their numbers, payments and history."""

from collections.abc import Sequence
from decimal import Decimal

from pynamodb.expressions.operand import Path

from invoicing.adapters.table import facts, keys
from invoicing.adapters.table.engine.table import IS_NEW, MOST_WRITES, Table, TransactionRefusedError, Update
from invoicing.adapters.table.issues import counter_update, issue_writes, refusal_of, waiver_update
from invoicing.adapters.table.items import (
    document_put,
    is_a_draft_or_discarded,
    is_too_large,
    pdf_facts,
    stored_from,
    summary_put,
    work_keys,
)
from invoicing.adapters.table.mails import put_of
from invoicing.adapters.table.rules import rule_puts
from invoicing.domain.basics.errors import InvalidFieldError, NotFoundError
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.history import Change
from invoicing.domain.documents.payment import Payment
from invoicing.domain.documents.summary import Pdf, Summary
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.sales.sale import Sale
from invoicing.domain.vat.memory import NO_RULES, RateBook
from invoicing.services.documents.ports import DraftChangedError, Issue, Stored

MOST_RULES = MOST_WRITES - 3
"""The same transaction holds the document, its summary and the step of its history."""


class DynamoDbDocuments:
    """Documents in one table; every write is conditional on the version that it replaces."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, seller_id: str, document_id: str) -> Stored:
        """Return the current document.

        Raises: NotFoundError.
        """
        document_key = keys.document(seller_id, document_id)
        summary_key = keys.summary(seller_id, document_id)
        items = self._table.get_many((document_key, summary_key))
        if document_key not in items or summary_key not in items:
            raise NotFoundError
        return stored_from(items[document_key], items[summary_key])

    def add_draft(self, seller_id: str, stored: Stored) -> bool:
        """Store a new draft; False if its id is taken.

        Raises: InvalidFieldError, TryLaterError.
        """
        _ensure_fits(stored)
        writes = [document_put(seller_id, stored, IS_NEW), summary_put(seller_id, stored.summary, IS_NEW)]
        try:
            self._table.transact(writes)
        except TransactionRefusedError as refused:
            if not refused.condition_failed(0):
                raise
            return False
        return True

    def save(
        self,
        seller_id: str,
        stored: Stored,
        *,
        instead_of: int,
        change: Change | None = None,
        rules: RateBook = NO_RULES,
    ) -> None:
        """Replace this version of a draft, and add the step of its history and the VAT rules of its offers.

        Rules beyond the transaction's limit are stored before it: a surplus rule is harmless, a missing one is not.

        Raises: DraftChangedError, InvalidFieldError, TryLaterError.
        """
        _ensure_fits(stored)
        puts = list(rule_puts(seller_id, rules))
        for start in range(MOST_RULES, len(puts), MOST_WRITES):
            self._table.transact(puts[start : start + MOST_WRITES])
        writes = [
            document_put(seller_id, stored, is_a_draft_or_discarded(instead_of)),
            summary_put(seller_id, stored.summary, is_a_draft_or_discarded(instead_of)),
        ]
        if change is not None:
            writes.append(facts.change_put(seller_id, stored.document.id, change))
        writes += puts[:MOST_RULES]
        try:
            self._table.transact(writes)
        except TransactionRefusedError as refused:
            raise DraftChangedError from refused

    def history(self, seller_id: str, document_id: str) -> tuple[Change, ...]:
        """Return the history of a draft, oldest step first."""
        return facts.history_of(self._table, seller_id, document_id)

    def rewrite_history(self, seller_id: str, document_id: str, changes: Sequence[Change]) -> None:
        """Overwrite existing steps of a draft's history."""
        for change in changes:
            self._table.put(facts.change_put(seller_id, document_id, change, Path("pk").exists()))

    def last_ordinal(self, seller_id: str, series: str, period: str) -> int:
        """Return the last number taken in this series and period; 0 before the first."""
        counter = self._table.get(keys.counter(seller_id, series, period))
        return int(counter["last"]) if counter else 0

    def waived_sum(self, seller_id: str, month: str) -> Decimal:
        """Return the total, in zloty, of a month's invoices outside KSeF under the exception of 2026."""
        item = self._table.get(keys.waiver(seller_id, month))
        return Decimal(item["waived"]) if item else ZERO

    def issue(self, seller_id: str, issue: Issue) -> None:
        """Take the number and freeze the document, both or neither.

        Raises: DraftChangedError, NumberTakenError, NumberUsedError.
        """
        number, waiver = issue.number, issue.waiver
        counter = counter_update(seller_id, number.series, number.period, number.ordinal - 1, number.ordinal)
        guarded = [("counter", counter), *issue_writes(seller_id, issue)]
        if waiver:
            taken = waiver_update(seller_id, waiver.month, waiver.before, waiver.before + waiver.amount)
            guarded.append(("waiver", taken))
        try:
            self._table.transact_once([write for _, write in guarded])
        except TransactionRefusedError as refused:
            raise refusal_of(refused, [guard for guard, _ in guarded]) from refused

    def add_payment(self, seller_id: str, before: Summary, payment: Payment) -> bool:
        """Store a payment and add it to the document's sums; False if they have changed since they were read.

        Raises: TryLaterError.
        """
        return facts.add_payment(self._table, seller_id, before, payment)

    def payments(self, seller_id: str, document_id: str) -> tuple[Payment, ...]:
        """Return the payments of a document."""
        return facts.payments_of(self._table, seller_id, document_id)

    def latest_sale(self, seller_id: str, document_id: str) -> tuple[Sale, ...]:
        """Return the versions of its sale that were imported after the document was issued."""
        return facts.latest_sale(self._table, seller_id, document_id)

    def record_pdf(self, seller_id: str, document_id: str, pdf: Pdf, mail: MailAttempt | None) -> None:
        """Record the stored PDF and queue its mail, once: a repetition changes nothing.

        Raises: TryLaterError.
        """
        changes = {"pdf": pdf_facts(seller_id, document_id, pdf), **work_keys(document_id, None)}
        recorded = Update(keys.summary(seller_id, document_id), changes, only_if=Path("pdf").does_not_exist())
        try:
            self._table.transact([recorded] if mail is None else [recorded, put_of(seller_id, mail, IS_NEW)])
        except TransactionRefusedError as refused:
            if not refused.condition_failed(0):
                raise


def _ensure_fits(stored: Stored) -> None:
    if is_too_large(stored):
        raise InvalidFieldError("lines", f"dokument jest za duży ({len(stored.document.lines)} pozycji).")
