"""PDFs in the documents bucket, each written once; and what all buckets share."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from invoicing.domain.documents.summary import Pdf

LINK_LIFETIME_S = 300
PDFS = "pdf/"
READERS = 10
"""botocore keeps so many connections."""


class S3Pdfs:
    """PDFs of issued documents."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put_once(self, key: str, content: bytes) -> Pdf:
        """Write the PDF unless it is there already; what is stored is the truth, and is returned."""
        digest = hashlib.sha256(content).digest()
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=key,
                Body=content,
                ContentType="application/pdf",
                IfNoneMatch="*",
                ChecksumSHA256=base64.b64encode(digest).decode(),
            )
        except ClientError as error:
            if status_of(error) != 412:
                raise
            return self._there(key)
        return Pdf(key=key, sha256=digest.hex(), size=len(content))

    def stored(self, keys: Iterable[str]) -> Mapping[str, Pdf | None]:
        """Return what lies under each key; None where nothing does."""
        wanted = list(keys)
        with ThreadPoolExecutor(READERS) as readers:
            return dict(zip(wanted, readers.map(self._stored, wanted), strict=True))

    def _stored(self, key: str) -> Pdf | None:
        try:
            return self._there(key)
        except ClientError as error:
            if status_of(error) != 404:
                raise
            return None

    def sellers(self) -> Iterator[str]:
        """Yield who has PDFs: a folder each."""
        return folders_in(self._client, self._bucket, PDFS)

    def keys(self, seller_id: str, since: datetime | None = None) -> Iterator[str]:
        """Yield the keys of all PDFs of a seller, or of those that were written since."""
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket, Prefix=f"{PDFS}{seller_id}/"
        )
        for page in pages:
            for item in page.get("Contents", ()):
                if since is None or item["LastModified"] >= since:
                    yield item["Key"]

    def _there(self, key: str) -> Pdf:
        head = self._client.head_object(Bucket=self._bucket, Key=key, ChecksumMode="ENABLED")
        digest = base64.b64decode(head["ChecksumSHA256"])
        return Pdf(key=key, sha256=digest.hex(), size=head["ContentLength"])

    def get(self, key: str) -> bytes:
        """Return the bytes of a stored PDF."""
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        return content

    def link(self, key: str) -> str:
        """Return a link to the PDF that works for some minutes."""
        return link_to(self._client, self._bucket, key)


def folders_in(client: Any, bucket: str, prefix: str) -> Iterator[str]:
    """Yield the names of the folders under a prefix, without looking into them."""
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix, Delimiter="/")
    for page in pages:
        for folder in page.get("CommonPrefixes", ()):
            yield folder["Prefix"].removeprefix(prefix).strip("/")


def link_to(client: Any, bucket: str, key: str) -> str:
    """Return a link to an object that works for some minutes."""
    link: str = client.generate_presigned_url(
        "get_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=LINK_LIFETIME_S
    )
    return link


def status_of(error: ClientError) -> int:
    """Return the HTTP status of an error."""
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
