"""Whether a document belongs in KSeF (art. 106ga of the VAT Act), and the exception for small sellers in 2026."""

from datetime import date
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Document, KsefChannel
from invoicing.domain.documents.kind import INVOICES
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.sellers.settings import SellerSettings

OBLIGATORY_SINCE = date(2026, 4, 1)
"""For every taxpayer, exempt ones included (the largest came first, in February)."""
WAIVER_ENDS = date(2026, 12, 31)
WAIVER_LIMIT = Decimal("10000.00")
"""Zloty a month, gross, of invoices that would belong in KSeF (art. 145m); the first one over it ends the exception."""


def channel_of(
    document: Document, vat_status: VatStatus = VatStatus.ACTIVE, on: date = OBLIGATORY_SINCE
) -> KsefChannel:
    """Return where a document issued on this day belongs.

    Invoices, and corrections of them, to a Polish tax number or to a foreign business must go to KSeF; those of
    consumers may; sales taxed abroad (OSS) and what is no invoice may not.
    """
    if document.evidence_kind not in INVOICES or vat_status is VatStatus.OUTSIDE or document.is_taxed_abroad:
        return KsefChannel.EXCLUDED
    if on < OBLIGATORY_SINCE or not document.buyer.is_business:
        return KsefChannel.OPTIONAL
    return KsefChannel.REQUIRED


def may_be_waived(settings: SellerSettings, on: date) -> bool:
    """May this seller still issue outside KSeF on this day, as far as the month's sum allows?"""
    return settings.is_waiving and on <= WAIVER_ENDS


def is_waived(document: Document, settings: SellerSettings, on: date) -> bool:
    """Is it the exception that lets this document be issued outside KSeF on this day?"""
    return may_be_waived(settings, on) and channel_of(document, settings.vat_status, on) is KsefChannel.REQUIRED


def counts_for_waiver(document: Document) -> Decimal | None:
    """Return what an invoice adds to the month's sum of the exception, in zloty; a correction adds what it raises.

    None while the exchange rate is unknown: such a document waits for the rate, it neither uses nor ends the exception.
    """
    gross = document.totals.gross
    return document.in_zloty(gross) if gross > 0 else ZERO
