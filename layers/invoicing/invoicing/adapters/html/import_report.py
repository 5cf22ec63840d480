"""The import report as a page that a shopkeeper reads in the AWS console or prints: first what waits for them.

Every value of the file is escaped, and the page has no scripts.
"""

from collections.abc import Iterable

from markupsafe import Markup

from invoicing.adapters.html import page
from invoicing.adapters.html.page import NOTHING, cell, joined, lines_of
from invoicing.domain.basics.dates import show_date, show_instant
from invoicing.domain.basics.money import show_amount, show_quantity
from invoicing.domain.documents.kind import title_of
from invoicing.domain.documents.payment import printed_way
from invoicing.domain.imports.record import (
    OUTCOME_TEXTS,
    AssumedRate,
    Import,
    ImportStatus,
    Outcome,
    TransactionOutcome,
    UsedRate,
)
from invoicing.domain.imports.report import Digest, Section
from invoicing.domain.problems.catalogue.lookup import heading_of
from invoicing.domain.problems.problem import Problem
from invoicing.domain.vat.line import RateSource
from invoicing.domain.vat.rate import rate_of

_COLUMNS = (
    "Lp.",
    "Nr zamówienia",
    "Data",
    "Login",
    "Nabywca",
    "Szt.",
    "Kwota",
    "Zapłacono",
    "Płatność",
    "Stawka VAT",
    "Wynik",
    "Uwagi",
)
_SOURCES = {
    RateSource.FILE: "plik",
    RateSource.MEMORY: "pamięć",
    RateSource.IMPORT: "wybór przy imporcie",
    RateSource.DEFAULT: "ustawienie",
    RateSource.USER: "Ty",
}


def html_of(record: Import, digest: Digest) -> str:
    """Return the whole page."""
    title = f"Import z {show_instant(record.created_at)} – {record.file_name or record.id}"
    parts = (
        _about(record),
        _failure(record),
        _numbers(record, digest),
        _waiting(digest),
        _ksef(digest),
        _section("Może być potrzebna korekta", digest.to_correct),
        _section("Nie wczytano", digest.rejected),
        _assumed(digest),
        _section("Gotowe do wystawienia", digest.ready),
        _section("Odświeżone szkice", digest.changed),
        _section("Już były albo anulowane", digest.others),
        _unknown(record.unknown_fields),
    )
    return page.page_of(title, parts)


def _about(record: Import) -> Markup:
    seconds = (record.finished_at - record.created_at).total_seconds() if record.finished_at else 0
    duration = f"Import {record.id} · trwał {seconds:.0f} s".replace(".", ",")
    same = NOTHING
    if record.same_as:
        text = Markup("<p>Ten sam plik wczytano już wcześniej (import {}); nic się nie podwoiło.</p>")
        same = text.format(record.same_as)
    notices = (Markup("<p>{}</p>").format(notice) for notice in record.notices)
    return joined((Markup('<p class="soft">{}</p>').format(duration), same, *notices))


def _failure(record: Import) -> Markup:
    if record.status is not ImportStatus.FAILED or record.error is None:
        return NOTHING
    read = f" Do tego miejsca wczytano zamówień: {record.read}." if record.read else ""
    text = Markup('<p class="bad"><strong>Nie wczytano pliku.</strong> {}{}</p>')
    return text.format(record.error.message, read)


KNOWN = (Outcome.ALREADY_DRAFTED, Outcome.ALREADY_ISSUED, Outcome.ALREADY_ISSUED_ELSEWHERE, Outcome.DISCARDED)


def _numbers(record: Import, digest: Digest) -> Markup:
    counts = record.counts
    known = sum(counts.get(name, 0) for name in KNOWN)
    numbers = {
        "zamówień w pliku": digest.total,
        "nowych szkiców": counts[Outcome.DRAFTED] + counts[Outcome.MERGED],
        "już było": known + counts[Outcome.UPDATED],
        "anulowanych": counts[Outcome.CANCELLED],
        "nie wczytano": counts[Outcome.REJECTED],
    }
    ready = f"Gotowe do wystawienia: {digest.ready.count}{_worth(digest.ready)}"
    waiting = f"czekają na Ciebie: {digest.waiting_count} · do KSeF: {digest.ksef.count}"
    shown = page.numbers_of((number, name) for name, number in numbers.items())
    return shown + Markup("<p>{} · {}</p>").format(ready, waiting)


def _worth(section: Section) -> str:
    amounts = ", ".join(show_amount(amount, currency) for currency, amount in section.worth.items())
    return f" ({amounts})" if amounts else ""


