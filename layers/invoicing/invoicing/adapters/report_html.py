"""The import report as a page that a shopkeeper reads in the AWS console or prints."""

from collections.abc import Iterable
from html import escape

from invoicing.domain.dates import show_instant
from invoicing.domain.imports import OUTCOME_TEXTS, ImportReport, ImportStatus, Outcome, TransactionOutcome
from invoicing.domain.money import ZERO, show_amount

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:68rem;padding:0 1rem;color:#1d2733}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
th,td{padding:.4rem .6rem;border-bottom:1px solid #d8dee6;text-align:left;vertical-align:top}
th{font-weight:600;background:#f3f5f8}td.n{text-align:right;white-space:nowrap}
.bad{background:#fdeceb;padding:1rem;border-radius:.4rem}.way{color:#5b6877}
@media print{body{margin:0;font-size:11px}}
"""


def html_of(report: ImportReport) -> str:
    """Return the whole page; every value of the file is escaped, and there is no script."""
    record = report.record
    title = f"Import z {show_instant(record.created_at)} – {escape(record.file_name or record.id)}"
    body = _failure(report) if record.status is ImportStatus.FAILED else _counts(report)
    return (
        '<!doctype html><html lang="pl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body><h1>{title}</h1>{body}"
        f"{_section('Czekają na Ciebie', _waiting(report))}"
        f"{_section('Nie wczytano', _with(report, Outcome.REJECTED))}"
        f"{_section('Gotowe do wystawienia', _ready(report))}"
        f"{_section('Już były albo anulowane', _others(report))}"
        "</body></html>"
    )


def _failure(report: ImportReport) -> str:
    error = report.record.error
    message = escape(error.message) if error else ""
    return f'<p class="bad"><strong>Nie wczytano pliku.</strong> {message}</p>'


def _counts(report: ImportReport) -> str:
    counts = report.record.counts
    known = sum(counts[name] for name in (Outcome.ALREADY_DRAFTED, Outcome.ALREADY_ISSUED, Outcome.DISCARDED))
    ready = tuple(_ready(report))
    worth = show_amount(sum((row.gross or ZERO for row in ready), ZERO), "PLN")
    return (
        f"<p>Zamówień w pliku: {len(report.transactions)} · nowe szkice: {counts[Outcome.DRAFTED]} · "
        f"już były: {known} · anulowane: {counts[Outcome.CANCELLED]} · nie wczytano: {counts[Outcome.REJECTED]}</p>"
        f"<p>Gotowe do wystawienia: {len(ready)} ({worth}) · czekają na Ciebie: {len(tuple(_waiting(report)))}</p>"
    )


def _waiting(report: ImportReport) -> Iterable[TransactionOutcome]:
    return (row for row in report.transactions if row.outcome is Outcome.DRAFTED and row.problems)


def _ready(report: ImportReport) -> Iterable[TransactionOutcome]:
    return (row for row in report.transactions if row.outcome is Outcome.DRAFTED and not row.problems)


def _with(report: ImportReport, outcome: Outcome) -> Iterable[TransactionOutcome]:
    return (row for row in report.transactions if row.outcome is outcome)


def _others(report: ImportReport) -> Iterable[TransactionOutcome]:
    return (row for row in report.transactions if row.outcome not in (Outcome.DRAFTED, Outcome.REJECTED))


def _section(title: str, rows: Iterable[TransactionOutcome]) -> str:
    body = "".join(map(_row, rows))
    if not body:
        return ""
    head = "".join(f"<th>{name}</th>" for name in ("Lp.", "Nr zamówienia", "Nabywca", "Kwota", "Wynik", "Uwagi"))
    return f"<h2>{title}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: TransactionOutcome) -> str:
    gross = "" if row.gross is None else show_amount(row.gross, row.currency)
    outcome = OUTCOME_TEXTS[row.outcome] + (f" ({escape(row.number)})" if row.number else "")
    reasons = "<br>".join(map(escape, row.reasons))
    return (
        f'<tr><td class="n">{row.position}</td><td>{escape(row.order_id or "")}</td><td>{escape(row.buyer_name)}</td>'
        f'<td class="n">{gross}</td><td>{outcome}</td><td>{reasons}</td></tr>'
    )
