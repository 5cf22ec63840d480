"""The story of a mail, in words that a shopkeeper understands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from invoicing.domain.documents.email_addresses import is_masked
from invoicing.domain.documents.summary import EmailStatus
from invoicing.domain.mails.attempt import MailAttempt, Why
from invoicing.domain.mails.events import MailEvent, MailEventKind

STATUS_TEXTS: Mapping[EmailStatus, str] = {
    EmailStatus.NONE: "Nie wysyłano",
    EmailStatus.QUEUED: "W kolejce",
    EmailStatus.SENDING: "W trakcie wysyłania",
    EmailStatus.ACCEPTED: "Przyjęty do wysłania",
    EmailStatus.DELAYED: "Opóźniony, serwer odbiorcy prosi o ponowienie",
    EmailStatus.DELIVERED: "Dostarczony do skrzynki",
    EmailStatus.BOUNCED: "Odrzucony",
    EmailStatus.COMPLAINED: "Odbiorca oznaczył jako spam",
    EmailStatus.SUPPRESSED: "Adres na liście zablokowanych",
    EmailStatus.WITHHELD: "Allegro dołączyło fakturę do zamówienia i nie doręcza samej wiadomości",
    EmailStatus.HELD: "Wstrzymany",
    EmailStatus.IN_DOUBT: "Nie wiadomo, czy wyszło – sprawdź, zanim wyślesz ponownie",
    EmailStatus.FAILED: "Nie wysłano",
}
WAYS_OUT: Mapping[EmailStatus, str] = {
    EmailStatus.BOUNCED: "Popraw adres i wyślij ponownie albo dołącz wydruk do paczki.",
    EmailStatus.COMPLAINED: "Nie wysyłaj więcej na ten adres; dokument możesz dołączyć do paczki.",
    EmailStatus.SUPPRESSED: "Serwer poczty nie przyjmuje już wiadomości na ten adres. Wyślij na inny.",
    EmailStatus.WITHHELD: "To nie jest błąd: kupujący znajdzie fakturę przy zamówieniu na Allegro.",
    EmailStatus.IN_DOUBT: "Zapytaj kupującego albo sprawdź w konsoli SES, a potem zapisz, jak było.",
    EmailStatus.FAILED: "Usuń przyczynę i wyślij ponownie.",
}
REASONS: Mapping[str, str] = {
    "no_answer": "serwer poczty nie odpowiedział, a próba mogła się udać",
    "quota_second": "czeka na limit wiadomości na sekundę",
    "quota_day": "czeka na dzienny limit wiadomości",
    "paused": "wysyłanie jest wstrzymane na koncie SES",
    "forbidden": "system nie ma prawa wysyłać z tego adresu",
    "no_connection": "brak połączenia z serwerem poczty",
    "sender_not_confirmed": "nadawca niepotwierdzony w Allegro – zapisz go w Allegro i potwierdź w ustawieniach",
    "brake": "za dużo odrzuconych wiadomości w ostatnich dniach – sprawdź adresy, potem wyślij wstrzymane",
    "too_large": "wiadomość z załącznikiem jest za duża",
    "unbuildable": "z tych danych nie da się złożyć wiadomości – sprawdź nazwę sprzedawcy i tytuł",
    "not_verified": "adres nadawcy nie jest potwierdzony w SES",
    "MessageRejected": "serwer poczty odrzucił wiadomość (nadawca niepotwierdzony albo zła treść)",
    "BadRequestException": "serwer poczty nie rozumie tej wiadomości",
    "unusable_address": "tego adresu nie da się użyć",
}
_EVENTS: Mapping[MailEventKind, str] = {
    MailEventKind.SETTLED_NOT_SENT: "zapisano, że nie wyszło",
    MailEventKind.SETTLED_SENT: "zapisano, że wyszło",
    MailEventKind.SEND: "przyjęto do wysłania",
    MailEventKind.DELAY: "serwer odbiorcy prosi o ponowienie",
    MailEventKind.SOFT_BOUNCE: "skrzynka odbiorcy chwilowo odrzuciła wiadomość",
    MailEventKind.DELIVERY: "dostarczono do skrzynki",
    MailEventKind.REJECT: "serwer poczty odmówił wysłania",
    MailEventKind.RENDERING_FAILURE: "nie udało się złożyć wiadomości",
    MailEventKind.SUPPRESSED: "adres jest na liście zablokowanych",
    MailEventKind.BOUNCE: "odrzucono",
    MailEventKind.COMPLAINT: "odbiorca oznaczył wiadomość jako spam",
}
_WHY_TEXTS = {
    Why.AT_ISSUE: "przy wystawieniu",
    Why.ASKED: "na prośbę",
    Why.BULK: "zbiorczo",
}


@dataclass(frozen=True, slots=True)
class MailStep:
    """One step of a mail's story."""

    at: datetime
    text: str


def status_text(status: EmailStatus, to: str | None = None, reason: str | None = None) -> str:
    """Return a status in Polish, with its reason."""
    text = STATUS_TEXTS[status]
    if status is EmailStatus.DELIVERED and is_masked(to):
        text = "Przekazany do Allegro"
    return f"{text}: {REASONS.get(reason, reason)}" if reason else text


def why_text(attempt: MailAttempt) -> str:
    """Return in Polish why this mail is sent, and its position among the document's mails."""
    by = f" ({attempt.by})" if attempt.by else ""
    again = f"{attempt.nth}. wysyłka, " if attempt.nth > 1 else ""
    return f"{again}{_WHY_TEXTS[attempt.why]}{by}"


def story_of(attempt: MailAttempt) -> tuple[MailStep, ...]:
    """Return the steps of a mail in chronological order."""
    return tuple(sorted(_steps(attempt), key=lambda step: step.at))


def _steps(attempt: MailAttempt) -> Iterator[MailStep]:
    yield MailStep(attempt.queued_at, f"do wysłania na {attempt.to}: {why_text(attempt)}")
    yield from (MailStep(event.at, _event_text(event, attempt)) for event in attempt.events)
    if not attempt.events and attempt.status is not EmailStatus.QUEUED:
        yield MailStep(attempt.updated_at, status_text(attempt.status, attempt.to, attempt.reason))
    elif attempt.status is EmailStatus.QUEUED and attempt.reason:
        until = f", następna próba {attempt.due_at:%Y-%m-%d %H:%M} UTC" if attempt.due_at else ""
        yield MailStep(attempt.updated_at, f"{REASONS.get(attempt.reason, attempt.reason)}{until}")


def _event_text(event: MailEvent, attempt: MailAttempt) -> str:
    if event.kind is MailEventKind.DELIVERY and is_masked(attempt.to):
        shown = EmailStatus.WITHHELD if attempt.is_withheld_by_allegro else EmailStatus.DELIVERED
        return status_text(shown, attempt.to)
    text = _EVENTS[event.kind]
    return f"{text}: {event.reason}" if event.reason else text
