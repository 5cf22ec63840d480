"""Exports in the reports bucket: `exports/{seller}/{job}/ksiegowosc-2026-11.zip`, `…/wydruk.pdf`.

A file is built on local disk and uploaded when complete; one job writes one file, so repeating the job writes the same
file under the same key.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from invoicing.adapters.s3.bucket import Bucket
from invoicing.domain.basics.csv_cells import BOM

if TYPE_CHECKING:
    from pypdf.generic import IndirectObject

_ZIP = "application/zip"
_PDF = "application/pdf"
_WRITTEN_AT = (1980, 1, 1, 0, 0, 0)
"""The timestamp of every file in an archive, so that the same documents give the same bytes."""
_READABLE_BY_ALL = 0o644 << 16
_SPOOLED = 1024 * 1024


class S3Exports:
    """Exports of sellers."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    @contextmanager
    def archive(self, seller_id: str, job_id: str, file_name: str) -> Iterator["ZipArchive"]:
        """Yield an archive to fill; it is uploaded at the end, and not at all after a failure."""
        key = export_key(seller_id, job_id, file_name)
        with tempfile.TemporaryFile() as content:
            with ZipArchive(key, content) as archive:
                yield archive
            self._upload(key, content, _ZIP)

    @contextmanager
    def printout(self, seller_id: str, job_id: str, file_name: str) -> Iterator["MergedPdf"]:
        """Yield a PDF to fill; it is uploaded at the end, and not at all after a failure."""
        key = export_key(seller_id, job_id, file_name)
        merged = MergedPdf(key)
        yield merged
        with tempfile.TemporaryFile() as content:
            merged.write(content)
            self._upload(key, content, _PDF)

    def link(self, key: str) -> str:
        """Return a link that works for a few minutes and saves the file under its name."""
        return self._bucket.link(key, save_as=key.rpartition("/")[2])

    def _upload(self, key: str, content: IO[bytes], content_type: str) -> None:
        from s3transfer.manager import TransferManager

        content.seek(0)
        with TransferManager(self._bucket.client) as manager:
            manager.upload(content, self._bucket.name, key, extra_args={"ContentType": content_type}).result()


def export_key(seller_id: str, job_id: str, file_name: str) -> str:
    """Return the key of a job's file in the reports bucket."""
    return f"exports/{seller_id}/{job_id}/{file_name}"


class ZipArchive:
    """A ZIP: PDFs are stored as they come (they are already compressed), sheets wait on disk until the end."""

    def __init__(self, key: str, content: IO[bytes]) -> None:
        self.key = key
        self._zip = zipfile.ZipFile(content, "w", zipfile.ZIP_STORED)
        self._sheets: dict[str, IO[bytes]] = {}
        self._open = ExitStack()

    def add_pdf(self, name: str, content: bytes) -> None:
        """Write a PDF under this name."""
        self._zip.writestr(_entry(name, zipfile.ZIP_STORED), content)

    def add_row(self, sheet: str, row: str) -> None:
        """Append a row to a sheet."""
        if sheet not in self._sheets:
            self._sheets[sheet] = self._open.enter_context(_empty_sheet())
            row = BOM + row
        self._sheets[sheet].write(row.encode())

    def __enter__(self) -> "ZipArchive":
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        with self._open, self._zip:
            if failure is None:
                for name, rows in self._sheets.items():
                    self._write(name, rows)

    def _write(self, name: str, rows: IO[bytes]) -> None:
        rows.seek(0)
        with self._zip.open(_entry(name, zipfile.ZIP_DEFLATED), "w") as file:
            while chunk := rows.read(_SPOOLED):
                file.write(chunk)


def _empty_sheet() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(_SPOOLED)


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _WRITTEN_AT)
    entry.compress_type = compression
    entry.external_attr = _READABLE_BY_ALL
    return entry


class MergedPdf:
    """One PDF merged from many. A font that several of them embed is kept once, or memory would grow with each copy.

    Only page contents are copied; what a printer does not need (attachments, links, titles) is dropped.
    """

    def __init__(self, key: str) -> None:
        from pypdf import PdfWriter

        self.key = key
        self._writer = PdfWriter()
        self._fonts: dict[bytes, IndirectObject] = {}

    def add(self, content: bytes) -> None:
        """Append the pages of a PDF."""
        from pypdf import PdfReader

        reader = PdfReader(BytesIO(content))
        for page in reader.pages:
            self._add_page(page)
        self._writer.reset_translation(reader)

    def _add_page(self, page: Any) -> None:
        from pypdf.generic import NameObject

        fonts = page["/Resources"].get("/Font")
        if fonts is not None:
            for name, font in fonts.get_object().items():
                fonts.get_object()[NameObject(name)] = self._shared(font)
        copy = self._writer.add_blank_page(page.mediabox.width, page.mediabox.height)
        for name in ("/Resources", "/Contents"):
            if name in page:
                copy[NameObject(name)] = page.raw_get(name).clone(self._writer)

    def _shared(self, font: Any) -> "IndirectObject":
        """Return the merged PDF's copy of this font."""
        digest = _digest(font)
        if digest not in self._fonts:
            self._fonts[digest] = font.get_object().clone(self._writer).indirect_reference
        return self._fonts[digest]

    def write(self, content: IO[bytes]) -> None:
        """Write the merged PDF."""
        self._writer.write(content)


def _digest(reference: Any) -> bytes:
    """Return a hash of an object's contents, independent of object numbers in its file."""
    content = reference.get_object()
    digest = hashlib.sha256(type(content).__name__.encode())
    if isinstance(content, dict):
        digest.update(getattr(content, "_data", b""))
        for name, value in sorted(content.items()):
            digest.update(name.encode() + _digest(value))
    elif isinstance(content, list):
        for value in content:
            digest.update(_digest(value))
    else:
        digest.update(repr(content).encode())
    return digest.digest()
