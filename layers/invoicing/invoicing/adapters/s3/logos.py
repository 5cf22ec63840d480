"""Logos in the documents bucket, by their content: a document finds the one that it was issued with for ever."""

import base64
import hashlib
from typing import Any

from botocore.exceptions import ClientError

from invoicing.adapters.s3.pdfs import status_of
from invoicing.domain.documents.document import Document


class S3Logos:
    """Logos of sellers, each written once and kept."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, seller_id: str, content: bytes) -> str:
        """Keep a checked picture; return its SHA-256, by which documents name it."""
        digest = hashlib.sha256(content).digest()
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=logo_key(seller_id, digest.hex()),
                Body=content,
                IfNoneMatch="*",
                ChecksumSHA256=base64.b64encode(digest).decode(),
            )
        except ClientError as error:
            if status_of(error) != 412:
                raise
        return digest.hex()

    def of(self, seller_id: str, document: Document) -> bytes | None:
        """Return the picture that the document's seller had when it was issued; of a draft, the one that he has."""
        named = document.seller.logo if document.seller else None
        return self.get(seller_id, named) if named else None

    def get(self, seller_id: str, sha256: str) -> bytes:
        """Return the picture with this SHA-256."""
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=logo_key(seller_id, sha256))["Body"].read()
        return content


def logo_key(seller_id: str, sha256: str) -> str:
    """Return where a logo lies in the documents bucket."""
    return f"logos/{seller_id}/{sha256}"
