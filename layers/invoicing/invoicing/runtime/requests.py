"""What requests may hold. Unknown fields are refused, sizes are bounded; values become the domain's own types."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from invoicing.domain.delivery import DeliveryVat
from invoicing.domain.documents import Message
from invoicing.domain.drafting import plain_quantity
from invoicing.domain.errors import InvalidFieldError
from invoicing.domain.kinds import Kind
from invoicing.domain.lines import Charge, Line, RateSource
from invoicing.domain.money import LARGEST_AMOUNT, round_to_grosz
from invoicing.domain.numbering import Pattern
from invoicing.domain.parties import Address, Buyer, VatStatus
from invoicing.domain.rates import RateBook, VatRule
from invoicing.domain.sellers import KsefMode, MailSettings, Numbering, SellerSettings, Subsidy
from invoicing.domain.vat import checked_rate

EMAIL_PATTERN = r"^[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
MOST_LINES = 500
MOST_RULES = 1000
CALCULATED_OF_LINES = ("vat_rate_source", "gross", "net", "vat")
READ_ONLY_OF_SELLERS = ("id", "version", "senders")

PathId = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9-]+$")]
Text = Annotated[str, Field(max_length=255)]
LongText = Annotated[str, Field(max_length=2000)]
EmailAddress = Annotated[str, Field(max_length=254, pattern=EMAIL_PATTERN)]
Money = Annotated[
    Decimal,
    Field(ge=0, le=LARGEST_AMOUNT, decimal_places=2, description="amount with two decimals"),
    AfterValidator(round_to_grosz),
]
GtuCode = Annotated[str, Field(pattern=r"^GTU_(0[1-9]|1[0-3])$")]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166 alpha-2")]


def _known_rate(text: str) -> str:
    try:
        return checked_rate(text)
    except InvalidFieldError as error:
        raise ValueError(error.reason) from error


def _readable_pattern(text: str) -> str:
    try:
        Pattern.parse(text)
    except InvalidFieldError as error:
        raise ValueError(error.reason) from error
    return text


Rate = Annotated[str, AfterValidator(_known_rate)]
NumberPattern = Annotated[str, AfterValidator(_readable_pattern)]


class Body(BaseModel):
    """A request's body: nothing but the fields that are named."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class AddressBody(Body):
    street: Text = ""
    postcode: Annotated[str, Field(max_length=20)] = ""
    city: Text = ""
    country: Country = "PL"

    def value(self) -> Address:
        return Address(**self.model_dump())


class BuyerBody(Body):
    name: Text
    is_company: bool = False
    nip: Annotated[str, Field(max_length=20)] | None = None
    tax_id: Annotated[str, Field(max_length=30)] | None = None
    email: EmailAddress | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    address: AddressBody = AddressBody()

    def value(self) -> Buyer:
        return Buyer(**self.model_dump(exclude={"address"}), address=self.address.value())


class LineBody(Body):
    id: Annotated[str, Field(max_length=64)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=2000)]
    quantity: Annotated[Decimal, Field(gt=0, le=1_000_000, decimal_places=6)]
    unit_gross: Money
    unit: Annotated[str, Field(max_length=20)] = "szt."
    sku: Text | None = None
    offer_id: Annotated[str, Field(max_length=64)] | None = None
    vat_rate: Rate | None = None
    gtu: GtuCode | None = None
    is_delivery: bool = False
    # What `GET` shows besides; it may be sent back and is calculated anew.
    vat_rate_source: str | None = None
    gross: Decimal | None = None
    net: Decimal | None = None
    vat: Decimal | None = None

    def value(self, position: int) -> Line:
        source = RateSource.USER if self.vat_rate else None
        fields = self.model_dump(exclude={"id", "quantity", *CALCULATED_OF_LINES})
        quantity = plain_quantity(self.quantity)
        return Line(id=self.id or f"line-{position}", quantity=quantity, vat_rate_source=source, **fields)


class ChargeBody(Body):
    reason: Text
    amount: Money

    def value(self) -> Charge:
        return Charge(**self.model_dump())


class MessageBody(Body):
    subject: Annotated[str, Field(min_length=1, max_length=200)]
    body: Annotated[str, Field(min_length=1, max_length=10_000)]

    def value(self) -> Message:
        return Message(**self.model_dump())


