"""Mail attempts in the table. The stream forwards the insertion of an attempt to the mail queue."""

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
    """Return the write that stores an attempt."""
    work = work_keys(attempt.document_id, attempt.due_at)
    item = {"type": "mail", "seller_id": seller_id, **work, **plain_of(attempt)}
    return Put(keys.mail(seller_id, attempt.document_id, attempt.id), item, only_if)


def shown_update(seller_id: str, attempt: MailAttempt) -> Update:
    """Return the write that shows the attempt on its document unless a later one, by count and clock, is shown."""
    shown, since = Path(["email", "nth"]), Path(["email", "queued_at"])
    is_newest = (
        since.does_not_exist()
        | (shown < attempt.nth)
        | ((shown == attempt.nth) & (since <= plain_of(attempt.queued_at)))
    )
    return Update(keys.summary(seller_id, attempt.document_id), {"email": plain_of(attempt.email)}, is_newest)


class DynamoDbMails:
    """Mail attempts; each move also updates the document's summary, in the same transaction.

    Only "sending" is not shown there: it lasts a moment, and showing it would cost as much as showing the outcome.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, seller_id: str, document_id: str, attempt_id: str) -> MailAttempt:
        """Return the current attempt.

        Raises: NotFoundError.
        """
        item = self._table.get(keys.mail(seller_id, document_id, attempt_id))
        if item is None:
            raise NotFoundError("Nie ma takiej wysyłki.")
        return value_of(item, MailAttempt)

    def of_document(self, seller_id: str, document_id: str) -> tuple[MailAttempt, ...]:
        """Return the mails of a document, oldest first."""
        pk, sk = keys.mail(seller_id, document_id, "")
        items = self._table.query_all(pk, sort=Path("sk").startswith(sk))
        attempts = (value_of(item, MailAttempt) for item in items)
        return tuple(sorted(attempts, key=lambda attempt: (attempt.queued_at, attempt.id)))

    def queue(self, seller_id: str, attempt: MailAttempt) -> bool:
        """Store a new attempt; False if it exists, and then it is not changed.

        Raises: TryLaterError.
        """
        return self._store(seller_id, attempt, IS_NEW)

    def move(self, seller_id: str, before: MailAttempt, after: MailAttempt) -> bool:
        """Store the attempt's next revision; False if it has changed since it was read.

        Raises: TryLaterError.
        """
        if after.status is EmailStatus.SENDING:
            return self._store_alone(put_of(seller_id, after, Path("revision") == before.revision))
        if not self._store(seller_id, after, Path("revision") == before.revision):
            return False
        self._count(seller_id, before, after)
        return True

    def reputation(self, seller_id: str, today: date) -> Reputation:
        """Return how many of the seller's mails of the last days were sent, bounced and complained about."""
        days = [keys.reputation(seller_id, str(today - timedelta(days=back))) for back in range(DAYS)]
        counts = list(self._table.get_many(days, consistent=False).values())
        totals = {name: sum(int(count.get(name, 0)) for count in counts) for name in COUNTED}
        return Reputation(**totals)

    def _count(self, seller_id: str, before: MailAttempt, after: MailAttempt) -> None:
        """Add the events that are new with this move to the seller's counts, each once per mail.

        All the seller's mails of a day share this item, on which transactions would conflict, so it is updated
        separately, after the move. A crash or a throttled write loses a count, which weekly rates can tolerate.
        """
        adds = {name: 1 for name in _counted(after) - _counted(before)}
        if adds:
            expires = int((after.queued_at + COUNTS_ARE_KEPT).timestamp())
            key = keys.reputation(seller_id, str(warsaw_date(after.queued_at)))
            self._table.update(Update(key, {"type": "reputation", "expires_at": expires}, None, adds))

    def _store(self, seller_id: str, attempt: MailAttempt, only_if: Condition) -> bool:
        """Store the attempt and show it on its document unless a newer one is shown."""
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
        """Store the attempt without showing it on its document; False if it has changed since it was read.

        This is a transaction for its token: when the SDK repeats a write whose answer was lost, it is not mistaken
        for somebody else's write, and a mail that never went out is not left in doubt.
        """
        try:
            self._table.transact([stored])
        except TransactionRefusedError as refused:
            if not refused.condition_failed(0):
                raise
            return False
        return True


def _counted(attempt: MailAttempt) -> set[str]:
    """Return the counts that include a mail. SES's answer or any later event shows that it went out."""
    kinds = {event.kind for event in attempt.events}
    of_kinds = {SENT: WENT_OUT, BOUNCED: {MailEventKind.BOUNCE}, COMPLAINED: {MailEventKind.COMPLAINT}}
    return {name for name, counted in of_kinds.items() if kinds & counted}
