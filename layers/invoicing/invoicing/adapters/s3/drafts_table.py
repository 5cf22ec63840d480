"""The waiting drafts of each seller as a table in the reports bucket: `reports/{seller}/do-wystawienia.csv`."""

import tempfile
from collections.abc import Iterable
from typing import Any

from invoicing.adapters.s3.bucket import Bucket
from invoicing.domain.basics.csv_cells import BOM
from invoicing.domain.drafts_table.table import FILE_NAME

_SPOOLED = 1024 * 1024


class S3WaitingSheets:
    """Tables of waiting drafts."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    def write(self, seller_id: str, lines: Iterable[str]) -> None:
        """Replace the table; if producing a line fails, nothing is written."""
        with tempfile.SpooledTemporaryFile(_SPOOLED) as content:
            content.write(BOM.encode())
            for line in lines:
                content.write(line.encode())
            content.seek(0)
            self._bucket.put(f"reports/{seller_id}/{FILE_NAME}", content, "text/csv; charset=utf-8")
