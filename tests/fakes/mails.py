"""Mail attempts in memory, and a mailer that keeps what it sends."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import NotFoundError
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.mails.events import WENT_OUT, MailEventKind
from invoicing.domain.mails.reputation import DAYS, Reputation
from invoicing.services.mails.ports import OutgoingMail
from tests.fakes.documents import InMemoryDocuments


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
