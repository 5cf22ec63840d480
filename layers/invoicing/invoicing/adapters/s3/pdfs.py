"""PDFs in the documents bucket, each written once."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from invoicing.adapters.s3.bucket import NOT_FOUND, Bucket, status_of
from invoicing.domain.documents.summary import Pdf

PDFS = "pdf/"
READERS = 10
"""botocore's default pool size."""


class S3Pdfs:
    """PDFs of issued documents."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    def put_once(self, key: str, content: bytes) -> Pdf:
        """Write the PDF unless the key exists already; return the stored one, which is authoritative."""
        if self._bucket.put_once(key, content, "application/pdf"):
            return Pdf(key=key, sha256=hashlib.sha256(content).hexdigest(), size=len(content))
        return self._existing(key)

    def stored(self, keys: Iterable[str]) -> Mapping[str, Pdf | None]:
        """Return the stored PDF of each key; None for keys without one."""
        requested = list(keys)
        with ThreadPoolExecutor(READERS) as readers:
            return dict(zip(requested, readers.map(self._stored, requested), strict=True))

    def _stored(self, key: str) -> Pdf | None:
        try:
            return self._existing(key)
        except ClientError as error:
            if status_of(error) != NOT_FOUND:
                raise
            return None

    def sellers(self) -> Iterator[str]:
        """Yield the ids of sellers with PDFs: each has a folder."""
        return self._bucket.folders(PDFS)

    def keys(self, seller_id: str, since: datetime | None = None) -> Iterator[str]:
        """Yield the keys of a seller's PDFs, with `since` only of those written since then."""
        pages = self._bucket.client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket.name, Prefix=f"{PDFS}{seller_id}/"
        )
        for page in pages:
            for item in page.get("Contents", ()):
                if since is None or item["LastModified"] >= since:
                    yield item["Key"]

    def _existing(self, key: str) -> Pdf:
        head = self._bucket.client.head_object(Bucket=self._bucket.name, Key=key, ChecksumMode="ENABLED")
        digest = base64.b64decode(head["ChecksumSHA256"])
        return Pdf(key=key, sha256=digest.hex(), size=head["ContentLength"])

    def get(self, key: str) -> bytes:
        """Return the bytes of a stored PDF."""
        return self._bucket.get(key)

    def link(self, key: str) -> str:
        """Return a link to the PDF that works for a few minutes."""
        return self._bucket.link(key)
