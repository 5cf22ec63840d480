"""A seller's settings and rules."""

from base64 import b64decode
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.kind import Kind, NumberedAs
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.sellers.settings import (
    CashRegister,
    ForeignVat,
    KsefMode,
    MailSettings,
    Numbering,
    SellerSettings,
    Subsidy,
)
from invoicing.domain.vat.delivery import DeliveryVat
from invoicing.domain.vat.margin import MarginProcedure
from invoicing.domain.vat.memory import RateBook, VatRule
from invoicing.runtime.api.bodies.fields import (
    AddressBody,
    Body,
    Currency,
    Day,
    EmailAddress,
    GtuCode,
    MessageBody,
    NumberPattern,
    Rate,
    Text,
)
from invoicing.services.sellers.change_settings import NewSettings

MOST_RULES = 1000
Account = Annotated[str, Field(min_length=1, max_length=40)]
LONGEST_LOGO = 140_000
"""Slightly more than 100 KB in Base64, so that a larger picture is refused as a picture, with its own reason."""
READ_ONLY_OF_SELLERS = ("id", "version", "senders", "waiver_ended_on", "warnings", "sender_state")


class NumberingBody(Body):
    patterns: dict[NumberedAs, NumberPattern] = Field(default_factory=dict)
    confirmed: bool = False

    def value(self) -> Numbering:
        return Numbering(patterns={**Numbering().patterns, **self.patterns}, confirmed=self.confirmed)


class MailSettingsBody(Body):
    sender: EmailAddress | None = None
    reply_to: EmailAddress | None = None
    send_on_issue: bool = True
    allegro_sender: EmailAddress | None = None
    signature: Annotated[str, Field(max_length=1_000)] | None = None


class SellerBody(Body):
    """Body of `PUT /seller`: the complete settings. Read-only fields of `GET` may be sent back and are ignored.

    `logo` is a picture in Base64; if omitted, or the SHA-256 that `GET` shows, the current one stays; null removes it.
    """

    id: str | None = None
    version: int | None = None
    senders: list[str] | None = None
    waiver_ended_on: Day | None = None
    warnings: list[Any] | None = None
    sender_state: str | None = None

    name: Annotated[str, Field(min_length=1, max_length=255)]
    nip: Annotated[str, Field(pattern="^[0-9]{10}$")] | None = None
    address: AddressBody
    bank_account: Account | None = None
    bank_accounts: Annotated[dict[Currency, Account], Field(max_length=20)] = Field(default_factory=dict)
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: EmailAddress | None = None
    place: Text | None = None
    logo: Annotated[str, Field(max_length=LONGEST_LOGO)] | None = None
    vat_status: VatStatus = VatStatus.ACTIVE
    vat_basis: Text | None = None
    default_vat_rate: Rate | None = None
    consumer_kind: Kind = Kind.INVOICE
    delivery_vat: DeliveryVat = DeliveryVat.PROPORTIONAL
    subsidy: Subsidy | None = None
    cash_register: CashRegister | None = None
    cash_method: bool = False
    margin_procedure: MarginProcedure = MarginProcedure.USED_GOODS
    foreign_b2c: ForeignVat | None = None
    ksef_mode: KsefMode = KsefMode.HOLD
    numbering: NumberingBody = NumberingBody()
    messages: dict[Kind, MessageBody] = Field(default_factory=dict)
    mail: MailSettingsBody = MailSettingsBody()

    def change(self, current: SellerSettings) -> NewSettings:
        """Return the settings in their next version, and the picture of a new logo.

        Raises: InvalidFieldError.
        """
        return NewSettings(settings=self.value_after(current), logo=self.new_logo(current))

    def new_logo(self, current: SellerSettings) -> bytes | None:
        """Return the unchecked picture that is to replace the current logo; None if there is no new one.

        Raises: InvalidFieldError.
        """
        if self.logo is None or self.logo == current.logo:
            return None
        try:
            return b64decode(self.logo, validate=True)
        except ValueError as error:
            raise InvalidFieldError("logo", "podaj obraz w Base64.") from error

    def value_after(self, current: SellerSettings) -> SellerSettings:
        """Return the settings in their next version; what only the operator may change stays.

        Raises: InvalidFieldError.
        """
        plain = self.model_dump(exclude={"logo", "address", "numbering", "messages", "mail", *READ_ONLY_OF_SELLERS})
        return SellerSettings(
            id=current.id,
            version=current.version + 1,
            logo=current.logo if self.logo or "logo" not in self.model_fields_set else None,
            senders=current.senders,
            waiver_ended_on=current.waiver_ended_on,
            address=self.address.value(),
            numbering=self.numbering.value(),
            messages={kind: message.value() for kind, message in self.messages.items()},
            mail=MailSettings(**self.mail.model_dump()),
            **plain,
        ).checked()


class VatRuleBody(Body):
    vat_rate: Rate
    gtu: GtuCode | None = None
    annex15: bool | None = None

    def value(self) -> VatRule:
        return VatRule(**self.model_dump())


class VatRulesBody(BaseModel):
    """Body of `PUT /vat-rules`: a rule per offer id, and whether to apply them to waiting drafts."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, VatRuleBody] = Field(init=False)
    apply_to_drafts: bool = False

    def value(self) -> RateBook:
        rules = self.__pydantic_extra__
        if len(rules) > MOST_RULES:
            raise InvalidFieldError("offer_id", f"najwyżej {MOST_RULES} ofert naraz.")
        return RateBook(by_offer={offer_id: rule.value() for offer_id, rule in rules.items()})
