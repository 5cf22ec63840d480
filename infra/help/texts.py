"""The help's texts beside its tables: how to get the file from Allegro, what happens to it, what to do next."""

from invoicing.adapters.files import limits
from invoicing.domain.documents.kind import KINDS_OF_SALES


def _number(number: int) -> str:
    return f"{number:_}".replace("_", " ")


_KINDS = f"{', '.join(KINDS_OF_SALES[:-1])} albo {KINDS_OF_SALES[-1]}"

STEPS = (
    (
        "Skąd wziąć plik",
        (
            "Zaloguj się na allegro.pl i otwórz: Moje Allegro → Sprzedaż → Raporty zamówień.",
            "Wybierz okres i utwórz raport ze wszystkimi polami; im więcej pól, tym mniej trzeba potem uzupełniać.",
            "Pobierz plik i nie otwieraj go w arkuszu przed wgraniem: arkusz lubi zmieniać daty, kwoty i numery.",
            "Zamówienia pobrane z Allegro przez inny program (pliki JSON i XML) też są czytane.",
        ),
    ),
    (
        "Jak go wgrać",
        (
            "W konsoli AWS: do zasobnika uploads, folder uploads/{sprzedawca}/. Podfolder wybiera rodzaj wszystkich "
            f"dokumentów z pliku: {_KINDS}. Bez podfolderu firmy i ci, "
            "którzy prosili, dostają faktury, a pozostali to, co ustawiono dla konsumentów.",
            "Przez API: POST /imports daje adres i pola formularza do wysłania jednego pliku.",
            "Wgranie niczego nie wystawia i nie wysyła: powstają szkice. Ten sam plik można wgrać drugi raz.",
        ),
    ),
    (
        "Co potem",
        (
            "Raport z importu leży w zasobniku reports, w folderze reports/{sprzedawca}/; najnowszy nazywa się "
            "_NAJNOWSZY.html. Zaczyna się od tego, co czeka na decyzję.",
            "Popraw szkice, zdecyduj o problemach, potem wystaw pojedynczo albo wszystkie gotowe naraz.",
            "Szkice można poprawić w arkuszu: pobierz do-wystawienia.csv z folderu reports/{sprzedawca}/, "
            "zmień stawkę, rodzaj, NIP, decyzję albo wpisz „tak” przy odrzuceniu, "
            "i wgraj plik do folderu changes/{sprzedawca}/.",
            "Wystawiony dokument dostaje numer i się nie zmienia; błąd naprawia korekta. PDF powstaje sam.",
        ),
    ),
)
READING = (
    "Układ poznajemy po treści, nie po nazwie pliku. Allegro nie publikuje opisu pliku XML, dlatego przykładowy XML "
    "jest układem odniesienia: nazwy pól mogą być inne, byle znane z tabeli niżej. Wielkość liter, polskie znaki "
    "i znaki rozdzielające nie mają znaczenia.",
    "Pole, którego nie znamy, nie przeszkadza: jego nazwa trafia do raportu. Brak pola to nie błąd: szkic powie, czego "
    "mu brakuje. Sprzedaż, której nie da się odczytać, jest w raporcie z numerem i powodem, reszta idzie dalej.",
    f"Plik ma najwyżej {_number(limits.FILE_BYTES // 1024**2)} MB i {_number(limits.TRANSACTIONS)} sprzedaży, "
    f"sprzedaż najwyżej {_number(limits.LINES)} pozycji. Archiwów ZIP, skoroszytów Excela i raportów płatności "
    "nie czytamy.",
)
SAMPLES = {
    "sprzedaz.xml": "XML: zamówienia z pozycjami",
    "sprzedaz.csv": "CSV: zestawienie sprzedaży, osobno zamówienia i pozycje",
    "sprzedaz-plaska.csv": "CSV: jeden wiersz na pozycję",
    "sprzedaz.json": "JSON: zamówienia z REST API Allegro (checkout-forms)",
}
VARIABLES_ABOUT = (
    "Zmienne wpisuje się w tytule i treści wiadomości jako [[[numer]]] albo {{{numer}}}. Nieznana zmienna zostaje w "
    "tekście, żeby było ją widać; pusta znika."
)
EDITABLE_ABOUT = "Kody w nawiasach to decyzje, które przyjmuje POST /documents/{document_id}/resolve."
