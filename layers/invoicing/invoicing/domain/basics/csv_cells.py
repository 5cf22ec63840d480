"""CSV rows for Polish spreadsheets: `;` between cells, a decimal comma, days as `2026-11-24`.

What buyers wrote stays text: a cell that a spreadsheet would evaluate gets an apostrophe in front.

>>> csv_row(["Jan; Kowalski", Decimal("-16.26"), None, "=1+1"])
'"Jan; Kowalski";-16,26;;\\'=1+1\\r\\n'
"""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""At the start of a file it marks the text as UTF-8 for spreadsheets."""

Cell = str | Decimal | date | int | None
"""True is written as `1`, False is left empty."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Echo:
    """Makes the csv writer return each row."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")


def csv_row(cells: Iterable[Cell]) -> str:
    """Return the cells as one line with its CRLF."""
    line: str = _WRITER.writerow([_shown(cell) for cell in cells])
    return line


def _shown(cell: Cell) -> str:
    match cell:
        case None | False:
            return ""
        case str():
            return _as_text(cell)
        case Decimal():
            return f"{cell:f}".replace(".", ",")
        case date():
            return cell.isoformat()
        case _:
            return str(int(cell))


def _as_text(text: str) -> str:
    """Spreadsheets ignore leading blanks, and so do we."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS) else text
