"""Frozen lists of jobs in the reports bucket; the first list that is stored is the one that counts."""

from collections.abc import Sequence
from typing import Any

import msgspec
from botocore.exceptions import ClientError

from invoicing.adapters.s3.pdfs import status_of
from invoicing.domain.jobs.job import ManifestEntry

_THERE = 412


class S3Manifests:
    """Lists of document ids with their places in the request."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def freeze(self, seller_id: str, job_id: str, entries: Sequence[ManifestEntry]) -> Sequence[ManifestEntry]:
        """Store the list unless there is one; return the one that is stored."""
        body = msgspec.json.encode([(entry.document_id, entry.place) for entry in entries])
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=_key(seller_id, job_id),
                Body=body,
                ContentType="application/json",
                IfNoneMatch="*",
            )
        except ClientError as error:
            if status_of(error) != _THERE:
                raise
            return self.load(seller_id, job_id)
        return entries

    def load(self, seller_id: str, job_id: str) -> Sequence[ManifestEntry]:
        """Return the stored list."""
        body = self._client.get_object(Bucket=self._bucket, Key=_key(seller_id, job_id))["Body"].read()
        pairs = msgspec.json.decode(body, type=list[tuple[str, int]])
        return [ManifestEntry(document_id, place) for document_id, place in pairs]


def _key(seller_id: str, job_id: str) -> str:
    return f"jobs/{seller_id}/{job_id}/manifest.json"
