"""Transactions of a JSON file: checkout forms of the REST API as a list, as an object with the list, or just one.

The file is read one value at a time, so memory does not grow with it. Numbers stay text, as in the file.
"""

import json
import re
from collections.abc import Callable, Iterator
from json.decoder import JSONDecodeError
from typing import Any, NoReturn

from invoicing.adapters.allegro.syntax.paths import Paths
from invoicing.adapters.allegro.syntax.records import Collector, Group, Part, too_deep
from invoicing.adapters.allegro.vocabulary.layouts import RECORD_LISTS
from invoicing.adapters.allegro.vocabulary.spelling import folded
from invoicing.adapters.files import limits
from invoicing.adapters.files.file_kind import no_sales, refuse_other_reports
from invoicing.domain.basics.errors import UnreadableFileError

_COUNT_AT_END = re.compile(r'"count"\s*:\s*(\d{1,9})\s*(?:,\s*"\w+"\s*:\s*"?\w*"?\s*)*}\s*$')
_BLANK = re.compile(r"[ \t\r\n]*")


def parts_of(item: Any) -> Iterator[Part]:
    """Yield the parts of an object; each element of a list is a part with the list's name."""
    for name, value in item.items():
        if isinstance(value, str):
            yield name, value, None
        elif isinstance(value, dict):
            yield name, None, value
        elif isinstance(value, list):
            for element in value:
                if isinstance(element, dict):
                    yield name, None, element
                elif isinstance(element, str):
                    yield name, element, None
        elif isinstance(value, bool):
            yield name, "true" if value else "false", None


class JsonRecords:
    """The transactions of a JSON file; `texts` returns its text from the start, `tail` is its last characters."""

    def __init__(self, texts: Callable[[], Iterator[str]], tail: str, paths: Paths) -> None:
        self._texts = texts
        self._collector = Collector(paths, parts_of)
        count = _COUNT_AT_END.search(tail)
        self.expected = int(count[1]) if count else None

    def records(self, after: int) -> Iterator[Group]:
        """Yield the raw records that follow the first `after` ones.

        Raises: UnreadableFileError.
        """
        for number, form in enumerate(_forms(_Text(self._texts())), start=1):
            if not isinstance(form, dict):
                raise no_sales()
            if number > after:
                yield self._collector.record(form)


def _forms(text: "_Text") -> Iterator[Any]:
    """Yield the values in the list of transactions, or the whole file as the only one."""
    if text.takes("["):
        yield from _listed(text)
        text.end()
        return
    if not text.takes("{"):
        raise no_sales()
    single: dict[str, Any] = {}
    names: set[str] = set()
    listed = 0
    while not text.takes("}"):
        if single or listed:
            text.expect(",")
        name = text.value()
        text.expect(":")
        if isinstance(name, str) and folded(name) in RECORD_LISTS and not listed and text.takes("["):
            before = text.taken
            yield from _listed(text)
            listed = text.taken - before
            continue
        names.add(folded(str(name)))
        refuse_other_reports(names)
        single[str(name)] = text.value()
        if len(single) > limits.COLUMNS or text.taken - listed > limits.RECORD_BYTES:
            raise text.too_large()
    text.end()
    if not listed:
        yield single


def _listed(text: "_Text") -> Iterator[Any]:
    is_first = True
    while not text.takes("]"):
        if not is_first:
            text.expect(",")
        is_first = False
        yield text.value()


def _refuse_constant(name: str) -> NoReturn:
    """Refuse `NaN` and `Infinity`, which are no JSON."""
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; one with a repeated name is ambiguous, and no program that exports sales writes it."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError(pairs)
    return members


class _Text:
    """A JSON text, read piece by piece and consumed from its start."""

    _decoder = json.JSONDecoder(
        object_pairs_hook=_object, parse_float=str, parse_int=str, parse_constant=_refuse_constant
    )

    def __init__(self, texts: Iterator[str]) -> None:
        self._texts = texts
        self._rest = ""
        self._at = 0
        self._is_whole = False
        self._line = 1
        self._taken = 0
        self._fill()
        self._at = len("\ufeff") if self._rest.startswith("\ufeff") else 0

    @property
    def taken(self) -> int:
        """Number of characters consumed."""
        return self._taken + self._at

    def takes(self, sign: str) -> bool:
        """Consume the sign and return True if it is next."""
        self._skip_blank()
        if not self._rest.startswith(sign, self._at):
            return False
        self._at += 1
        return True

    def expect(self, sign: str) -> None:
        """Consume the sign; refuse the file if another follows."""
        if not self.takes(sign):
            raise self._not_json()

    def end(self) -> None:
        """Refuse anything after the end."""
        self._skip_blank()
        if self._at < len(self._rest):
            raise self._not_json()

    def value(self) -> Any:
        """Consume a value. An incomplete one is tried again with twice as much text, up to the limit."""
        self._skip_blank()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._rest, self._at)
            except JSONDecodeError as error:
                if self._is_whole:
                    raise self._not_json() from error
            except RecursionError as error:
                raise too_deep() from error
            except ValueError as error:
                raise self._not_json() from error
            else:
                if end < len(self._rest) or self._is_whole:
                    self._at = end
                    return value
            self._grow()

    def too_large(self) -> UnreadableFileError:
        """Return the refusal of a value that is too long for a transaction."""
        return UnreadableFileError(
            "record_too_large",
            f"Zamówienie za wierszem {self._line} zajmuje ponad {limits.RECORD_BYTES // 1024 // 1024} MB albo plik "
            "nie jest poprawnym JSON. Pobierz go jeszcze raz.",
        )

    def _grow(self) -> None:
        if len(self._rest) - self._at > limits.RECORD_BYTES:
            raise self.too_large()
        target = 2 * (len(self._rest) - self._at)
        while not self._is_whole and len(self._rest) - self._at < target:
            self._fill()

    def _fill(self) -> None:
        text = next(self._texts, None)
        if text is None:
            self._is_whole = True
            return
        self._line += self._rest.count("\n", 0, self._at)
        self._taken += self._at
        self._rest, self._at = self._rest[self._at :] + text, 0

    def _skip_blank(self) -> None:
        while True:
            self._at = _BLANK.match(self._rest, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._rest) or self._is_whole:
                return
            self._fill()

    def _not_json(self) -> UnreadableFileError:
        line = self._line + self._rest.count("\n", 0, self._at)
        return UnreadableFileError(
            "not_json", f"Plik JSON jest ucięty albo ma błąd (za wierszem {line}). Pobierz go jeszcze raz."
        )
