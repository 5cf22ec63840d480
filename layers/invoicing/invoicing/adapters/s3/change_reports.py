"""Reports of changes files: `reports/{seller}/zmiany-{id}.json` for programs, `.html` for a person in the console."""

from collections.abc import Sequence
from typing import Any

import msgspec
from botocore.exceptions import ClientError

from invoicing.adapters.html.changes_report import html_of
from invoicing.adapters.s3.pdfs import status_of
from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome

LATEST = "_NAJNOWSZE_ZMIANY.html"
_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_ROWS = tuple[RowOutcome, ...]


class S3ChangeReports:
    """Reports of changes in the reports bucket; the outcomes of each hundred rows lie in a part of their own."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def part(self, run: ChangeRun, number: int) -> tuple[RowOutcome, ...] | None:
        """Return the outcomes of a part; None while it is not done."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=_part_key(run, number))
        except ClientError as error:
            if status_of(error) == 404:
                return None
            raise
        return msgspec.json.decode(answer["Body"].read(), type=_ROWS)

    def save_part(self, run: ChangeRun, number: int, rows: Sequence[RowOutcome]) -> None:
        """Store the outcomes of a part."""
        self._put(_part_key(run, number), msgspec.json.encode(rows), _JSON)

    def finish(self, run: ChangeRun, rows: Sequence[RowOutcome]) -> None:
        """Write the report in both its forms."""
        page = html_of(run, rows).encode()
        report = {**msgspec.to_builtins(run), "rows": rows}
        self._put(_key(run, "json"), msgspec.json.encode(report), _JSON)
        self._put(_key(run, "html"), page, _HTML)
        self._put(f"reports/{run.seller_id}/{LATEST}", page, _HTML)

    def _put(self, key: str, content: bytes, content_type: str) -> None:
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType=content_type)


def _key(run: ChangeRun, form: str) -> str:
    return f"reports/{run.seller_id}/zmiany-{run.id}.{form}"


def _part_key(run: ChangeRun, number: int) -> str:
    return f"reports/{run.seller_id}/parts/zmiany-{run.id}/{number:05}.json"
