"""What is good to know of a seller's sender before mails bounce."""

from collections.abc import Iterable, Iterator

from invoicing.domain.documents.email_addresses import is_free_mail, is_masked
from invoicing.domain.problems.problem import Problem, informs
from invoicing.domain.sellers.settings import SellerSettings

SENDER_NOT_CONFIRMED = "sender_not_confirmed"
MASKED_ARE_HELD = (
    "Adresy kupujących w Allegro (@allegromail.pl) przyjmują pocztę tylko od nadawcy zapisanego w Allegro. "
    "Wiadomości do nich są wstrzymane."
)
CONFIRM_SENDER = "Zapisz adres nadawcy w Allegro i potwierdź go w ustawieniach (mail.allegro_sender)."


def sender_problems(settings: SellerSettings) -> Iterator[Problem]:
    """Yield what will go wrong with mails from this seller's sender."""
    if not settings.may_write_to_masked:
        yield informs(SENDER_NOT_CONFIRMED, "mail.allegro_sender", MASKED_ARE_HELD, CONFIRM_SENDER)
    if is_free_mail(settings.mail.sender):
        yield informs(
            "sender_is_free_mail",
            "mail.sender",
            "Nadawca w darmowej poczcie: serwery odbiorców odrzucą takie wiadomości (DMARC).",
            "Wysyłaj z adresu we własnej domenie, a darmowy wpisz w mail.reply_to",
        )
    if settings.mail.reply_to is None and settings.email is None:
        yield informs(
            "reply_to_missing",
            "mail.reply_to",
            "Odpowiedzi kupujących trafią do nadawcy wiadomości.",
            "Wpisz adres do odpowiedzi",
        )


def notices_of(addresses: Iterable[str | None], settings: SellerSettings) -> tuple[str, ...]:
    """Return what is told once for a whole file of sales to these addresses."""
    if settings.may_write_to_masked or not any(map(is_masked, addresses)):
        return ()
    return (f"{MASKED_ARE_HELD} {CONFIRM_SENDER}",)
