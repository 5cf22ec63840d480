"""From a sale to a draft: which kind, which lines, which VAT rate and where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from invoicing.domain.dates import warsaw_date
from invoicing.domain.documents import Document, Message, Order, recalculated
from invoicing.domain.identity import draft_id
from invoicing.domain.kinds import AUTO, Kind
from invoicing.domain.lines import Line, RateSource
from invoicing.domain.money import ZERO, round_to_grosz
from invoicing.domain.sales import Sale, SaleLine
from invoicing.domain.sellers import SellerSettings

DELIVERY_LINE = "delivery"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """What the seller chose for a whole file."""

    kind: str = AUTO
    vat_rate: str | None = None
    message: Message | None = None


def draft_from(
    sale: Sale, settings: SellerSettings, choices: ImportChoices, *, import_id: str, at: datetime
) -> Document:
    """Return the draft of a sale; nothing in it is guessed silently."""
    paid_at = warsaw_date(sale.paid_at) if sale.paid_at else None
    ordered_on = warsaw_date(sale.ordered_at) if sale.ordered_at else None
    return recalculated(
        Document(
            id=draft_id(settings.id, sale.order_id),
            kind=_kind(sale, settings, choices),
            import_id=import_id,
            order=_order(sale),
            sale_date=paid_at or ordered_on,
            paid_at=paid_at,
            buyer=sale.buyer,
            currency=sale.currency,
            lines=tuple(_lines(sale, settings, choices)),
            paid=sale.paid if sale.paid is not None else ZERO,
            payment_method=sale.payment_method,
            message=choices.message,
            created_at=at,
        )
    )


def _kind(sale: Sale, settings: SellerSettings, choices: ImportChoices) -> Kind:
    if choices.kind != AUTO:
        return Kind(choices.kind)
    return Kind.INVOICE if sale.buyer.is_company or sale.invoice_wanted else settings.consumer_kind


def _order(sale: Sale) -> Order:
    return Order(
        id=sale.order_id,
        marketplace=sale.marketplace,
        ordered_at=sale.ordered_at,
        buyer_login=sale.buyer_login,
        status=sale.status,
        total=sale.total,
        paid=sale.paid,
        payment_id=sale.payment_id,
    )


def _lines(sale: Sale, settings: SellerSettings, choices: ImportChoices) -> Iterator[Line]:
    is_foreign = sale.currency != "PLN" or sale.buyer.address.country != "PL"
    fallback = (None, None) if is_foreign else _rate_for_the_file(settings, choices)
    for line in sale.lines:
        rate, source = (line.vat_rate, RateSource.FILE) if line.vat_rate else fallback
        yield _line(line, rate, source)
    if sale.delivery:
        yield _delivery_line(sale, sale.delivery, fallback)


def _rate_for_the_file(settings: SellerSettings, choices: ImportChoices) -> tuple[str | None, RateSource | None]:
    if choices.vat_rate:
        return choices.vat_rate, RateSource.IMPORT
    rate = settings.rate_by_default
    return (rate, RateSource.DEFAULT) if rate else (None, None)


def _line(line: SaleLine, rate: str | None, source: RateSource | None) -> Line:
    return Line(
        id=line.id,
        name=line.name,
        quantity=line.quantity,
        unit_gross=round_to_grosz(line.price),
        sku=line.sku,
        offer_id=line.offer_id,
        vat_rate=rate,
        vat_rate_source=source,
    )


def _delivery_line(sale: Sale, price: Decimal, fallback: tuple[str | None, RateSource | None]) -> Line:
    rates = {line.vat_rate or fallback[0] for line in sale.lines}
    rate = rates.pop() if len(rates) == 1 else None
    method = sale.delivery_method
    return Line(
        id=DELIVERY_LINE,
        name=f"Dostawa – {method}" if method else "Dostawa",
        quantity=Decimal(1),
        unit_gross=round_to_grosz(price),
        vat_rate=rate,
        vat_rate_source=fallback[1] if rate == fallback[0] else RateSource.FILE,
        is_delivery=True,
    )
