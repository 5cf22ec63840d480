"""The import report as a page that a shopkeeper reads in the AWS console or prints: first what waits for him.

Every value of the file is escaped, and there is no script.
"""

from collections.abc import Iterable
from html import escape

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

STYLE = """
:root{--ink:#1d2733;--soft:#5b6877;--line:#d8dee6;--wash:#f5f7fa;--mark:#0b5566}
body{font:15px/1.5 system-ui,"Segoe UI",sans-serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:var(--ink)}
h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin:2.2rem 0 .4rem}
h3{font-size:1rem;margin:1.2rem 0 .2rem}
.soft{color:var(--soft)}.numbers{display:flex;gap:2rem;flex-wrap:wrap;margin:1rem 0;padding:0;list-style:none}
.numbers b{display:block;font-size:1.5rem;color:var(--mark)}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.35rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{font-weight:600;background:var(--wash)}.n{text-align:right;white-space:nowrap}
td:last-child{min-width:11rem}
.bad{background:#fdeceb;padding:.8rem 1rem;border-radius:.4rem}
.way{background:var(--wash);padding:.4rem .7rem;border-radius:.3rem}
@media print{body{margin:0;max-width:none;font-size:11px}h2,h3{break-after:avoid}tr{break-inside:avoid}}
"""
"""How all reports look."""
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
    title = f"Import z {show_instant(record.created_at)} – {escape(record.file_name or record.id)}"
    sections = (
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
    return (
        '<!doctype html><html lang="pl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>{_about(record)}"
        f"{''.join(sections)}</body></html>"
    )


def _about(record: Import) -> str:
    seconds = (record.finished_at - record.created_at).total_seconds() if record.finished_at else 0
    told = f"Import {escape(record.id)} · trwał {seconds:.0f} s".replace(".", ",")
    same = ""
    if record.same_as:
        same = f"<p>Ten sam plik wczytano już wcześniej (import {escape(record.same_as)}); nic się nie podwoiło.</p>"
    notices = "".join(f"<p>{escape(notice)}</p>" for notice in record.notices)
    return f'<p class="soft">{told}</p>{same}{notices}'


def _failure(record: Import) -> str:
    if record.status is not ImportStatus.FAILED or record.error is None:
        return ""
    read = f" Do tego miejsca wczytano zamówień: {record.read}." if record.read else ""
    return f'<p class="bad"><strong>Nie wczytano pliku.</strong> {escape(record.error.message)}{read}</p>'


KNOWN = (Outcome.ALREADY_DRAFTED, Outcome.ALREADY_ISSUED, Outcome.ALREADY_ISSUED_ELSEWHERE, Outcome.DISCARDED)


def _numbers(record: Import, digest: Digest) -> str:
    counts = record.counts
    known = sum(counts.get(name, 0) for name in KNOWN)
    numbers = {
        "zamówień w pliku": digest.total,
        "nowych szkiców": counts[Outcome.DRAFTED] + counts[Outcome.MERGED],
        "już było": known + counts[Outcome.UPDATED],
        "anulowanych": counts[Outcome.CANCELLED],
        "nie wczytano": counts[Outcome.REJECTED],
    }
    items = "".join(f"<li><b>{number}</b> {name}</li>" for name, number in numbers.items())
    ready = f"Gotowe do wystawienia: {digest.ready.count}{_worth(digest.ready)}"
    waiting = f"czekają na Ciebie: {digest.waiting_count} · do KSeF: {digest.ksef.count}"
    return f'<ul class="numbers">{items}</ul><p>{ready} · {waiting}</p>'


def _worth(section: Section) -> str:
    amounts = ", ".join(show_amount(amount, currency) for currency, amount in section.worth.items())
    return f" ({amounts})" if amounts else ""


def _waiting(digest: Digest) -> str:
    if not digest.waiting:
        return ""
    groups = sorted(digest.waiting.values(), key=lambda group: -group[1].count)
    return "<h2>Czekają na Ciebie</h2>" + "".join(_group(problem, section) for problem, section in groups)


def _group(problem: Problem, section: Section) -> str:
    """What differs from row to row stands in the rows only."""
    way = f'<p class="way">Co zrobić: {escape(problem.way_out)}</p>' if problem.way_out else ""
    return f"<h3>{escape(heading_of(problem))} ({section.count})</h3>{way}{_table(section, problem.code)}"


KSEF = (
    "Faktury dla firm muszą od 1 kwietnia 2026 powstać w KSeF, a ten system jeszcze tam nie wysyła. "
    "W ustawieniu „hold” nie wystawi ich wcale: wystaw je w swoim programie i oznacz „wystawiona gdzie indziej”. "
    "„elsewhere” znaczy, że do KSeF wysyła je Twój program; „waived_2026” to wyjątek do 10 000 zł miesięcznie."
)


def _ksef(digest: Digest) -> str:
    if not digest.ksef.count:
        return ""
    return f"<h2>Do KSeF ({digest.ksef.count}){_worth(digest.ksef)}</h2><p>{KSEF}</p>{_table(digest.ksef)}"


def _section(title: str, section: Section) -> str:
    if not section.count:
        return ""
    return f"<h2>{title} ({section.count}){_worth(section)}</h2>{_table(section)}"


def _table(section: Section, code: str | None = None) -> str:
    head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
    rows = "".join(_row(row, code) for row in section.rows)
    more = section.count - len(section.rows)
    rest = f'<p class="soft">… i jeszcze {more} – wszystkie są w pliku JSON.</p>' if more else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}"


