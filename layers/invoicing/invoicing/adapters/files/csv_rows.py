"""Rows of a CSV file, read within limits: spreadsheet separators, quotes, line breaks inside cells."""

import csv
import re
from collections.abc import Iterator

from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError

SEPARATORS = (",", ";", "\t")
_DECLARED_SEPARATOR = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)


class Rows:
    """The non-blank rows of a table, and the number of the line where the latest one ends.

    Raises: UnreadableFileError.
    """

    def __init__(self, texts: Iterator[str]) -> None:
        self._lines = _Lines(texts)
        first = next(self._lines, "")
        while first and not first.strip():
            first = next(self._lines, "")
        separator = _separator(first)
        if declared := _DECLARED_SEPARATOR.fullmatch(first):
            separator = declared[1]
        else:
            self._lines.put_back(first)
        self._reader = csv.reader(self._lines, delimiter=separator)

    @property
    def line(self) -> int:
        """Number of the last line read, from 1."""
        return self._lines.number

    def __iter__(self) -> Iterator[list[str]]:
        while True:
            self._lines.row_started()
            try:
                row = next(self._reader, None)
            except csv.Error as error:
                raise UnreadableFileError(
                    "csv_broken",
                    f"Nie da się odczytać tabeli w okolicy wiersza {self.line} (niezamknięty cudzysłów albo za długie "
                    "pole). Pobierz plik z Allegro jeszcze raz.",
                ) from error
            if row is None:
                return
            if len(row) > limits.COLUMNS:
                raise UnreadableFileError(
                    "too_many_fields",
                    f"Wiersz {self.line} ma ponad {limits.COLUMNS} kolumn – to nie jest plik sprzedaży z Allegro.",
                )
            if any(row):
                yield row


def _separator(header: str) -> str:
    return max(SEPARATORS, key=header.count)


class _Lines(Iterator[str]):
    """Counted lines with their line endings; bounds the length of the row they form."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._lines: Iterator[str] = iter(())
        self._rest = ""
        self._end = ""
        self._row = 0
        self.number = 0

    def put_back(self, line: str) -> None:
        """Yield this line again."""
        self._lines = iter([line, *self._lines])
        self.number -= 1

    def row_started(self) -> None:
        """Reset the length of the current row."""
        self._row = 0

    def __next__(self) -> str:
        line = next(self._lines, None)
        while line is None:
            self._fill()
            line = next(self._lines, None)
        self._row += len(line)
        if self._row > limits.RECORD_BYTES:
            raise _row_too_long(self.number)
        self.number += 1
        return line

    def _fill(self) -> None:
        text = next(self._texts, None)
        if text is None:
            if not self._rest:
                raise StopIteration
            self._lines, self._rest = iter([self._rest]), ""
            return
        if not self._end:
            # a lone carriage return ends a line only in files without line feeds
            self._end = "\r" if "\n" not in text and "\r" in text[:-1] else "\n"
        *whole, self._rest = (self._rest + text).split(self._end)
        if len(self._rest) > limits.RECORD_BYTES:
            raise _row_too_long(self.number)
        self._lines = iter([line + self._end for line in whole])


def _row_too_long(line: int) -> UnreadableFileError:
    return UnreadableFileError(
        "record_too_large",
        f"Wiersz po {line}. ma ponad {limits.RECORD_BYTES // 1024 // 1024} MB – to nie jest plik sprzedaży z Allegro.",
    )
