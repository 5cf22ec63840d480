"""Problems with the buyer: their data, their tax number, and what follows from who and where they are."""

from invoicing.domain.problems.catalogue.entry import About, Choice, Entry
from invoicing.domain.problems.effects import with_annex15, with_oss, with_polish_vat
from invoicing.domain.problems.problem import Severity

FILL_IN_OR_RECEIPT = "Uzupełnij albo zmień na potwierdzenie sprzedaży"

BUYER_NAME_MISSING = Entry(
    "buyer_name_missing",
    Severity.BLOCKS,
    "buyer.name",
    "Brak nazwy (imienia i nazwiska) nabywcy.",
    FILL_IN_OR_RECEIPT,
    law="art. 106e ust. 1 pkt 3",
)
NAME_TOO_LONG = Entry(
    "name_too_long",
    Severity.INFO,
    "buyer.name",
    "Nazwa ma {characters} znaków (KSeF: do 512).",
    "Skróć",
)
BUYER_ADDRESS_MISSING = Entry(
    "buyer_address_missing",
    Severity.BLOCKS,
    "buyer.address",
    "Brak adresu nabywcy.",
    FILL_IN_OR_RECEIPT,
    law="art. 106e ust. 1 pkt 3",
)
NIP_MISSING = Entry(
    "nip_missing",
    Severity.BLOCKS,
    "buyer.nip",
    "Nabywca podał firmę, ale nie podał NIP.",
    "Wpisz NIP albo wystaw jak dla osoby prywatnej",
    law="art. 106e ust. 1 pkt 5",
)
NIP_INVALID = Entry(
    "nip_invalid",
    Severity.BLOCKS,
    "buyer.nip",
    "NIP {nip} ma błędną cyfrę kontrolną.",
    "Popraw albo potwierdź, że tak ma zostać",
    heading="NIP z błędną cyfrą kontrolną",
    choices=(Choice("confirm", "NIP tak ma zostać"),),
    about=About.TAX_NUMBER,
)
NIP_ADDED_BY_HAND = Entry(
    "nip_added_by_hand",
    Severity.WAITS,
    "buyer.nip",
    "Dopisujesz NIP do zakupu prywatnego. Jeśli do tej sprzedaży wydano paragon bez NIP, faktura z NIP jest "
    "niedozwolona.",
    "Potwierdź",
    choices=(Choice("confirm", "NIP dopisany za zgodą"),),
    about=About.TAX_NUMBER,
    law="art. 106b ust. 5",
)
EU_COMPANY = Entry(
    "eu_company",
    Severity.BLOCKS,
    "buyer.tax_id",
    "Firma z UE z numerem VAT: możliwe WDT 0 % – wymaga KSeF, VIES i dowodów wywozu.",
    "Wystaw w swoim programie",
    law="art. 42",
)
MPP_UNDECIDED = Entry(
    "mpp_undecided",
    Severity.WAITS,
    "lines",
    "Powyżej 15 000 zł dla firmy: czy jest tu towar z załącznika 15 (elektronika, części samochodowe, stal…)?",
    "Tak → „mechanizm podzielonej płatności” / Nie",
    choices=(
        Choice("yes", "jest towar z załącznika 15", with_annex15(is_listed=True)),
        Choice("no", "bez towaru z załącznika 15", with_annex15(is_listed=False)),
    ),
    about=About.MONEY,
    law="art. 106e ust. 1 pkt 18a",
)
CASH_PAYMENT_LIMIT = Entry(
    "cash_payment_limit",
    Severity.INFO,
    "payment_method",
    "Sprzedaż między firmami powyżej {limit} powinna być zapłacona przelewem.",
    law="art. 19 Prawa przedsiębiorców",
)
EMAIL_MISSING = Entry("email_missing", Severity.INFO, "buyer.email", "Brak e-maila.", "Podaj inny")
EMAIL_UNUSABLE = Entry(
    "email_unusable", Severity.INFO, "buyer.email", "Adresu nie da się użyć ({email}).", "Podaj inny"
)
EMAIL_MASKED = Entry(
    "email_masked",
    Severity.INFO,
    "buyer.email",
    "Adres Allegro: fakturę Allegro dołączy do zamówienia, samej wiadomości nie doręczy.",
)
INVOICE_NOT_REQUESTED = Entry(
    "invoice_not_requested",
    Severity.INFO,
    "kind",
    "Kupujący nie prosił o fakturę: Allegro może jej nie przyjąć do zamówienia.",
    "Dołącz wydruk do paczki",
)
FOREIGN_VAT_UNDECIDED = Entry(
    "foreign_vat_undecided",
    Severity.BLOCKS,
    "buyer.address.country",
    "Kupujący z {country}: wybierz, jaki VAT stosujesz za granicą.",
    "Polski VAT (do 10 000 EUR rocznie) / OSS – ustawienie jednorazowe",
    heading="Kupujący z zagranicy: wybierz, jaki VAT stosujesz",
    choices=(Choice("polish_vat", "polski VAT", with_polish_vat), Choice("oss", "OSS", with_oss)),
    about=About.COUNTRY,
    law="art. 22a",
)
