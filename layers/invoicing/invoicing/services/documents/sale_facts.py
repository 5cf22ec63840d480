"""What files have told of a document's sale, before and after it was issued."""

from invoicing.domain.sales.merging import merged
from invoicing.domain.sales.sale import Sale
from invoicing.services.documents.ports import Documents, Stored


def versions_of(seller_id: str, stored: Stored, documents: Documents) -> tuple[Sale, ...]:
    """Return the versions of the sale: those that came after the issue hold the earlier ones too."""
    return documents.latest_sale(seller_id, stored.document.id) or stored.versions


def sale_of(seller_id: str, stored: Stored, documents: Documents) -> Sale | None:
    """Return the sale as all versions tell it together; None of a document that no file told of."""
    versions = versions_of(seller_id, stored, documents)
    return merged(versions) if versions else None
