"""Fields shared by several requests. The domain parses them and decides which texts are refused."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, TypeVar

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from invoicing.domain.basics.countries import parse_country
from invoicing.domain.basics.currencies import parse_currency
from invoicing.domain.basics.dates import FIRST_DAY, LAST_DAY, parse_day
from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.ids import ID, LONGEST_ID, parse_id
from invoicing.domain.basics.money import LARGEST_AMOUNT, parse_amount, parse_decimal
from invoicing.domain.basics.months import WRITTEN, Month
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.number_pattern import Pattern
from invoicing.domain.documents.parties import Address, Buyer
from invoicing.domain.vat.rate import Rate as VatRate

EMAIL_PATTERN = r"^[A-Za-z0-9._%+'-]+@[A-Za-zÀ-ž0-9-]+(\.[A-Za-zÀ-ž0-9-]+)+$"
"""Domains may have letters beyond ASCII: mails go to them in punycode."""

T = TypeVar("T")


def _reasoned(parse: Callable[[str], T]) -> Callable[[str], T]:
    """Return the parser with its refusals as the ValueErrors that pydantic expects."""

    def parsed(text: str) -> T:
        try:
            return parse(text)
        except InvalidFieldError as error:
            raise ValueError(error.reason) from error

    return parsed


def _same(parse: Callable[[str], object]) -> Callable[[str], str]:
    """Return a function that returns a text unchanged if it can be parsed."""

    def same(text: str) -> str:
        _reasoned(parse)(text)
        return text

    return same


def _as_sent(parse: Callable[[str], object]) -> BeforeValidator:
    """Return a validator that parses a text before blanks are stripped; anything else is left to pydantic to refuse."""
    return BeforeValidator(lambda value: _same(parse)(value) if isinstance(value, str) else value)


def _decimal(parse: Callable[[str], Decimal]) -> BeforeValidator:
    """Return a validator of numbers, sent as a string or as a JSON number."""

    def number_of(value: Any) -> Any:
        is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if not (is_number or isinstance(value, str)):
            raise ValueError("to ma być liczba, np. 12.50.")
        return _reasoned(parse)(str(value))

    return BeforeValidator(number_of)


def _day_of(value: Any) -> date:
    """Return a day; pydantic would also accept seconds since 1970, and datetimes at midnight."""
    return value if type(value) is date else _reasoned(parse_day)(value if isinstance(value, str) else "")


_ID = WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "pattern": f"^{ID}$"})
Id = Annotated[str, _as_sent(parse_id), _ID]
PathId = Annotated[str, _as_sent(parse_id), _ID, Path()]
Day = Annotated[date, BeforeValidator(_day_of), Field(description=f"from {FIRST_DAY} to {LAST_DAY}")]
MonthText = Annotated[
    str, _as_sent(Month.parse), WithJsonSchema({"type": "string", "pattern": f"^{WRITTEN}$", "examples": ["2026-11"]})
]
FileName = Annotated[str, Path(max_length=64, pattern="^[A-Za-z0-9._-]+$")]
Text = Annotated[str, Field(max_length=255)]
LongText = Annotated[str, Field(max_length=2000)]
EmailAddress = Annotated[str, Field(max_length=254, pattern=EMAIL_PATTERN)]


def _written(pattern: str, description: str, example: str) -> WithJsonSchema:
    """Return the JSON schema of a number that is better sent as a string."""
    kinds = [{"type": "string", "pattern": pattern}, {"type": "number", "minimum": 0}]
    return WithJsonSchema({"anyOf": kinds, "description": description, "examples": [example]})


Money = Annotated[
    Decimal,
    Field(ge=0, le=LARGEST_AMOUNT),
    _decimal(parse_amount),
    _written(r"^[0-9]{1,8}(\.[0-9]{1,2})?$", "amount with at most two decimals", "59.97"),
]
_PIECES = _written(r"^[0-9]{1,7}(\.[0-9]{1,6})?$", "pieces, at most six decimals and a million", "2")
SignedMoney = Annotated[Decimal, _decimal(parse_amount)]
_pieces = _decimal(partial(parse_decimal, field="quantity", places=6))
Quantity = Annotated[Decimal, Field(gt=0, le=1_000_000), _pieces, _PIECES]
QuantityLeft = Annotated[Decimal, Field(ge=0, le=1_000_000), _pieces, _PIECES]
CurrencyRate = Annotated[Decimal, Field(gt=0, le=100_000), _decimal(partial(parse_decimal, field="rate", places=8))]
GtuCode = Annotated[str, Field(pattern=r"^GTU_(0[1-9]|1[0-3])$")]
Country = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166 alpha-2"), _as_sent(parse_country)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217"), _as_sent(parse_currency)]
MOST_LINES = 500

Rate = Annotated[
    str, Field(description="a VAT rate as above; foreign: SK:23", examples=["23"]), AfterValidator(_same(VatRate.parse))
]
NumberPattern = Annotated[
    str,
    Field(description="N the number, DD, MM, RRRR or RR, literal text in {}", examples=["{AL }N/MM/RRRR"]),
    AfterValidator(_same(Pattern.parse)),
]


class Body(BaseModel):
    """A request's body; unknown fields are refused."""

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
