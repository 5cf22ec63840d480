"""Mail attempts in the table. Inserting one is what the stream forwards to the mail queue."""

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.codec import plain_of, value_of
from invoicing.adapters.table.table import (
    IS_NEW,
    ConditionFailedError,
    Put,
    Table,
    TransactionRefusedError,
    Update,
)
from invoicing.domain.errors import NotFoundError
from invoicing.domain.mails import MailAttempt
from invoicing.domain.summaries import EmailStatus


def put_of(seller_id: str, attempt: MailAttempt, only_if: Condition) -> Put:
    """Return the write of an attempt."""
    item = {"type": "mail", "seller_id": seller_id, **plain_of(attempt)}
    return Put(keys.mail(seller_id, attempt.document_id, attempt.id), item, only_if)


class DynamoDbMails:
    """Mail attempts; each move also changes what the document's summary shows, in one transaction."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, seller_id: str, document_id: str, attempt_id: str) -> MailAttempt:
        """Return an attempt as it is now."""
        item = self._table.get(keys.mail(seller_id, document_id, attempt_id))
        if item is None:
            raise NotFoundError
        return value_of(item, MailAttempt)

    def queue(self, seller_id: str, attempt: MailAttempt) -> None:
        """Store a new attempt; one that is there already stays as it is."""
        self._store(seller_id, attempt, IS_NEW)

    def move(self, seller_id: str, attempt: MailAttempt, *, instead_of: EmailStatus) -> bool:
        """Store the attempt's next status; False if it is no longer in the status that it was read in."""
        return self._store(seller_id, attempt, Path("status") == instead_of.value)

    def _store(self, seller_id: str, attempt: MailAttempt, only_if: Condition) -> bool:
        """Store the attempt and show it on its document, unless a newer one is shown there."""
        stored = put_of(seller_id, attempt, only_if)
        try:
            self._table.transact([stored, _shown(seller_id, attempt)])
        except TransactionRefusedError as refused:
            if refused.condition_failed(0):
                return False
            if not refused.condition_failed(1):
                raise
        else:
            return True
        try:
            self._table.put(stored)
        except ConditionFailedError:
            return False
        return True


def _shown(seller_id: str, attempt: MailAttempt) -> Update:
    shown_since = Path(["email", "queued_at"])
    is_newest = shown_since.does_not_exist() | (shown_since <= plain_of(attempt.queued_at))
    return Update(keys.summary(seller_id, attempt.document_id), {"email": plain_of(attempt.email)}, is_newest)
