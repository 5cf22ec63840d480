"""A seller's settings: identity, defaults, numbering and mails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import combinations

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.kind import DEFAULT_PATTERNS, Kind, NumberedAs, numbered_as
from invoicing.domain.documents.number_pattern import FIELD, Pattern
from invoicing.domain.documents.parties import Address, Seller, VatStatus
from invoicing.domain.vat.delivery import DeliveryVat
from invoicing.domain.vat.margin import MarginProcedure
from invoicing.domain.vat.rate import EXEMPT


class KsefMode(StrEnum):
    """What happens with documents that belong in KSeF."""

    HOLD = "hold"
    ELSEWHERE = "elsewhere"
    WAIVED_2026 = "waived_2026"


class CashRegister(StrEnum):
    """Whether the seller has a cash register; if so, a consumer's invoice belongs to a fiscal receipt."""

    EXEMPT_ITEM_41 = "exempt_item_41"
    HAS = "has"


class ForeignVat(StrEnum):
    """How sales to consumers in other EU countries are taxed: as at home (up to 10 000 EUR a year), or under OSS."""

    POLISH_VAT = "polish_vat"
    OSS = "oss"


class Subsidy(StrEnum):
    """Whether a price that the marketplace subsidises is printed in full or as the buyer paid it."""

    FULL_PRICE = "full_price"
    PAID_PRICE = "paid_price"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """A pattern per kind; kinds with one pattern share a series. A person confirms it once, before the first number."""

    patterns: Mapping[NumberedAs, str] = field(default_factory=lambda: DEFAULT_PATTERNS)
    confirmed: bool = False

    def pattern(self, kind: Kind, corrected: Kind | None = None) -> Pattern:
        """Return the pattern of a kind; `corrected` is the kind that a correction is about."""
        return Pattern.parse(self.text(numbered_as(kind, corrected)))

    def text(self, name: NumberedAs) -> str:
        """Return the pattern as written."""
        return self.patterns.get(name) or DEFAULT_PATTERNS[name]

    @property
    def text_of_invoices(self) -> str:
        """The pattern of ordinary invoices."""
        return self.text(NumberedAs.INVOICE)

    def checked(self) -> "Numbering":
        """Return the numbering, refusing unreadable patterns and two that share a series or could print one number.

        Raises: InvalidFieldError.
        """
        parsed = {text: Pattern.parse(text) for text in self.patterns.values()}
        for (text, pattern), (other, clashing) in combinations(parsed.items(), 2):
            if pattern.series == clashing.series or pattern.may_print_as(clashing):
                raise InvalidFieldError(FIELD, f"wzory „{text}” i „{other}” mogłyby dać ten sam numer.")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """The sender of mails; SES must have verified it.

    `allegro_sender` is the address that the seller has registered at Allegro; no other sender is confirmed there.
    `signature` ends each mail.
    """

    sender: str | None = None
    reply_to: str | None = None
    send_on_issue: bool = True
    allegro_sender: str | None = None
    signature: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerSettings:
    """Everything a seller decides once. `version` grows with each change.

    `bank_accounts` are accounts for currencies other than the złoty, by code.
    `logo` is the SHA-256 of their picture.
    `senders` are the addresses that the operator has verified for this seller; they may send from no other.
    `waiver_ended_on` is the day when the KSeF exception of 2026 was used up; it does not come back.
    """

    id: str
    version: int = 0
    name: str = ""
    nip: str | None = None
    address: Address = Address()
    bank_account: str | None = None
    bank_accounts: Mapping[str, str] = field(default_factory=dict)
    phone: str | None = None
    email: str | None = None
    place: str | None = None
    logo: str | None = None
    vat_status: VatStatus = VatStatus.ACTIVE
    vat_basis: str | None = None
    default_vat_rate: str | None = None
    consumer_kind: Kind = Kind.INVOICE
    delivery_vat: DeliveryVat = DeliveryVat.PROPORTIONAL
    subsidy: Subsidy | None = None
    cash_register: CashRegister | None = None
    cash_method: bool = False
    margin_procedure: MarginProcedure = MarginProcedure.USED_GOODS
    foreign_b2c: ForeignVat | None = None
    ksef_mode: KsefMode = KsefMode.HOLD
    waiver_ended_on: date | None = None
    numbering: Numbering = field(default_factory=Numbering)
    messages: Mapping[Kind, Message] = field(default_factory=dict)
    mail: MailSettings = MailSettings()
    senders: tuple[str, ...] = ()

    @property
    def rate_by_default(self) -> str | None:
        """The rate of a line about which nothing else is known; a seller without VAT has only `zw`."""
        return self.default_vat_rate if self.vat_status is VatStatus.ACTIVE else EXEMPT

    @property
    def is_waiving(self) -> bool:
        """True while the seller uses the KSeF exception of 2026."""
        return self.ksef_mode is KsefMode.WAIVED_2026 and self.waiver_ended_on is None

    @property
    def sender(self) -> str | None:
        """The address that mails come from, if it is one of the verified ones."""
        return self.mail.sender if self.mail.sender in self.senders else None

    @property
    def may_write_to_masked(self) -> bool:
        """True if Allegro knows the sender, so that buyers' mailboxes there accept the seller's mails."""
        confirmed = self.mail.allegro_sender
        return confirmed is not None and (self.sender is None or self.sender.lower() == confirmed.lower())

    def checked(self) -> "SellerSettings":
        """Return the settings, refusing an unverified sender, a used-up KSeF exception and clashing patterns.

        Raises: InvalidFieldError.
        """
        if self.mail.sender and self.mail.sender not in self.senders:
            raise InvalidFieldError(
                "mail.sender", f"adres {self.mail.sender} nie jest potwierdzony dla tego sprzedawcy."
            )
        if self.ksef_mode is KsefMode.WAIVED_2026 and self.waiver_ended_on:
            raise InvalidFieldError("ksef_mode", "wyjątek do 10 000 zł został wykorzystany i nie wraca.")
        self.numbering.checked()
        return self

    def printed(self, currency: str = "PLN") -> Seller:
        """Return the seller as printed on documents in a currency."""
        return Seller(
            name=self.name,
            nip=self.nip,
            address=self.address,
            bank_account=self.bank_accounts.get(currency, self.bank_account),
            vat_status=self.vat_status,
            vat_basis=self.vat_basis,
            cash_method=self.cash_method,
            email=self.email,
            phone=self.phone,
            logo=self.logo,
        )
