"""Problems with the goods and the payment, and the questions that a sales file leaves open."""

from invoicing.domain.problems.catalogue.entry import About, Choice, Entry
from invoicing.domain.problems.effects import (
    as_paid_in_full,
    as_proforma,
    at_paid_price,
    only_rest,
    with_deposits,
    without_delivery,
    without_returned,
)
from invoicing.domain.problems.problem import Severity

REDUCE = "reduce"
"""The choice to invoice only the pieces that were not returned."""

LINES_MISSING = Entry("lines_missing", Severity.BLOCKS, "lines", "Dokument nie ma żadnej pozycji.", "Dodaj pozycję")
VAT_RATE_MISSING = Entry(
    "vat_rate_missing",
    Severity.BLOCKS,
    "lines[{index}].vat_rate",
    "Brak stawki VAT w pozycji „{line}”.",
    "Wybierz stawkę – zapamiętam ją dla tej oferty",
    heading="Brak stawki VAT",
)
MARGIN_LINE_MISSING = Entry(
    "margin_line_missing",
    Severity.BLOCKS,
    "lines",
    "Na fakturze VAT marża nie ma żadnej pozycji w procedurze marży.",
    "Ustaw stawkę „marza” albo zmień na zwykłą fakturę",
    law="art. 120",
)
MARGIN_MIXED = Entry(
    "margin_mixed",
    Severity.WAITS,
    "lines",
    "W zamówieniu są towary w marży i zwykłe.",
    "Zostaw na jednej fakturze / podziel na dwie",
    choices=(Choice("keep", "marża i inne stawki razem"),),
    law="art. 120",
)
MARGIN_PURCHASE_PRICE_MISSING = Entry(
    "margin_purchase_price_missing",
    Severity.INFO,
    "lines",
    "Brak ceny zakupu – księgowa nie policzy marży.",
    "Uzupełnij (nie drukuje się)",
    law="art. 120 ust. 4",
)
EXCHANGE_RATE_MISSING = Entry(
    "exchange_rate_missing",
    Severity.BLOCKS,
    "exchange_rate",
    "Brak kursu NBP z {day} dla {currency}.",
    "Wpisz kurs, tabelę i datę",
    heading="Brak kursu NBP",
    law="art. 31a ust. 1",
)
EXCHANGE_RATE_OTHER_DAY = Entry(
    "exchange_rate_other_day",
    Severity.WAITS,
    "exchange_rate.date",
    "Kurs jest z {given}, a właściwy jest z {day} (ostatni dzień roboczy przed obowiązkiem podatkowym).",
    "Popraw kurs albo potwierdź",
    choices=(Choice("confirm", "kurs tak ma zostać"),),
    about=About.EXCHANGE_RATE,
    law="art. 31a ust. 1",
)
CANCELLED = Entry(
    "cancelled",
    Severity.BLOCKS,
    "order.status",
    "Zamówienie anulowane – nie wystawiaj.",
    "Odrzuć szkic",
)
TOTAL_MISMATCH = Entry(
    "total_mismatch",
    Severity.WAITS,
    "lines",
    "Suma pozycji {lines} różni się od kwoty z pliku {expected} o {difference}.",
    "Popraw pozycje albo potwierdź",
    heading="Suma pozycji różni się od kwoty z pliku",
    choices=(Choice("confirm", "suma pozycji jest dobra"),),
    about=About.MONEY,
)
COD_DELIVERY_DATE_UNKNOWN = Entry(
    "cod_delivery_date_unknown",
    Severity.INFO,
    "sale_date",
    "Pobranie: datą sprzedaży jest odbiór paczki. Uzupełnij, gdy ją poznasz.",
    law="art. 19a ust. 1",
)
UNPAID = Entry(
    "unpaid",
    Severity.WAITS,
    "paid",
    "Zamówienie nieopłacone.",
    "Czekaj, wystaw proformę albo fakturę z terminem płatności",
    choices=(Choice("proforma", "wystaw proformę", as_proforma), Choice("confirm", "wystaw mimo braku zapłaty")),
    about=About.MONEY,
)
PAID_LESS_THAN_TOTAL = Entry(
    "paid_less_than_total",
    Severity.WAITS,
    "paid",
    "Wpłacono {paid} z {total}. Monety i karty podarunkowe to zapłata, nie rabat.",
    "Zapłacono całość (monety/karta) / niedopłata",
    heading="Wpłacono mniej niż wynosi zamówienie",
    choices=(Choice("paid_in_full", "zapłacono całość", as_paid_in_full), Choice("underpaid", "niedopłata")),
    about=About.MONEY,
)
OVERPAID = Entry(
    "overpaid",
    Severity.WAITS,
    "paid",
    "Wpłacono o {difference} więcej niż wynosi zamówienie.",
    "Dopłata za co? (pozycja) / nadpłata do zwrotu",
    heading="Wpłacono więcej niż wynosi zamówienie",
    choices=(Choice("refund", "nadpłata do zwrotu"),),
    about=About.MONEY,
)
SALE_DATE_ASSUMED = Entry(
    "sale_date_assumed",
    Severity.INFO,
    "sale_date",
    "Data zapłaty nieznana (plik jej nie podaje) – przyjęto datę zamówienia.",
    "Popraw, jeśli zapłacono w innym miesiącu",
)
DEPOSIT_UNCLEAR = Entry(
    "deposit_unclear",
    Severity.WAITS,
    "charges",
    "Nie wiadomo, czy kaucja {amount} jest za sztukę czy za pozycję.",
    "Wybierz",
    heading="Nie wiadomo, za co jest kaucja",
    choices=(
        Choice("per_piece", "kaucja za sztukę", with_deposits(by_piece=True)),
        Choice("per_line", "kaucja za pozycję", with_deposits(by_piece=False)),
    ),
)
ALLEGRO_SUBSIDY = Entry(
    "allegro_subsidy",
    Severity.WAITS,
    "lines",
    "Allegro dopłaciło {amount} do ceny.",
    "Cena pełna na fakturze (zalecane) / cena zapłacona przez kupującego",
    heading="Allegro dopłaciło do ceny",
    choices=(Choice("full_price", "cena pełna"), Choice("paid_price", "cena zapłacona", at_paid_price)),
)
SMART_DELIVERY_UNCLEAR = Entry(
    "smart_delivery_unclear",
    Severity.WAITS,
    "lines",
    "Smart! z kosztem dostawy {amount} – sprawdź, kto ją zapłacił.",
    "Zostaw / usuń pozycję dostawy",
    heading="Smart! z kosztem dostawy",
    choices=(Choice("keep", "zostaw dostawę"), Choice("remove_delivery", "usuń dostawę", without_delivery)),
)
RETURNED = Entry(
    "returned",
    Severity.WAITS,
    "lines",
    "Allegro pokazuje zwrot {pieces} z {of} szt.",
    "Wystaw na całość i od razu korektę / zmniejsz ilość (tylko jeśli towaru nie wydano)",
    heading="Allegro pokazuje zwrot",
    choices=(
        Choice("issue_and_correct", "wystaw i skoryguj zwrot"),
        Choice(REDUCE, "odejmij zwrócone", without_returned),
    ),
)
MERGED_ORDER = Entry(
    "merged_order",
    Severity.WAITS,
    "order.id",
    "Zamówienie zawiera zakupy już ujęte w: {labels}.",
    "Wystaw tylko resztę / odrzuć / wystaw mimo to",
    heading="Połączone zamówienie",
    choices=(
        Choice("only_rest", "tylko reszta zamówienia", only_rest),
        Choice("confirm", "całe zamówienie mimo to"),
    ),
)
