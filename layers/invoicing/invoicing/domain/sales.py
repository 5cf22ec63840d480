"""A sale as any marketplace file tells it, before it becomes a draft."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from invoicing.domain.parties import Buyer

CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleLine:
    """One bought offer; `price` is the gross unit price after discounts."""

    id: str
    name: str
    quantity: Decimal
    price: Decimal
    offer_id: str | None = None
    sku: str | None = None
    vat_rate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """One transaction. `position` counts the transactions of the file from 1; amounts None are not in the file."""

    position: int
    order_id: str
    buyer: Buyer
    lines: tuple[SaleLine, ...]
    ordered_at: datetime | None = None
    paid_at: datetime | None = None
    status: str | None = None
    marketplace: str = "allegro-pl"
    buyer_login: str | None = None
    invoice_wanted: bool = False
    delivery: Decimal | None = None
    delivery_method: str | None = None
    total: Decimal | None = None
    paid: Decimal | None = None
    currency: str = "PLN"
    payment_id: str | None = None
    payment_method: str | None = None

    @property
    def is_cancelled(self) -> bool:
        """A cancelled order gets no document."""
        return self.status == CANCELLED


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A transaction that could not be read, with the reason in Polish; the others go on."""

    position: int
    code: str
    reason: str
    order_id: str | None = None
