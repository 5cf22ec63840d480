"""Logos in the documents bucket, keyed by content, so that a document always finds the one it was issued with."""

import hashlib
from typing import Any

from invoicing.adapters.s3.bucket import Bucket
from invoicing.domain.documents.document import Document


class S3Logos:
    """Logos of sellers, each written once and kept."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    def put(self, seller_id: str, content: bytes) -> str:
        """Store a checked picture and return its SHA-256, by which documents refer to it."""
        digest = hashlib.sha256(content).hexdigest()
        self._bucket.put_once(logo_key(seller_id, digest), content)
        return digest

    def of(self, seller_id: str, document: Document) -> bytes | None:
        """Return the logo that the seller had when the document was issued; for a draft, their current one."""
        named = document.seller.logo if document.seller else None
        return self.get(seller_id, named) if named else None

    def get(self, seller_id: str, sha256: str) -> bytes:
        """Return the picture with this SHA-256."""
        return self._bucket.get(logo_key(seller_id, sha256))


def logo_key(seller_id: str, sha256: str) -> str:
    """Return the key of a logo in the documents bucket."""
    return f"logos/{seller_id}/{sha256}"
