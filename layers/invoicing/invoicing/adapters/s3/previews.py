"""Previews of drafts in the reports bucket: `previews/{seller}/{document}/{version}.pdf`, kept for a day."""

from typing import Any

from invoicing.adapters.s3.bucket import Bucket
from invoicing.domain.documents.document import Document


class S3Previews:
    """Previews of sellers' drafts."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._bucket = Bucket(client, bucket)

    def put(self, seller_id: str, draft: Document, pdf: bytes) -> str:
        """Write the preview and return its key; an earlier one is replaced, as settings may have changed since."""
        key = f"previews/{seller_id}/{draft.id}/{draft.version}.pdf"
        self._bucket.put(key, pdf, "application/pdf")
        return key

    def link(self, key: str) -> str:
        """Return a link to the preview that works for a few minutes."""
        return self._bucket.link(key)
