"""The uploads bucket: files are read in the version that an event was about, and archived when done."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import unquote_plus

from botocore.exceptions import ClientError

from invoicing.adapters.files.limits import FILE_BYTES
from invoicing.adapters.s3.bucket import NOT_FOUND, Bucket, status_of
from invoicing.domain.imports.upload_keys import archive_key
from invoicing.services.imports.ports import Uploaded
from invoicing.services.jobs.ports import Upload

ARCHIVE = "archive/"
GRANT_LIFETIME_S = 900
_CHUNK = 256 * 1024


class S3Uploads:
    """Files that sellers upload."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    @contextmanager
    def fetched(
        self, key: str, etag: str, version: str | None = None, most_bytes: int | None = None
    ) -> Iterator[Uploaded | None]:
        """Yield the exact bytes that an event was about, or None if they no longer exist.

        They are copied to local disk first, as readers go over them twice. A file larger than `most_bytes`, or than the
        general limit, is not copied.
        """
        answer = self._get(key, etag, version)
        if answer is None and unquote_plus(key) != key:
            key = unquote_plus(key)
            answer = self._get(key, etag, version)
        if answer is None:
            yield None
            return
        with tempfile.TemporaryFile() as content:
            is_too_large = answer["ContentLength"] > (most_bytes or FILE_BYTES)
            yield Uploaded(
                key=key,
                etag=etag,
                version=answer.get("VersionId"),
                at=answer["LastModified"],
                digest=None if is_too_large else _copied(answer["Body"], content),
                content=content,
            )

    def _get(self, key: str, etag: str, version: str | None) -> dict[str, Any] | None:
        version_or_etag = {"VersionId": version} if version else {"IfMatch": etag}
        answer = self._bucket.find_object(key, **version_or_etag)
        if answer is not None or version:
            return answer
        older = self._version_with(key, etag)
        return self._get(key, etag, older) if older else None

    def _version_with(self, key: str, etag: str) -> str | None:
        """Return the version with this ETag, for a file that was overwritten before it was read."""
        versions = self._bucket.client.list_object_versions(Bucket=self._bucket.name, Prefix=key).get("Versions", ())
        return next(
            (str(item["VersionId"]) for item in versions if item["Key"] == key and item["ETag"].strip('"') == etag),
            None,
        )

    def archive(self, uploaded: Uploaded) -> None:
        """Move a finished file out of the inbox, so that the inbox holds only open work.

        Only the version that was read is moved: a newer file with the same name stays and has its own event.
        """
        target = archive_key(uploaded.key)
        version = {"VersionId": uploaded.version} if uploaded.version else {}
        source = {"Bucket": self._bucket.name, "Key": uploaded.key, **version}
        try:
            self._bucket.client.copy_object(Bucket=self._bucket.name, Key=target, CopySource=source)
        except ClientError as error:
            if status_of(error) != NOT_FOUND:
                raise
            return
        self._bucket.client.delete_object(Bucket=self._bucket.name, Key=uploaded.key, **version)

    def inbox(self, prefix: str) -> Iterator[Upload]:
        """Yield the files in an inbox: not archived, so not done."""
        for page in self._bucket.client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket.name, Prefix=f"{prefix}/"
        ):
            for item in page.get("Contents", ()):
                yield Upload(key=item["Key"], etag=item["ETag"].strip('"'), at=item["LastModified"])

    def sellers(self) -> Iterator[str]:
        """Yield the ids of sellers with archived uploads: each has a folder, found without reading files."""
        return self._bucket.folders(ARCHIVE)

    def grant(self, key: str) -> dict[str, Any]:
        """Return a presigned POST for exactly this key and at most the size that we read."""
        grant: dict[str, Any] = self._bucket.client.generate_presigned_post(
            self._bucket.name,
            key,
            Conditions=[["content-length-range", 1, FILE_BYTES]],
            ExpiresIn=GRANT_LIFETIME_S,
        )
        return grant


def _copied(body: IO[bytes], content: IO[bytes]) -> str:
    """Copy an upload, rewind the copy, and return the digest of its bytes."""
    digest = hashlib.sha256()
    while chunk := body.read(_CHUNK):
        content.write(chunk)
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()
