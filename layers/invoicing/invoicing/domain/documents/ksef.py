"""Whether a document belongs in KSeF (art. 106ga of the VAT Act)."""

from datetime import date

from invoicing.domain.documents.document import Document, KsefChannel
from invoicing.domain.documents.kind import INVOICES
from invoicing.domain.documents.parties import VatStatus

OBLIGATORY_SINCE = date(2026, 4, 1)
"""For every taxpayer, including exempt ones (for the largest since February)."""


def channel_of(
    document: Document, vat_status: VatStatus = VatStatus.ACTIVE, on: date = OBLIGATORY_SINCE
) -> KsefChannel:
    """Return the channel of a document issued on this day.

    Invoices, and corrections of them, for a Polish tax number or a foreign business must go to KSeF; those for
    consumers may; sales taxed abroad (OSS) and documents that are not invoices may not.
    """
    if document.evidence_kind not in INVOICES or vat_status is VatStatus.OUTSIDE or document.is_taxed_abroad:
        return KsefChannel.EXCLUDED
    if on < OBLIGATORY_SINCE or not document.buyer.is_business:
        return KsefChannel.OPTIONAL
    return KsefChannel.REQUIRED
