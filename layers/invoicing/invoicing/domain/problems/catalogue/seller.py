"""Problems with the seller: their data and VAT status, KSeF, the sender of their mails."""

from invoicing.domain.problems.catalogue.entry import Choice, Entry, Origin
from invoicing.domain.problems.problem import Severity

SELLER_INCOMPLETE = Entry(
    "seller_incomplete",
    Severity.BLOCKS,
    "seller",
    "Uzupełnij dane sprzedawcy: {missing}.",
    "Ustawienia",
    origin=Origin.SELLER,
    law="art. 106e ust. 1 pkt 3–4",
)
NUMBERING_NOT_CONFIRMED = Entry(
    "numbering_not_confirmed",
    Severity.BLOCKS,
    "numbering",
    "Od jakiego numeru zaczynamy? Jeśli używasz innego programu w tym miesiącu, ustaw własną serię.",
    "Potwierdź wzór numeru „{pattern}” w ustawieniach",
    origin=Origin.SELLER,
)
VAT_NOT_ALLOWED = Entry(
    "vat_not_allowed",
    Severity.BLOCKS,
    "lines",
    "Sprzedawca zwolniony z VAT albo poza VAT nie może wykazać podatku na fakturze.",
    "Ustaw w pozycjach stawkę „zw” albo popraw status VAT w ustawieniach",
    origin=Origin.SELLER,
)
EXEMPTION_BASIS_MISSING = Entry(
    "exemption_basis_missing",
    Severity.BLOCKS,
    "exemption_basis",
    "Pozycja zwolniona z VAT bez podstawy prawnej.",
    "Podaj przepis, np. art. 113 ust. 1",
    origin=Origin.SELLER,
    law="art. 106e ust. 1 pkt 19",
)
BILL_NOT_FOR_EXEMPT_SELLER = Entry(
    "bill_not_for_exempt_seller",
    Severity.BLOCKS,
    "kind",
    "Sprzedawca zwolniony z VAT wystawia fakturę (bez VAT), nie rachunek.",
    "Zmień na fakturę",
    choices=(Choice("confirm", "jednak rachunek"),),
    origin=Origin.SELLER,
)
BILL_NOT_FOR_VAT_PAYER = Entry(
    "bill_not_for_vat_payer",
    Severity.BLOCKS,
    "kind",
    "Rachunek wystawia tylko sprzedawca poza VAT.",
    "Zmień na fakturę",
    origin=Origin.SELLER,
)
KSEF_REQUIRED = Entry(
    "ksef_required",
    Severity.BLOCKS,
    "ksef",
    "Nabywca ma NIP: ta faktura musi powstać w KSeF, a system jeszcze tam nie wysyła.",
    "Wystaw w swoim programie i oznacz „wystawiona gdzie indziej”; albo włącz wyjątek do 10 000 zł (do 31.12.2026)",
    origin=Origin.SELLER,
    law="art. 106ga",
)
KSEF_LIMIT_REACHED = Entry(
    "ksef_limit_reached",
    Severity.INFO,
    "ksef",
    "Przekroczono 10 000 zł faktur poza KSeF w miesiącu. Ta i wszystkie następne muszą trafić do KSeF – bez "
    "powrotu do wyjątku.",
    "Wystaw w swoim programie i oznacz „wystawiona gdzie indziej”",
    origin=Origin.SELLER,
    law="art. 145m",
)
SENDER_NOT_CONFIRMED = Entry(
    "sender_not_confirmed",
    Severity.INFO,
    "mail.allegro_sender",
    "Adresy kupujących w Allegro (@allegromail.pl) przyjmują pocztę tylko od nadawcy zapisanego w Allegro. "
    "Wiadomości do nich są wstrzymane.",
    "Zapisz adres nadawcy w Allegro i potwierdź go w ustawieniach (mail.allegro_sender).",
    origin=Origin.SELLER,
)
SENDER_IS_FREE_MAIL = Entry(
    "sender_is_free_mail",
    Severity.INFO,
    "mail.sender",
    "Nadawca w darmowej poczcie: serwery odbiorców odrzucą takie wiadomości (DMARC).",
    "Wysyłaj z adresu we własnej domenie, a darmowy wpisz w mail.reply_to",
    origin=Origin.SELLER,
)
REPLY_TO_MISSING = Entry(
    "reply_to_missing",
    Severity.INFO,
    "mail.reply_to",
    "Odpowiedzi kupujących trafią do nadawcy wiadomości.",
    "Wpisz adres do odpowiedzi",
    origin=Origin.SELLER,
)
