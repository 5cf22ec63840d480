"""The kind of a file, by its content since names can lie. Refusals of other files say what the file is."""

from collections.abc import Set
from dataclasses import dataclass
from typing import IO

from invoicing.adapters.files import limits
from invoicing.adapters.files.encodings import Encoding, encoding_of
from invoicing.domain.basics.errors import FileFault, UnreadableFileError

XML = "xml"
CSV = "csv"
JSON = "json"
_HEAD = 4096
_WAY_OUT = "Pobierz z Allegro „Zestawienie sprzedaży” (plik XML albo CSV) i wgraj je bez otwierania w innym programie."
_Refusal = tuple[FileFault, str]
_SHEET: _Refusal = (
    "spreadsheet_file",
    "To jest plik Excel albo LibreOffice. Zapisz arkusz jako CSV (rozdzielany przecinkami, UTF-8) i wgraj plik CSV.",
)
_PACKED: _Refusal = (
    "archive_file",
    "To jest archiwum. Rozpakuj je i wgraj plik XML, CSV albo JSON, który jest w środku.",
)
_IMAGE: _Refusal = ("image_file", f"To jest obraz, nie plik sprzedaży. {_WAY_OUT}")
_SIGNATURES: dict[bytes, _Refusal] = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _SHEET,
    b"%PDF-": ("pdf_file", f"To jest plik PDF, nie plik sprzedaży. {_WAY_OUT}"),
    b"\x1f\x8b": _PACKED,
    b"BZh": _PACKED,
    b"7z\xbc\xaf\x27\x1c": _PACKED,
    b"Rar!\x1a\x07": _PACKED,
    b"\xfd7zXZ\x00": _PACKED,
    b"\x28\xb5\x2f\xfd": _PACKED,
    b"\x89PNG\r\n": _IMAGE,
    b"\xff\xd8\xff": _IMAGE,
    b"GIF8": _IMAGE,
    b"RIFF": _IMAGE,
}
_ZIP = b"PK\x03\x04"
_SHEET_MARKS = (b"[Content_Types].xml", b"xl/", b"mimetypeapplication/vnd.oasis")
_HTML = ("<!doctype html", "<html", "<head", "<body")

PAYMENTS = frozenset({"identyfikator", "operacja", "operator", "saldo"})
BILLING = frozenset({"typoperacji", "uznania", "obciazenia", "saldo"})
_OTHER_REPORTS: tuple[tuple[frozenset[frozenset[str]], _Refusal], ...] = (
    (
        frozenset({PAYMENTS, frozenset({"paymentoperations"})}),
        ("payments_report", "To raport płatności, nie sprzedaży. Pobierz „Zestawienie sprzedaży”."),
    ),
    (
        frozenset({BILLING, frozenset({"billingentries"})}),
        ("billing_report", "To zestawienie opłat Allegro, nie sprzedaży. Pobierz „Zestawienie sprzedaży”."),
    ),
    (
        frozenset({frozenset({"offers", "totalcount"}), frozenset({"idoferty", "cena", "liczbasztuk", "stanoferty"})}),
        ("offers_file", "To lista ofert, nie sprzedaży. Pobierz „Zestawienie sprzedaży”."),
    ),
)
"""Allegro's other reports, recognised by their field names, and the refusal of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The syntax and the encoding of a file."""

    syntax: str
    encoding: Encoding


def kind_of(source: IO[bytes]) -> Kind:
    """Return the kind of a seekable file; one that cannot be a sales file is refused.

    Raises: UnreadableFileError.
    """
    _refuse_size(source)
    source.seek(0)
    head = source.read(_HEAD)
    _refuse_binary(head)
    encoding = encoding_of(source)
    text = _first_text(source, encoding)
    if text.startswith("<"):
        if text.lower().startswith(_HTML):
            raise UnreadableFileError("html_page", f"To jest strona internetowa, nie plik sprzedaży. {_WAY_OUT}")
        return Kind(syntax=XML, encoding=encoding)
    return Kind(syntax=JSON if text.startswith(("{", "[")) else CSV, encoding=encoding)


def refuse_other_reports(names: Set[str]) -> None:
    """Refuse Allegro's other reports by the folded names of their columns or keys.

    Raises: UnreadableFileError.
    """
    for marks, (code, detail) in _OTHER_REPORTS:
        if any(mark <= names for mark in marks):
            raise UnreadableFileError(code, detail)


def no_sales() -> UnreadableFileError:
    """Return the refusal of a file without any recognisable transaction."""
    return UnreadableFileError("unknown_file", f"Nie rozpoznaję zamówień w tym pliku. {_WAY_OUT}")


def _refuse_size(source: IO[bytes]) -> None:
    size = source.seek(0, 2)
    if size > limits.FILE_BYTES:
        raise UnreadableFileError(
            "file_too_large",
            f"Plik jest za duży (limit {limits.FILE_BYTES // 1024 // 1024} MB). Pobierz sprzedaż z krótszego okresu.",
        )
    if not size:
        raise _empty()


def _empty() -> UnreadableFileError:
    return UnreadableFileError("empty_file", "Plik jest pusty albo zaczyna się od samych odstępów.")


def _refuse_binary(head: bytes) -> None:
    if head.startswith(_ZIP):
        raise UnreadableFileError(*(_SHEET if any(mark in head for mark in _SHEET_MARKS) else _PACKED))
    for signature, refusal in _SIGNATURES.items():
        if head.startswith(signature):
            raise UnreadableFileError(*refusal)


def _first_text(source: IO[bytes], encoding: Encoding) -> str:
    """Return the first piece of text that is not blank."""
    blank = 0
    for text in encoding.texts(source):
        if started := text.lstrip("\ufeff \t\r\n"):
            return started
        blank += len(text)
        if blank > limits.PROLOG_BYTES:
            break
    raise _empty()
