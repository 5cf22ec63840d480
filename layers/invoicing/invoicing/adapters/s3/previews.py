"""Previews of drafts in the reports bucket: `previews/{seller}/{document}/{version}.pdf`, kept for a day."""

from typing import Any

from invoicing.adapters.s3.pdfs import link_to
from invoicing.domain.documents.document import Document


class S3Previews:
    """Previews of sellers' drafts."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def put(self, seller_id: str, draft: Document, pdf: bytes) -> str:
        """Write the preview and return its key; the settings may have changed since the last one, so it is replaced."""
        key = f"previews/{seller_id}/{draft.id}/{draft.version}.pdf"
        self._client.put_object(Bucket=self._bucket, Key=key, Body=pdf, ContentType="application/pdf")
        return key

    def link(self, key: str) -> str:
        """Return a link to the preview that works for some minutes."""
        return link_to(self._client, self._bucket, key)
