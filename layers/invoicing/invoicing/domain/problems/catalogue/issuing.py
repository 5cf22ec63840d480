"""Problems of issuing a draft: the date, the print, and concurrent changes to its original."""

from invoicing.domain.problems.catalogue.entry import Entry, Origin
from invoicing.domain.problems.problem import Severity

ISSUE_TOO_EARLY = Entry(
    "issue_too_early",
    Severity.BLOCKS,
    "supply_date",
    "Faktura dalej niż 60 dni przed dostawą.",
    "Zmień datę",
    law="art. 106i ust. 7",
)
ISSUE_LATE = Entry(
    "issue_late",
    Severity.INFO,
    "issue_date",
    "Termin wystawienia minął {deadline}. Wystaw i tak – jak najszybciej.",
    law="art. 106i ust. 1",
)
ISSUE_DEADLINE_NEAR = Entry(
    "issue_deadline_near",
    Severity.INFO,
    "issue_date",
    "Wystaw do {deadline} ({day}. dzień następnego miesiąca).",
    law="art. 106i ust. 1",
)
SALE_IN_CLOSED_MONTH = Entry(
    "sale_in_closed_month",
    Severity.INFO,
    "issue_date",
    "Sprzedaż z {month}: VAT należy do tamtego miesiąca, nie do miesiąca wystawienia.",
    law="art. 19a ust. 1",
)
REQUEST_TOO_LATE = Entry(
    "request_too_late",
    Severity.INFO,
    "kind",
    "Od sprzedaży minęły 3 miesiące – możesz, ale nie musisz wystawić faktury.",
    law="art. 106b ust. 3",
)
ISSUE_DATE_BACKDATED = Entry(
    "issue_date_backdated",
    Severity.INFO,
    "issue_date",
    "Data wcześniejsza niż dziś; numer {number} stanie za późniejszymi.",
    "Potwierdź",
    origin=Origin.ISSUE,
)
CORRECTION_OUTDATED = Entry(
    "correction_outdated",
    Severity.BLOCKS,
    "corrects",
    "Ten dokument skorygowano w międzyczasie: {number}.",
    "Odrzuć ten szkic i przygotuj korektę od nowa",
    origin=Origin.ISSUE,
)
ALREADY_REPLACED = Entry(
    "already_replaced",
    Severity.BLOCKS,
    "replaces",
    "Ten dokument zastąpił już {number}.",
    "Odrzuć ten szkic",
    origin=Origin.ISSUE,
)
LETTERS_MISSING = Entry(
    "letters_missing",
    Severity.INFO,
    None,
    "Czcionka wydruku nie ma znaków: {letters} – w ich miejscu będą puste kwadraty.",
    "Zmień tekst albo zostaw",
)
