"""Mail attempts in the table. Inserting one is what the stream forwards to the mail queue."""

from datetime import date, timedelta

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.codec import plain_of, value_of
from invoicing.adapters.table.engine.table import (
    IS_NEW,
    Put,
    Table,
    TransactionRefusedError,
    Update,
)
from invoicing.adapters.table.items import work_keys
from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.mails.events import WENT_OUT, MailEventKind
from invoicing.domain.mails.reputation import DAYS, Reputation

COUNTS_ARE_KEPT = timedelta(days=60)
SENT, BOUNCED, COMPLAINED = COUNTED = ("sent", "bounced", "complained")


def put_of(seller_id: str, attempt: MailAttempt, only_if: Condition) -> Put:
    """Return the write of an attempt."""
    work = work_keys(attempt.document_id, attempt.due_at)
    item = {"type": "mail", "seller_id": seller_id, **work, **plain_of(attempt)}
    return Put(keys.mail(seller_id, attempt.document_id, attempt.id), item, only_if)


def shown_update(seller_id: str, attempt: MailAttempt) -> Update:
    """Return the write that shows the attempt on its document, unless a later one is shown, by count and clock."""
    shown, since = Path(["email", "nth"]), Path(["email", "queued_at"])
    is_newest = (
        since.does_not_exist()
        | (shown < attempt.nth)
        | ((shown == attempt.nth) & (since <= plain_of(attempt.queued_at)))
    )
    return Update(keys.summary(seller_id, attempt.document_id), {"email": plain_of(attempt.email)}, is_newest)


class DynamoDbMails:
    """Mail attempts; each move also changes what the document's summary shows, in one transaction.

    Only that a mail is being sent is not shown there: it lasts a moment, and showing it would cost as much as its end.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, seller_id: str, document_id: str, attempt_id: str) -> MailAttempt:
        """Return an attempt as it is now."""
        item = self._table.get(keys.mail(seller_id, document_id, attempt_id))
        if item is None:
            raise NotFoundError("Nie ma takiej wysyłki.")
        return value_of(item, MailAttempt)

    def of_document(self, seller_id: str, document_id: str) -> tuple[MailAttempt, ...]:
        """Return the mails of a document, the first one first."""
        pk, sk = keys.mail(seller_id, document_id, "")
        items = self._table.query_all(pk, sort=Path("sk").startswith(sk))
        attempts = (value_of(item, MailAttempt) for item in items)
        return tuple(sorted(attempts, key=lambda attempt: (attempt.queued_at, attempt.id)))

    def queue(self, seller_id: str, attempt: MailAttempt) -> bool:
        """Store a new attempt; False for one that is there already: it stays as it is."""
        return self._store(seller_id, attempt, IS_NEW)

    def move(self, seller_id: str, before: MailAttempt, after: MailAttempt) -> bool:
        """Store the attempt's next revision; False if it is no longer in the one that it was read in."""
        if after.status is EmailStatus.SENDING:
            return self._store_alone(put_of(seller_id, after, Path("revision") == before.revision))
        if not self._store(seller_id, after, Path("revision") == before.revision):
            return False
        self._count(seller_id, before, after)
        return True

    def reputation(self, seller_id: str, today: date) -> Reputation:
        """Return what became of the seller's mails in the last days."""
        days = [keys.reputation(seller_id, str(today - timedelta(days=back))) for back in range(DAYS)]
        counts = list(self._table.get_many(days, consistent=False).values())
        totals = {name: sum(int(count.get(name, 0)) for count in counts) for name in COUNTED}
        return Reputation(**totals)

    def _count(self, seller_id: str, before: MailAttempt, after: MailAttempt) -> None:
        """Add to the seller's counts what the move told first: each once per mail.

        All his mails of a day meet in this item, and transactions on it would be in each other's way; so it is added
        to by itself, after the move. A crash or a throttled write leaves one out: a share of a week's can bear it.
        """
        adds = {name: 1 for name in _counted(after) - _counted(before)}
        if adds:
            expires = int((after.queued_at + COUNTS_ARE_KEPT).timestamp())
            key = keys.reputation(seller_id, str(warsaw_date(after.queued_at)))
            self._table.update(Update(key, {"type": "reputation", "expires_at": expires}, None, adds))

    def _store(self, seller_id: str, attempt: MailAttempt, only_if: Condition) -> bool:
        """Store the attempt and show it on its document, unless a newer one is shown there."""
        stored = put_of(seller_id, attempt, only_if)
        try:
            self._table.transact([stored, shown_update(seller_id, attempt)])
        except TransactionRefusedError as refused:
            if refused.condition_failed(0):
                return False
            if not refused.condition_failed(1):
                raise
        else:
            return True
        return self._store_alone(stored)

    def _store_alone(self, stored: Put) -> bool:
        """Store the attempt, and nothing of it on its document; False if it is no longer the one that was read.

        A transaction has a token: a write whose answer was lost, which the SDK repeats, is then no write by somebody
        else, and a mail that never went out is not left in doubt.
        """
        try:
            self._table.transact([stored])
        except TransactionRefusedError as refused:
            if not refused.condition_failed(0):
                raise
            return False
        return True


def _counted(attempt: MailAttempt) -> set[str]:
    """Return the counts that a mail is in. That it went out is told by SES's answer or by what became of it."""
    kinds = {event.kind for event in attempt.events}
    of_kinds = {SENT: WENT_OUT, BOUNCED: {MailEventKind.BOUNCE}, COMPLAINED: {MailEventKind.COMPLAINT}}
    return {name for name, counted in of_kinds.items() if kinds & counted}