def _row(row: TransactionOutcome, code: str | None) -> str:
    """In the group of a problem a row tells of this problem only."""
    remarks = [problem.message for problem in row.problems if problem.code == code] if code else row.reasons
    number = f" ({escape(row.number)})" if row.number else ""
    kind = f"<br>{title_of(row.kind)}" if row.kind else ""
    nip = f"<br>NIP {escape(row.buyer_nip)}" if row.buyer_nip else ""
    cells = (
        ("n", str(row.position)),
        ("", escape(row.order_id or "")),
        ("", show_date(row.ordered_on) if row.ordered_on else ""),
        ("", escape(row.buyer_login or "")),
        ("", escape(row.buyer_name) + nip),
        ("n", show_quantity(row.pieces) if row.pieces is not None else ""),
        ("n", show_amount(row.gross, row.currency) if row.gross is not None else ""),
        ("n", show_amount(row.paid, row.currency) if row.paid is not None else "?"),
        ("", escape(printed_way(row.payment_method)) if row.payment_method else ""),
        ("", "<br>".join(map(_used_rate, row.rates))),
        ("", OUTCOME_TEXTS[row.outcome] + number + kind),
        ("", "<br>".join(map(escape, remarks))),
    )
    return (
        "<tr>"
        + "".join(f'<td class="{name}">{text}</td>' if name else f"<td>{text}</td>" for name, text in cells)
        + "</tr>"
    )


def _used_rate(used: UsedRate) -> str:
    if used.vat_rate is None:
        return "brak"
    told = f" ({_SOURCES[used.source]})" if used.source else ""
    return rate_of(used.vat_rate).shown + told


def _assumed(digest: Digest) -> str:
    if not digest.assumed:
        return ""
    rows = "".join(map(_assumed_row, digest.assumed.values()))
    more = digest.assumed_count - len(digest.assumed)
    rest = f'<p class="soft">… i jeszcze {more}.</p>' if more else ""
    return (
        f"<h2>Stawki VAT przyjęte domyślnie: {_offers(digest.assumed_count)} – sprawdź</h2>"
        "<p>Plik nie podaje stawki. Zmień ją na szkicu, a zapamiętam ją dla tej oferty.</p>"
        "<table><thead><tr><th>Oferta</th><th>Nazwa</th><th>Stawka</th><th>Skąd</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{rest}"
    )


def _offers(count: int) -> str:
    """`1 oferta`, `2 oferty`, `12 ofert`, `22 oferty`."""
    if count == 1:
        return "1 oferta"
    is_few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count} {'oferty' if is_few else 'ofert'}"


def _assumed_row(assumed: AssumedRate) -> str:
    source = _SOURCES[assumed.source]
    return (
        f"<tr><td>{escape(assumed.offer_id or '')}</td><td>{escape(assumed.name)}</td>"
        f"<td>{rate_of(assumed.vat_rate).shown}</td><td>{source}</td></tr>"
    )


def _unknown(names: Iterable[str]) -> str:
    shown = ", ".join(map(escape, names))
    return f'<h2>Nieznane pola w pliku</h2><p class="soft">{shown}</p>' if shown else ""
