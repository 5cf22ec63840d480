"""The uploads bucket: files are read in the version that an event was about, and archived when they are done."""

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
        """Give the very bytes that an event was about, or None where they are not there any more.

        They are copied to this machine's disk first: readers go over them twice. Too large a file is not copied:
        one of more than `most_bytes`, or than we read at all.
        """
        found = self._get(key, etag, version)
        if found is None and unquote_plus(key) != key:
            key = unquote_plus(key)
            found = self._get(key, etag, version)
        if found is None:
            yield None
            return
        with tempfile.TemporaryFile() as content:
            is_too_large = found["ContentLength"] > (most_bytes or FILE_BYTES)
            yield Uploaded(
                key=key,
                etag=etag,
                version=found.get("VersionId"),
                at=found["LastModified"],
                digest=None if is_too_large else _copied(found["Body"], content),
                content=content,
            )

    def _get(self, key: str, etag: str, version: str | None) -> dict[str, Any] | None:
        named = {"VersionId": version} if version else {"IfMatch": etag}
        found = self._bucket.find_object(key, **named)
        if found is not None or version:
            return found
        older = self._version_with(key, etag)
        return self._get(key, etag, older) if older else None

    def _version_with(self, key: str, etag: str) -> str | None:
        """Return the version that has this ETag: the file was overwritten before it was read."""
        versions = self._bucket.client.list_object_versions(Bucket=self._bucket.name, Prefix=key).get("Versions", ())
        return next(
            (str(item["VersionId"]) for item in versions if item["Key"] == key and item["ETag"].strip('"') == etag),
            None,
        )

    def archive(self, uploaded: Uploaded) -> None:
        """Move a finished file out of the inbox, so that what lies in the inbox is what is open.

        Just the version that was read moves: a newer file under the same name stays, its own event is about it.
        """
        target = archive_key(uploaded.key)
        named = {"VersionId": uploaded.version} if uploaded.version else {}
        source = {"Bucket": self._bucket.name, "Key": uploaded.key, **named}
        try:
            self._bucket.client.copy_object(Bucket=self._bucket.name, Key=target, CopySource=source)
        except ClientError as error:
            if status_of(error) != NOT_FOUND:
                raise
            return
        self._bucket.client.delete_object(Bucket=self._bucket.name, Key=uploaded.key, **named)

    def inbox(self, prefix: str) -> Iterator[Upload]:
        """Yield the files in an inbox: none of them is archived, so none of them is done."""
        for page in self._bucket.client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket.name, Prefix=f"{prefix}/"
        ):
            for item in page.get("Contents", ()):
                yield Upload(key=item["Key"], etag=item["ETag"].strip('"'), at=item["LastModified"])

    def sellers(self) -> Iterator[str]:
        """Yield who has uploaded anything that was read: a folder of the archive each, found without reading files."""
        return self._bucket.folders(ARCHIVE)

    def grant(self, key: str) -> dict[str, Any]:
        """Return a presigned POST for exactly this key, of at most the size that we read."""
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
