"""The sheets that accompany a month's register: the summary, in sections, and the numbers."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from invoicing.domain.basics.countries import country_name
from invoicing.domain.basics.csv_cells import Cell
from invoicing.domain.books.month_totals import MARGIN_PURCHASE, MARGIN_SALE, MonthSummary
from invoicing.domain.books.register_columns import NO_PDF
from invoicing.domain.books.return_fields import ALL_FIELDS
from invoicing.domain.documents.kind import title_of
from invoicing.domain.documents.number_register import SeriesMonth
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.rate import rate_of

Cells = Sequence[Cell]

UNKNOWN_PERIOD = "nieustalony"
NOTHING = "brak"
NUMBER_HEADERS = (
    "Seria",
    "Okres",
    "Kolejny numer",
    "Numer",
    "Rodzaj",
    "Data wystawienia",
    "Identyfikator dokumentu",
    "Powód unieważnienia",
)


def summary_sheet(summary: MonthSummary, numbers: Iterable[SeriesMonth], settings: SellerSettings) -> Iterator[Cells]:
    """Yield the rows of the summary sheet; sections are separated by an empty row."""
    yield "Podsumowanie miesiąca", str(summary.month)
    yield "Sprzedawca", settings.name
    yield "NIP", settings.nip
    yield "Dokumentów w rejestrze", summary.documents
    yield from _section("Kwoty do JPK_V7 według okresu VAT (zł)", _FIELD_HEADERS, _fields(summary))
    yield from _section("Dokumenty wystawione w miesiącu", _SERIES_HEADERS, _series(summary))
    yield from _section("Numeracja", _RANGE_HEADERS, _ranges(numbers))
    yield from _section(
        "Zbiorcze dowody WEW: potwierdzenia sprzedaży, ujęte w kwotach wyżej (zł)",
        _COLLECTIVE_HEADERS,
        _collective(summary),
    )
    yield from _section("Sprzedaż OSS (stawki innych krajów)", _ABROAD_HEADERS, _abroad(summary))
    yield from _section("Nieopłacone", _UNPAID_HEADERS, _unpaid(summary))
    yield from _section(f"Dokumenty bez pliku ({NO_PDF})", ("Numer",), ((number,) for number in summary.without_pdf))


def number_sheet(numbers: Iterable[SeriesMonth]) -> Iterator[Cells]:
    """Yield the rows of the numbers sheet: every number of the month, void ones with the reason."""
    yield NUMBER_HEADERS
    for series in numbers:
        for entry in series.entries:
            yield (
                entry.series,
                entry.period,
                entry.ordinal,
                entry.number,
                title_of(entry.kind) if entry.kind else None,
                entry.issue_date,
                entry.document_id,
                entry.void_reason,
            )


def _section(title: str, headers: Cells, rows: Iterable[Cells]) -> Iterator[Cells]:
    yield ()
    yield (title,)
    yield headers
    is_empty = True
    for row in rows:
        is_empty = False
        yield row
    if is_empty:
        yield (NOTHING,)


_FIELD_HEADERS = ("Okres VAT", *ALL_FIELDS, MARGIN_SALE, MARGIN_PURCHASE)


def _fields(summary: MonthSummary) -> Iterator[Cells]:
    for period, sums in sorted(summary.fields.items(), key=lambda item: (not item[0], item[0])):
        yield (period or UNKNOWN_PERIOD, *(sums.get(name) for name in _FIELD_HEADERS[1:]))


_SERIES_HEADERS = ("Seria", "Rodzaj", "Waluta", "Liczba", "Brutto", "Niewliczane: liczba", "Niewliczane: brutto")


def _series(summary: MonthSummary) -> Iterator[Cells]:
    for key, count in sorted(summary.series.items()):
        yield (*key, count.counted, count.gross, count.others, count.others_gross)


_RANGE_HEADERS = ("Seria", "Okres", "Pierwszy numer", "Ostatni numer", "Numerów", "Unieważnione", "Luki w numeracji")


def _ranges(numbers: Iterable[SeriesMonth]) -> Iterator[Cells]:
    for series in numbers:
        first, last = series.entries[0].number, series.entries[-1].number
        gaps = ", ".join(str(start) if start == end else f"{start}–{end}" for start, end in series.gaps)
        yield (series.series, series.period, first, last, len(series.entries), series.void_count, gaps or "bez luk")


_COLLECTIVE_HEADERS = ("Dzień", "Stawka", "Dokumentów", "Netto", "VAT", "Brutto")


def _collective(summary: MonthSummary) -> Iterator[Cells]:
    for (day, rate), sums in sorted(summary.collective.items(), key=lambda item: (item[0][0], _by_rate(item[0][1]))):
        yield (day, rate_of(rate).shown, sums.documents, sums.net, sums.vat, sums.gross)


_ABROAD_HEADERS = ("Okres", "Kraj", "Stawka", "Waluta", "Dokumentów", "Netto", "VAT", "Brutto")


def _abroad(summary: MonthSummary) -> Iterator[Cells]:
    for (period, rate, currency), sums in sorted(summary.abroad.items()):
        yield (
            period or UNKNOWN_PERIOD,
            country_name(rate_of(rate).country),
            rate_of(rate).shown,
            currency,
            sums.documents,
            sums.net,
            sums.vat,
            sums.gross,
        )


_UNPAID_HEADERS = ("Numer", "Nabywca", "Data wystawienia", "Termin płatności", "Brutto", "Pozostało", "Waluta")


def _unpaid(summary: MonthSummary) -> Iterator[Cells]:
    for unpaid in summary.unpaid():
        yield (
            unpaid.number,
            unpaid.buyer,
            unpaid.issue_date,
            unpaid.due_date,
            unpaid.gross,
            unpaid.due,
            unpaid.currency,
        )


def _by_rate(rate: str) -> tuple[Decimal, str]:
    """Sort key: the highest percentage first, rates without VAT last."""
    return (-Decimal(rate), "") if rate.isdecimal() else (Decimal(1), rate)
