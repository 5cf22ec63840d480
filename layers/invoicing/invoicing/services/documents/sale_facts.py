"""What imported files said about a document's sale, before and after it was issued."""

from invoicing.domain.sales.merging import merged
from invoicing.domain.sales.sale import Sale
from invoicing.services.documents.ports import Documents, Stored


def versions_of(seller_id: str, stored: Stored, documents: Documents) -> tuple[Sale, ...]:
    """Return the versions of the sale; those stored after the issue include the earlier ones."""
    return documents.latest_sale(seller_id, stored.document.id) or stored.versions


def sale_of(seller_id: str, stored: Stored, documents: Documents) -> Sale | None:
    """Return the sale merged from all versions; None for a document that comes from no file."""
    versions = versions_of(seller_id, stored, documents)
    return merged(versions) if versions else None
