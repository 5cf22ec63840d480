"""Import reports: JSON for programs, HTML for a person in the console, and the latest under a fixed name.

While a file is read, the outcomes of each thousand transactions are stored as a part; the whole is joined from the
parts at the end, so that memory does not grow with the file.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Any

import msgspec

from invoicing.adapters.s3.bucket import Bucket
from invoicing.domain.imports.record import Import, TransactionOutcome
from invoicing.domain.imports.report import digest_of

LATEST = "_NAJNOWSZY.html"
_SPOOLED = 1024 * 1024
_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_ROWS = tuple[TransactionOutcome, ...]


class S3Reports:
    """Reports in the reports bucket."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    def save_part(self, record: Import, number: int, rows: Sequence[TransactionOutcome]) -> None:
        """Store the outcomes of a part, replacing any earlier ones."""
        self._bucket.put(_part_key(record, number), msgspec.json.encode(rows), _JSON)

    def finish(self, record: Import) -> None:
        """Join the parts into the report, in both formats."""
        from invoicing.adapters.html.import_report import html_of

        page = html_of(record, digest_of(_rows_in(self._parts(record)))).encode()
        with tempfile.SpooledTemporaryFile(_SPOOLED) as report:
            self._join(record, report)
            report.seek(0)
            self._bucket.put(_key(record, "json"), report, _JSON)
        self._bucket.put(_key(record, "html"), page, _HTML)
        self._bucket.put(f"reports/{record.seller_id}/{LATEST}", page, _HTML)

    def first_rows(self, record: Import) -> tuple[TransactionOutcome, ...]:
        """Return the outcomes of the first part; none while it is not done."""
        part = self._part(record, 0)
        return msgspec.json.decode(part, type=_ROWS) if part else ()

    def rows(self, record: Import) -> Iterator[TransactionOutcome] | None:
        """Return the outcomes of all transactions; None for a report that is no longer kept."""
        parts = self._parts(record)
        first = next(parts, None)
        if first is None:
            return None if any(record.counts.values()) else iter(())
        return _rows_in(chain((first,), parts))

    def links(self, record: Import) -> Mapping[str, str]:
        """Return links to the report in both formats that work for a few minutes."""
        return {form: self._bucket.link(_key(record, form)) for form in ("json", "html")}

    def _parts(self, record: Import) -> Iterator[bytes]:
        number = 0
        while part := self._part(record, number):
            yield part
            number += 1

    def _join(self, record: Import, report: IO[bytes]) -> None:
        """Write the record followed by the parts as one list, without decoding them."""
        report.write(msgspec.json.encode(record)[:-1] + b',"transactions":[')
        for number, part in enumerate(self._parts(record)):
            report.write((b"," if number else b"") + part[1:-1])
        report.write(b"]}")

    def _part(self, record: Import, number: int) -> bytes | None:
        return self._bucket.find(_part_key(record, number))


def _rows_in(parts: Iterable[bytes]) -> Iterator[TransactionOutcome]:
    for part in parts:
        yield from msgspec.json.decode(part, type=_ROWS)


def _key(record: Import, form: str) -> str:
    return f"reports/{record.seller_id}/{record.id}.{form}"


def _part_key(record: Import, number: int) -> str:
    """Return the key of a part; it names the bytes read, so that files under one grant never mix their parts."""
    bytes_read = (record.etag or "").strip('"')
    return f"reports/{record.seller_id}/parts/{record.id}/{bytes_read}/{number:05}.json"