def _waiting(digest: Digest) -> Markup:
    if not digest.waiting:
        return NOTHING
    groups = sorted(digest.waiting.values(), key=lambda group: -group[1].count)
    return Markup("<h2>Czekają na Ciebie</h2>") + joined(_group(problem, section) for problem, section in groups)


def _group(problem: Problem, section: Section) -> Markup:
    """Return the group of a problem; what differs from row to row is only in the rows."""
    way = Markup('<p class="way">Co zrobić: {}</p>').format(problem.way_out) if problem.way_out else NOTHING
    shown = _table(section, problem.code)
    return Markup("<h3>{} ({})</h3>{}{}").format(heading_of(problem), section.count, way, shown)


KSEF = (
    "Faktury dla firm muszą od 1 kwietnia 2026 powstać w KSeF, a ten system jeszcze tam nie wysyła. "
    "W ustawieniu „hold” nie wystawi ich wcale: wystaw je w swoim programie i oznacz „wystawiona gdzie indziej”. "
    "„elsewhere” znaczy, że do KSeF wysyła je Twój program; „waived_2026” to wyjątek do 10 000 zł miesięcznie."
)


def _ksef(digest: Digest) -> Markup:
    return _section("Do KSeF", digest.ksef, Markup("<p>{}</p>").format(KSEF))


def _section(title: str, section: Section, about: Markup = NOTHING) -> Markup:
    if not section.count:
        return NOTHING
    heading = Markup("<h2>{} ({}){}</h2>").format(title, section.count, _worth(section))
    return joined((heading, about, _table(section)))


def _table(section: Section, code: str | None = None) -> Markup:
    shown = page.table(_COLUMNS, (_row(row, code) for row in section.rows))
    return shown + page.left_out(section.count - len(section.rows), page.IN_JSON)


def _row(row: TransactionOutcome, code: str | None) -> Markup:
    """Return a row; in the group of a problem it shows only this problem."""
    remarks = [problem.message for problem in row.problems if problem.code == code] if code else row.reasons
    number = f" ({row.number})" if row.number else ""
    kind = (title_of(row.kind),) if row.kind else ()
    nip = (f"NIP {row.buyer_nip}",) if row.buyer_nip else ()
    return page.row_of(
        (
            cell(str(row.position), "n"),
            cell(row.order_id or ""),
            cell(show_date(row.ordered_on) if row.ordered_on else ""),
            cell(row.buyer_login or ""),
            cell(lines_of((row.buyer_name, *nip))),
            cell(show_quantity(row.pieces) if row.pieces is not None else "", "n"),
            cell(show_amount(row.gross, row.currency) if row.gross is not None else "", "n"),
            cell(show_amount(row.paid, row.currency) if row.paid is not None else "?", "n"),
            cell(printed_way(row.payment_method) if row.payment_method else ""),
            cell(lines_of(map(_used_rate, row.rates))),
            cell(lines_of((OUTCOME_TEXTS[row.outcome] + number, *kind))),
            cell(lines_of(remarks)),
        )
    )


def _used_rate(used: UsedRate) -> str:
    if used.vat_rate is None:
        return "brak"
    source = f" ({_SOURCES[used.source]})" if used.source else ""
    return rate_of(used.vat_rate).shown + source


def _assumed(digest: Digest) -> Markup:
    if not digest.assumed:
        return NOTHING
    heading = Markup(
        "<h2>Stawki VAT przyjęte domyślnie: {} – sprawdź</h2>"
        "<p>Plik nie podaje stawki. Zmień ją na szkicu, a zapamiętam ją dla tej oferty.</p>"
    )
    shown = page.table(("Oferta", "Nazwa", "Stawka", "Skąd"), map(_assumed_row, digest.assumed.values()))
    rest = page.left_out(digest.assumed_count - len(digest.assumed))
    return joined((heading.format(_offers(digest.assumed_count)), shown, rest))


def _offers(count: int) -> str:
    """`1 oferta`, `2 oferty`, `12 ofert`, `22 oferty`."""
    if count == 1:
        return "1 oferta"
    is_few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count} {'oferty' if is_few else 'ofert'}"


def _assumed_row(assumed: AssumedRate) -> Markup:
    texts = (assumed.offer_id or "", assumed.name, rate_of(assumed.vat_rate).shown, _SOURCES[assumed.source])
    return page.row_of(map(cell, texts))


def _unknown(names: Iterable[str]) -> Markup:
    shown = ", ".join(names)
    text = Markup('<h2>Nieznane pola w pliku</h2><p class="soft">{}</p>')
    return text.format(shown) if shown else NOTHING
