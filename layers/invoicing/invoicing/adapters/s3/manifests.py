"""Frozen lists of jobs in the reports bucket; the first stored list wins."""

from collections.abc import Sequence
from typing import Any

import msgspec

from invoicing.adapters.s3.bucket import Bucket
from invoicing.domain.jobs.job import ManifestEntry


class S3Manifests:
    """Lists of document ids with their places in the request."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    def freeze(self, seller_id: str, job_id: str, entries: Sequence[ManifestEntry]) -> Sequence[ManifestEntry]:
        """Store the list unless one exists; return the stored one."""
        body = msgspec.json.encode([(entry.document_id, entry.place) for entry in entries])
        is_first = self._bucket.put_once(_key(seller_id, job_id), body, "application/json")
        return entries if is_first else self.load(seller_id, job_id)

    def load(self, seller_id: str, job_id: str) -> Sequence[ManifestEntry]:
        """Return the stored list."""
        pairs = msgspec.json.decode(self._bucket.get(_key(seller_id, job_id)), type=list[tuple[str, int]])
        return [ManifestEntry(document_id, place) for document_id, place in pairs]


def _key(seller_id: str, job_id: str) -> str:
    return f"jobs/{seller_id}/{job_id}/manifest.json"
