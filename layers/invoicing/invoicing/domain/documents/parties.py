"""Seller and buyer, as printed on a document."""

from dataclasses import dataclass
from enum import StrEnum


class VatStatus(StrEnum):
    """The seller's VAT status."""

    ACTIVE = "active"
    EXEMPT = "exempt"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address; `country` is ISO 3166 alpha-2."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "PL"

    @property
    def is_complete(self) -> bool:
        """True if it is enough for an invoice (art. 106e ust. 1 pkt 3)."""
        return bool(self.street and self.city)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """The seller as printed; frozen into the document when it is issued.

    `vat_basis` is the provision that exempts them; `cash_method`: VAT is due when they are paid (art. 21).
    `logo` is the SHA-256 of the picture that was printed at issue.
    """

    name: str
    nip: str | None
    address: Address
    bank_account: str | None = None
    vat_status: VatStatus = VatStatus.ACTIVE
    vat_basis: str | None = None
    cash_method: bool = False
    email: str | None = None
    phone: str | None = None
    logo: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """The buyer: a company (with `nip` or a foreign `tax_id`) or a person."""

    name: str
    is_company: bool = False
    nip: str | None = None
    tax_id: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Address = Address()

    @property
    def is_business(self) -> bool:
        """True if the buyer acts as a business; anyone with a tax number does."""
        return self.is_company or bool(self.nip or self.tax_id)
