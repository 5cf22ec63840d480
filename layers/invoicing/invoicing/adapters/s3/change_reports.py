"""Reports of edited tables: `reports/{seller}/zmiany-{id}.json` for programs, `.html` for a person in the console."""

from collections.abc import Sequence
from typing import Any

import msgspec

from invoicing.adapters.s3.bucket import Bucket
from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome

LATEST = "_NAJNOWSZE_ZMIANY.html"
_HTML = "text/html; charset=utf-8"
_JSON = "application/json"
_ROWS = tuple[RowOutcome, ...]


class S3ChangeReports:
    """Reports of edited tables in the reports bucket; the outcomes of each hundred rows are in a part of their own."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    def part(self, run: ChangeRun, number: int) -> tuple[RowOutcome, ...] | None:
        """Return the outcomes of a part; None while it is not done."""
        part = self._bucket.find(_part_key(run, number))
        return None if part is None else msgspec.json.decode(part, type=_ROWS)

    def save_part(self, run: ChangeRun, number: int, rows: Sequence[RowOutcome]) -> None:
        """Store the outcomes of a part."""
        self._bucket.put(_part_key(run, number), msgspec.json.encode(rows), _JSON)

    def finish(self, run: ChangeRun, rows: Sequence[RowOutcome]) -> None:
        """Write the report in both formats."""
        from invoicing.adapters.html.changes_report import html_of

        page = html_of(run, rows).encode()
        report = {**msgspec.to_builtins(run), "rows": rows}
        self._bucket.put(_key(run, "json"), msgspec.json.encode(report), _JSON)
        self._bucket.put(_key(run, "html"), page, _HTML)
        self._bucket.put(f"reports/{run.seller_id}/{LATEST}", page, _HTML)


def _key(run: ChangeRun, form: str) -> str:
    return f"reports/{run.seller_id}/zmiany-{run.id}.{form}"


def _part_key(run: ChangeRun, number: int) -> str:
    return f"reports/{run.seller_id}/parts/zmiany-{run.id}/{number:05}.json"