class DraftChanges(Body):
    """What `PATCH /documents/{id}` changes; what is not named stays."""

    kind: Kind | None = None
    buyer: BuyerBody | None = None
    lines: Annotated[list[LineBody], Field(max_length=MOST_LINES)] | None = None
    charges: Annotated[list[ChargeBody], Field(max_length=50)] | None = None
    paid: Money | None = None
    paid_at: date | None = None
    sale_date: date | None = None
    sale_date_label: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    due_date: date | None = None
    payment_method: Text | None = None
    notes: LongText | None = None
    internal_notes: LongText | None = None
    message: MessageBody | None = None

    def values(self) -> dict[str, Any]:
        """Return the named fields as fields of `Document`."""
        named = {name: getattr(self, name) for name in self.model_fields_set}
        for name in ("kind", "buyer", "lines", "charges", "paid", "sale_date_label", "notes", "internal_notes"):
            if name in named and named[name] is None:
                raise InvalidFieldError(name, "nie może być puste.")
        if self.buyer is not None:
            named["buyer"] = self.buyer.value()
        if self.message is not None:
            named["message"] = self.message.value()
        if self.lines is not None:
            named["lines"] = tuple(line.value(position) for position, line in enumerate(self.lines, start=1))
        if self.charges is not None:
            named["charges"] = tuple(charge.value() for charge in self.charges)
        return named


class IssueBody(Body):
    """Body of `POST /documents/{id}/issue`."""

    issue_date: date | None = None
    send_email: bool | None = None
    message: MessageBody | None = None


class EmailBody(Body):
    """Body of `POST /documents/{id}/email`."""

    to: EmailAddress | None = None
    message: MessageBody | None = None


class ImportBody(Body):
    """Body of `POST /imports`: choices for the whole file."""

    kind: Literal["auto", "invoice", "proforma", "receipt"] = "auto"
    vat_rate: Rate | None = None
    message: MessageBody | None = None
    extension: Literal["xml", "csv", "json"] = "xml"


class NumberingBody(Body):
    patterns: dict[Kind, NumberPattern] = {}
    confirmed: bool = False

    def value(self) -> Numbering:
        return Numbering(patterns={**Numbering().patterns, **self.patterns}, confirmed=self.confirmed)


class MailSettingsBody(Body):
    sender: EmailAddress | None = None
    reply_to: EmailAddress | None = None
    send_on_issue: bool = True


class SellerBody(Body):
    """Body of `PUT /seller`: the whole of the settings. What `GET` shows besides may be sent back; it is not read."""

    id: str | None = None
    version: int | None = None
    senders: list[str] | None = None

    name: Annotated[str, Field(min_length=1, max_length=255)]
    nip: Annotated[str, Field(pattern=r"^\d{10}$")] | None = None
    address: AddressBody
    bank_account: Annotated[str, Field(max_length=40)] | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    email: EmailAddress | None = None
    place: Text | None = None
    vat_status: VatStatus = VatStatus.ACTIVE
    vat_basis: Text | None = None
    default_vat_rate: Rate | None = None
    consumer_kind: Kind = Kind.INVOICE
    delivery_vat: DeliveryVat = DeliveryVat.PROPORTIONAL
    subsidy: Subsidy | None = None
    ksef_mode: KsefMode = KsefMode.HOLD
    numbering: NumberingBody = NumberingBody()
    messages: dict[Kind, MessageBody] = {}
    mail: MailSettingsBody = MailSettingsBody()

    def value_after(self, there: SellerSettings) -> SellerSettings:
        """Return the settings in their next version; what only the operator may change stays."""
        plain = self.model_dump(exclude={"address", "numbering", "messages", "mail", *READ_ONLY_OF_SELLERS})
        return SellerSettings(
            id=there.id,
            version=there.version + 1,
            senders=there.senders,
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
    """Body of `PUT /vat-rules`: a rule per offer id, and whether waiting drafts take them on."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, VatRuleBody] = Field(init=False)
    apply_to_drafts: bool = False

    def value(self) -> RateBook:
        rules = self.__pydantic_extra__
        if len(rules) > MOST_RULES:
            raise InvalidFieldError("offer_id", f"najwyżej {MOST_RULES} ofert naraz.")
        return RateBook(by_offer={offer_id: rule.value() for offer_id, rule in rules.items()})
