"""What is good to know of a seller's sender before mails bounce."""

from collections.abc import Iterator

from invoicing.domain.addresses import is_free_mail
from invoicing.domain.problem import Problem, informs
from invoicing.domain.sellers import SellerSettings

SENDER_NOT_CONFIRMED = "sender_not_confirmed"


def sender_problems(settings: SellerSettings) -> Iterator[Problem]:
    """Yield what will go wrong with mails from this seller's sender."""
    if not settings.may_write_to_masked:
        yield informs(
            SENDER_NOT_CONFIRMED,
            "mail.allegro_sender",
            "Adresy kupujących w Allegro (@allegromail.pl) przyjmują pocztę tylko od nadawcy zapisanego w Allegro. "
            "Wiadomości do nich są wstrzymane.",
            "Zapisz adres nadawcy w Allegro i wpisz go w mail.allegro_sender",
        )
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
