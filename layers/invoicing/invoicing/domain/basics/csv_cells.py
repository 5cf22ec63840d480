"""Rows of a table as a Polish spreadsheet reads them: `;` between cells, a decimal comma, days as `2026-11-24`.

What buyers wrote is text and stays text: a cell that a spreadsheet would calculate gets an apostrophe in front.

>>> csv_row(["Jan; Kowalski", Decimal("-16.26"), None, "=1+1"])
'"Jan; Kowalski";-16,26;;\\'=1+1\\r\\n'
"""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""At the start of a file it tells a spreadsheet that the text is UTF-8."""

Cell = str | Decimal | date | int | None
"""A yes is written `1`, a no is left empty."""

_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class _Returned:
    """Lets the csv writer hand back each row that it makes."""

    def write(self, text: str) -> str:
        return text


_WRITER = csv.writer(_Returned(), delimiter=";", lineterminator="\r\n")


def csv_row(cells: Iterable[Cell]) -> str:
    """Return the cells as one line."""
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
    """A spreadsheet looks past blanks at the start of a cell, so do we."""
    return f"'{text}" if text.startswith(_CALCULATED) or text.lstrip().startswith(_CALCULATED) else text
