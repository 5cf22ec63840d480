"""The report of a changes file as a page that a shopkeeper reads: first what was not changed, and why.

Every value of the file is escaped, and there is no script.
"""

from collections.abc import Sequence
from html import escape

from invoicing.adapters.html.import_report import STYLE
from invoicing.domain.basics.dates import show_instant
from invoicing.domain.drafts_table.report import RESULT_TEXTS, ChangeRun, RowOutcome, RowResult
from invoicing.domain.drafts_table.table import FILE_NAME
from invoicing.domain.imports.report import MOST_ROWS

_COLUMNS = ("Wiersz", "Nr zamówienia", "Nabywca", "Co się stało")
_ORDER = (RowResult.REFUSED, RowResult.APPLIED, RowResult.UNCHANGED)


def html_of(run: ChangeRun, rows: Sequence[RowOutcome]) -> str:
    """Return the whole page."""
    title = f"Zmiany z {show_instant(run.created_at)} – {escape(run.file_name)}"
    sections = "".join(_section(result, [row for row in rows if row.result is result]) for result in _ORDER)
    return (
        '<!doctype html><html lang="pl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><h1>{title}</h1>"
        f'<p class="soft">Zmiany {escape(run.id)}</p>{_failure(run)}{_numbers(run)}{_nothing(run)}{sections}'
        "</body></html>"
    )


def _failure(run: ChangeRun) -> str:
    if run.error is None:
        return ""
    said = "Dalszych wierszy nie wczytano." if any(run.counts.values()) else "Nie wczytano pliku."
    return f'<p class="bad"><strong>{said}</strong> {escape(run.error.message)}</p>'


def _numbers(run: ChangeRun) -> str:
    names = {RowResult.APPLIED: "zmieniono", RowResult.REFUSED: "nie zmieniono", RowResult.UNCHANGED: "bez zmian"}
    items = "".join(f"<li><b>{run.counts.get(result, 0)}</b> {name}</li>" for result, name in names.items())
    return f'<ul class="numbers">{items}</ul>'


def _nothing(run: ChangeRun) -> str:
    if run.error or run.counts.get(RowResult.APPLIED):
        return ""
    return f"<p>Ten plik niczego nie zmienił. Aktualna tabela: {FILE_NAME}.</p>"


def _section(result: RowResult, rows: Sequence[RowOutcome]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th>{name}</th>" for name in _COLUMNS)
    body = "".join(map(_row, rows[:MOST_ROWS]))
    more = len(rows) - MOST_ROWS
    rest = f'<p class="soft">… i jeszcze {more} – wszystkie są w pliku JSON.</p>' if more > 0 else ""
    return (
        f"<h2>{RESULT_TEXTS[result]} ({len(rows)})</h2>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"
    )


def _row(row: RowOutcome) -> str:
    cells = (escape(row.order_id), escape(row.buyer), "<br>".join(map(escape, row.told)))
    return f'<tr><td class="n">{row.line}</td>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
