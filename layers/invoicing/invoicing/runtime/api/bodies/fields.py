"""Fields that several requests have."""

from decimal import Decimal
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.money import LARGEST_AMOUNT, round_to_grosz
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.number_pattern import Pattern
from invoicing.domain.documents.parties import Address, Buyer
from invoicing.domain.vat.rate import Rate as VatRate

EMAIL_PATTERN = r"^[A-Za-z0-9._%+'-]+@[A-Za-zÀ-ž0-9-]+(\.[A-Za-zÀ-ž0-9-]+)+$"
"""Domains may have letters beyond ASCII: mails go to them in punycode."""

PathId = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9-]+$")]
FileName = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9._-]+$")]
Text = Annotated[str, Field(max_length=255)]
LongText = Annotated[str, Field(max_length=2000)]
EmailAddress = Annotated[str, Field(max_length=254, pattern=EMAIL_PATTERN)]


def _written(pattern: str, told: str, example: str) -> WithJsonSchema:
    """Return what the specification says of a number that is better sent as a string."""
    kinds = [{"type": "string", "pattern": pattern}, {"type": "number", "minimum": 0}]
    return WithJsonSchema({"anyOf": kinds, "description": told, "examples": [example]})


Money = Annotated[
    Decimal,
    Field(ge=0, le=LARGEST_AMOUNT, decimal_places=2),
    AfterValidator(round_to_grosz),
    _written(r"^[0-9]{1,8}(\.[0-9]{1,2})?$", "amount with at most two decimals", "59.97"),
]
_PIECES = _written(r"^[0-9]{1,7}(\.[0-9]{1,6})?$", "pieces, at most six decimals and a million", "2")
Quantity = Annotated[Decimal, Field(gt=0, le=1_000_000, decimal_places=6), _PIECES]
QuantityLeft = Annotated[Decimal, Field(ge=0, le=1_000_000, decimal_places=6), _PIECES]
GtuCode = Annotated[str, Field(pattern=r"^GTU_(0[1-9]|1[0-3])$")]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166 alpha-2")]
MOST_LINES = 500


def _known_rate(text: str) -> str:
    try:
        return VatRate.parse(text).code
    except InvalidFieldError as error:
        raise ValueError(error.reason) from error


def _readable_pattern(text: str) -> str:
    try:
        Pattern.parse(text)
    except InvalidFieldError as error:
        raise ValueError(error.reason) from error
    return text


Rate = Annotated[
    str, Field(description="a VAT rate as above; foreign: SK:23", examples=["23"]), AfterValidator(_known_rate)
]
NumberPattern = Annotated[
    str,
    Field(description="N the number, DD, MM, RRRR or RR, literal text in {}", examples=["{AL }N/MM/RRRR"]),
    AfterValidator(_readable_pattern),
]


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


class MessageBody(Body):
    subject: Annotated[str, Field(min_length=1, max_length=200)]
    body: Annotated[str, Field(min_length=1, max_length=10_000)]

    def value(self) -> Message:
        return Message(**self.model_dump())
