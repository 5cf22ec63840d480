"""What is fixed when a draft becomes a numbered document, and never changes afterwards."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import FutureIssueDateError
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Document, Ksef, KsefChannel, Status, ensure_draft
from invoicing.domain.documents.kind import KINDS
from invoicing.domain.documents.ksef import channel_of
from invoicing.domain.documents.legal_notes import annotations_of
from invoicing.domain.documents.parties import Seller
from invoicing.domain.documents.recalculation import recalculated


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number of a series, as printed."""

    series: str
    number: str


def issue_date(requested: date | None, now: datetime) -> date:
    """Return the day of issue: today in Warsaw, or an earlier requested day.

    Raises: FutureIssueDateError.
    """
    today = warsaw_date(now)
    on = requested or today
    if on > today:
        raise FutureIssueDateError
    return on


def issued(
    draft: Document,
    printed: PrintedNumber,
    *,
    on: date,
    at: datetime,
    seller: Seller,
    place: str | None,
    is_waived: bool = False,
) -> Document:
    """Return the numbered document: seller, dates, sentences and channel are frozen into it.

    Raises: AlreadyIssuedError, NotADraftError.
    """
    ensure_draft(draft)
    is_evidence = KINDS[draft.kind].is_evidence
    channel = KsefChannel.WAIVED_2026 if is_waived else channel_of(draft, seller.vat_status, on)
    document: Document = replace(
        recalculated(draft),
        status=Status.ISSUED,
        version=draft.version + 1,
        series=printed.series,
        number=printed.number,
        issue_date=on,
        issued_at=at,
        sale_date=draft.sale_date if is_evidence else None,
        tax_point=tax_point_of(draft, on, is_by_payment=seller.cash_method) if is_evidence else None,
        place=place,
        seller=seller,
        ksef=Ksef(channel=channel, number=draft.ksef.number if draft.ksef else None),
    )
    return replace(document, annotations=annotations_of(document, seller))


def previewed(draft: Document, seller: Seller, place: str | None) -> Document:
    """Return the draft as it would be printed now; without a number it is not a document."""
    return replace(draft, seller=seller, place=place)


def tax_point_of(document: Document, on: date, *, is_by_payment: bool = False) -> date | None:
    """Return the day when the VAT of a document falls due; None while unknown.

    If paid in advance, the day of payment (art. 19a ust. 8), else of delivery (ust. 1); under the cash method only the
    day of payment (art. 21). A correction that lowers the tax counts when it is issued (art. 29a ust. 13-14), even if
    only the rate was wrong; one that raises it counts where the original did (art. 29a ust. 17).
    """
    if document.correction is not None:
        return on if (document.totals.vat or document.totals.gross) < 0 else document.tax_point
    is_paid = document.paid > ZERO and document.paid_at is not None
    if is_by_payment:
        return document.paid_at if is_paid else None
    if is_paid and (document.supply_date is None or (document.paid_at or on) < document.supply_date):
        return document.paid_at
    return document.supply_date or document.sale_date
