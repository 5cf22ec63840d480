"""The report of an edited table as a page for a shopkeeper: first what was not changed, and why.

Every value of the file is escaped, and the page has no scripts.
"""

from collections.abc import Sequence

from markupsafe import Markup

from invoicing.adapters.html import page
from invoicing.adapters.html.page import NOTHING, cell, joined, lines_of
from invoicing.domain.basics.dates import show_instant
from invoicing.domain.drafts_table.report import RESULT_TEXTS, ChangeRun, RowOutcome, RowResult
from invoicing.domain.drafts_table.table import FILE_NAME
from invoicing.domain.imports.report import MOST_ROWS

_COLUMNS = ("Wiersz", "Nr zamówienia", "Nabywca", "Co się stało")
_ORDER = (RowResult.REFUSED, RowResult.APPLIED, RowResult.UNCHANGED)


def html_of(run: ChangeRun, rows: Sequence[RowOutcome]) -> str:
    """Return the whole page."""
    about = Markup('<p class="soft">Zmiany {}</p>').format(run.id)
    sections = (_section(result, [row for row in rows if row.result is result]) for result in _ORDER)
    return page.page_of(
        f"Zmiany z {show_instant(run.created_at)} – {run.file_name}",
        (about, _failure(run), _numbers(run), _nothing(run), *sections),
    )


def _failure(run: ChangeRun) -> Markup:
    if run.error is None:
        return NOTHING
    outcome = "Dalszych wierszy nie wczytano." if any(run.counts.values()) else "Nie wczytano pliku."
    return Markup('<p class="bad"><strong>{}</strong> {}</p>').format(outcome, run.error.message)


def _numbers(run: ChangeRun) -> Markup:
    names = {RowResult.APPLIED: "zmieniono", RowResult.REFUSED: "nie zmieniono", RowResult.UNCHANGED: "bez zmian"}
    return page.numbers_of((run.counts.get(result, 0), name) for result, name in names.items())


def _nothing(run: ChangeRun) -> Markup:
    if run.error or run.counts.get(RowResult.APPLIED):
        return NOTHING
    return Markup("<p>Ten plik niczego nie zmienił. Aktualna tabela: {}.</p>").format(FILE_NAME)


def _section(result: RowResult, rows: Sequence[RowOutcome]) -> Markup:
    if not rows:
        return NOTHING
    title = Markup("<h2>{} ({})</h2>").format(RESULT_TEXTS[result], len(rows))
    shown = page.table(_COLUMNS, map(_row, rows[:MOST_ROWS]))
    return joined((title, shown, page.left_out(len(rows) - MOST_ROWS, page.IN_JSON)))


def _row(row: RowOutcome) -> Markup:
    return page.row_of((cell(str(row.line), "n"), cell(row.order_id), cell(row.buyer), cell(lines_of(row.told))))
