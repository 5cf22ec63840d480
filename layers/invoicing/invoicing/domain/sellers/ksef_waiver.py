"""The KSeF exception of 2026 for small sellers (art. 145m of the VAT Act)."""

from datetime import date
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Document, KsefChannel
from invoicing.domain.documents.ksef import channel_of
from invoicing.domain.sellers.settings import SellerSettings

WAIVER_ENDS = date(2026, 12, 31)
WAIVER_LIMIT = Decimal("10000.00")
"""Zloty a month, gross, of invoices that would belong in KSeF; the first one above it ends the exception."""


def may_be_waived(settings: SellerSettings, on: date) -> bool:
    """True if this seller may still issue outside KSeF on this day, provided that the month's sum allows it."""
    return settings.is_waiving and on <= WAIVER_ENDS


def is_waived(document: Document, settings: SellerSettings, on: date) -> bool:
    """True if it takes the exception to issue this document outside KSeF on this day."""
    return may_be_waived(settings, on) and channel_of(document, settings.vat_status, on) is KsefChannel.REQUIRED


def counts_for_waiver(document: Document) -> Decimal | None:
    """Return what an invoice adds to the month's sum of the exception, in zloty; a correction adds only an increase.

    None while the exchange rate is unknown: the document waits for the rate and neither uses nor ends the exception.
    """
    gross = document.totals.gross
    return document.in_zloty(gross) if gross > 0 else ZERO
