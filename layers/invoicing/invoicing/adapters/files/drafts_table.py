"""An edited table of waiting drafts, as spreadsheets save it: any usual encoding, separator and quoting.

It is read with the same limits as sales files, but errors have texts of their own that fit a table.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

from invoicing.adapters.files.csv_rows import Rows
from invoicing.adapters.files.file_kind import CSV, kind_of
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.documents.search import folded_text
from invoicing.domain.drafts_table.table import COLUMNS, EDITABLE, FILE_NAME, ID, NEEDED
from invoicing.services.drafts_table.ports import TableRow

MOST_BYTES = 20 * 1024 * 1024
"""Some ten times the largest table that we export."""
CELL_CHARACTERS = 2_000

_WAY_OUT = f"Zapisz w arkuszu edytowany plik {FILE_NAME} jako CSV UTF-8 i wgraj go jeszcze raz."
_NO_TABLE = f"To nie jest tabela {FILE_NAME}: brak kolumn id i wersja. {_WAY_OUT}"
_TEXTS = {
    "csv_broken": f"Tabeli nie da się odczytać do końca (niezamknięty cudzysłów albo za długie pole). {_WAY_OUT}",
    "encoding_broken": f"Litery w pliku są zepsute. {_WAY_OUT}",
    "encoding_unclear": f"Nie da się rozpoznać polskich liter w pliku. {_WAY_OUT}",
    "binary_file": f"To nie jest plik tekstowy. {_WAY_OUT}",
    "record_too_large": f"Jeden z wierszy jest o wiele za długi. {_WAY_OUT}",
    "too_many_fields": f"Jeden z wierszy ma o wiele za dużo kolumn. {_WAY_OUT}",
    "image_file": f"To jest obraz. {_WAY_OUT}",
    "pdf_file": f"To jest plik PDF. {_WAY_OUT}",
    "archive_file": f"To jest archiwum. {_WAY_OUT}",
    "html_page": f"To jest strona internetowa. {_WAY_OUT}",
    "spreadsheet_file": f"To jest plik Excel albo LibreOffice. {_WAY_OUT}",
}
_NAMES = {folded_text(name): name for name in COLUMNS}


def open_table(source: IO[bytes]) -> Iterator[TableRow]:
    """Yield the rows of a seekable file that have an id or an edit.

    Raises: UnreadableFileError.
    """
    with _in_words_for_tables():
        kind = kind_of(source)
        if kind.syntax != CSV:
            raise UnreadableFileError("not_a_table", _NO_TABLE)
        rows = Rows(kind.encoding.texts(source))
        cells = iter(rows)
        columns = _columns(next(cells, []))
        for row in cells:
            named = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
            if _has_content(named):
                yield TableRow(line=rows.line, cells=_shortened(named))


def _columns(head: Sequence[str]) -> Mapping[str, int]:
    """Return the positions of our columns, in any order and with any others between them."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = _NAMES.get(folded_text(cell.lstrip("\ufeff")))
        if name and name in columns:
            raise UnreadableFileError("column_twice", f"Kolumna „{name}” jest w tabeli dwa razy. {_WAY_OUT}")
        if name:
            columns[name] = place
    if any(name not in columns for name in NEEDED):
        raise UnreadableFileError("not_a_table", _NO_TABLE)
    return columns


def _has_content(cells: Mapping[str, str]) -> bool:
    """False for a row without id and edits: blank, or a note."""
    return bool(cells[ID].strip()) or any(cells.get(name, "").strip() for name in EDITABLE)


def _shortened(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: cell[:CELL_CHARACTERS] for name, cell in cells.items()}


@contextmanager
def _in_words_for_tables() -> Iterator[None]:
    try:
        yield
    except UnreadableFileError as error:
        raise UnreadableFileError(error.code, _TEXTS.get(error.code, error.detail)) from error
