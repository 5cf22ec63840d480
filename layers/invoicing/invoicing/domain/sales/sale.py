"""A sale as a marketplace file describes it, before it becomes a draft. What a file does not say is None, never 0."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from invoicing.domain.documents.parties import Buyer

CANCELLED = "CANCELLED"
RETURNED = "RETURNED"
STATUS_ORDER = (
    "NEW",
    "PROCESSING",
    "READY_FOR_SHIPMENT",
    "READY_FOR_PICKUP",
    "SUSPENDED",
    "SENT",
    "PICKED_UP",
    RETURNED,
    CANCELLED,
)
"""The marketplace's fulfilment statuses, in the sequence in which an order goes through them; others rank lowest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """One bought offer.

    `price` is the gross unit price after discounts. `deposit` (kaucja) is the amount as the file gives it, per piece
    or per whole line: only the control sum can tell. `returned` counts pieces that came back. `subsidy` is what the
    marketplace adds for the whole line to what the buyer pays.
    """

    id: str
    name: str
    quantity: Decimal
    price: Decimal
    offer_id: str | None = None
    sku: str | None = None
    vat_rate: str | None = None
    deposit: Decimal | None = None
    returned: Decimal | None = None
    subsidy: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Something charged besides the offers: a service, or a surcharge paid later. `price` is gross, per piece."""

    id: str
    name: str
    price: Decimal
    quantity: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One transaction. `position` counts the transactions of the file from 1."""

    position: int
    order_id: str
    buyer: Buyer
    lines: tuple[SaleLine, ...]
    extras: tuple[Extra, ...] = ()
    ordered_at: datetime | None = None
    paid_at: datetime | None = None
    due_date: date | None = None
    status: str | None = None
    marketplace: str = "allegro-pl"
    buyer_login: str | None = None
    invoice_wanted: bool | None = None
    delivery: Decimal | None = None
    delivery_method: str | None = None
    is_smart: bool | None = None
    total: Decimal | None = None
    paid: Decimal | None = None
    currency: str = "PLN"
    payment_id: str | None = None
    payment_method: str | None = None

    @property
    def is_cancelled(self) -> bool:
        """True for a cancelled order: unless already drafted, it gets no document."""
        return self.status == CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A transaction that could not be read, with the reason in Polish; the others are still imported."""

    position: int
    code: str
    reason: str
    order_id: str | None = None
