"""The three buckets: uploads are read, reports are written, PDFs are written once."""

import base64
import hashlib
from typing import IO, Any

import msgspec
from botocore.exceptions import ClientError

from invoicing.adapters.report_html import html_of
from invoicing.domain.errors import NotFoundError, UnreadableFileError
from invoicing.domain.imports import ImportReport
from invoicing.domain.summaries import Pdf

LINK_LIFETIME_S = 300
UPLOAD_GRANT_LIFETIME_S = 900
LARGEST_UPLOAD = 50 * 1024 * 1024
LATEST = "_NAJNOWSZY.html"


class S3Uploads:
    """Files that sellers upload."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def open(self, key: str, etag: str) -> IO[bytes]:
        """Return the very bytes that the event was about; a version overwritten since then is refused."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=key, IfMatch=etag)
        except ClientError as error:
            if _status(error) in (404, 412):
                raise UnreadableFileError(
                    "file_replaced", "Plik został w międzyczasie zastąpiony albo usunięty – wczytuję nowszy."
                ) from error
            raise
        if answer["ContentLength"] > LARGEST_UPLOAD:
            raise UnreadableFileError(
                "file_too_large", f"Plik jest za duży (limit {LARGEST_UPLOAD // 1024 // 1024} MB)."
            )
        body: IO[bytes] = answer["Body"]
        return body

    def archive(self, key: str, seller_id: str) -> None:
        """Move a finished file out of the inbox, so that what lies in the inbox is what is open."""
        target = f"archive/{seller_id}/{key.split('/', 2)[2]}"
        try:
            self._client.copy_object(Bucket=self._bucket, Key=target, CopySource={"Bucket": self._bucket, "Key": key})
        except ClientError as error:
            if _status(error) != 404:
                raise
            return
        self._client.delete_object(Bucket=self._bucket, Key=key)

    def grant(self, key: str) -> dict[str, Any]:
        """Return a presigned POST for exactly this key, of at most the size that we read."""
        grant: dict[str, Any] = self._client.generate_presigned_post(
            self._bucket,
            key,
            Conditions=[["content-length-range", 1, LARGEST_UPLOAD]],
            ExpiresIn=UPLOAD_GRANT_LIFETIME_S,
        )
        return grant


class S3Reports:
    """Import reports: JSON for programs, HTML for a person in the console, and the latest under a fixed name."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def save(self, report: ImportReport) -> None:
        """Write both forms of a report."""
        page = html_of(report).encode()
        prefix = f"reports/{report.record.seller_id}"
        as_json = msgspec.json.encode(report)
        self._put(f"{prefix}/{report.record.id}.json", as_json, "application/json")
        self._put(f"{prefix}/{report.record.id}.html", page, "text/html; charset=utf-8")
        self._put(f"{prefix}/{LATEST}", page, "text/html; charset=utf-8")

    def load(self, seller_id: str, import_id: str) -> ImportReport:
        """Return a report; `NotFoundError` while there is none."""
        try:
            answer = self._client.get_object(Bucket=self._bucket, Key=report_key(seller_id, import_id))
        except ClientError as error:
            if _status(error) == 404:
                raise NotFoundError("Nie ma jeszcze raportu z tego importu.") from error
            raise
        return msgspec.json.decode(answer["Body"].read(), type=ImportReport)

    def link(self, seller_id: str, import_id: str) -> str:
        """Return a link to the HTML report that works for some minutes."""
        return _link(self._client, self._bucket, report_key(seller_id, import_id, "html"))

    def _put(self, key: str, content: bytes, content_type: str) -> None:
        self._client.put_object(Bucket=self._bucket, Key=key, Body=content, ContentType=content_type)


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
            if _status(error) != 412:
                raise
            return self._stored(key)
        return Pdf(key=key, sha256=digest.hex(), size=len(content))

    def _stored(self, key: str) -> Pdf:
        head = self._client.head_object(Bucket=self._bucket, Key=key, ChecksumMode="ENABLED")
        digest = base64.b64decode(head["ChecksumSHA256"])
        return Pdf(key=key, sha256=digest.hex(), size=head["ContentLength"])

    def get(self, key: str) -> bytes:
        """Return the bytes of a stored PDF."""
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        return content

    def link(self, key: str) -> str:
        """Return a link to the PDF that works for some minutes."""
        return _link(self._client, self._bucket, key)


def report_key(seller_id: str, import_id: str, form: str = "json") -> str:
    """Return where a report lies."""
    return f"reports/{seller_id}/{import_id}.{form}"


def _link(client: Any, bucket: str, key: str) -> str:
    link: str = client.generate_presigned_url(
        "get_object", Params={"Bucket": bucket, "Key": key}, ExpiresIn=LINK_LIFETIME_S
    )
    return link


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
