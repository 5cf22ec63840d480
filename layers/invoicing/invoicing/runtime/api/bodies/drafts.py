"""Requests that change drafts or decide about them."""

import dataclasses
from typing import Annotated, Any

from pydantic import Field

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import EDITABLE, Document, ExchangeRate, FiscalReceipt
from invoicing.domain.documents.kind import Kind
from invoicing.domain.sales.drafting import plain_quantity
from invoicing.domain.vat.line import Charge, Line, RateSource
from invoicing.domain.vat.margin import MarginProcedure
from invoicing.runtime.api.bodies.fields import (
    MOST_LINES,
    Body,
    BuyerBody,
    Currency,
    CurrencyRate,
    Day,
    GtuCode,
    LongText,
    MessageBody,
    Money,
    Quantity,
    Rate,
    SignedMoney,
    Text,
)
from invoicing.services.drafts.resolve import Resolving

CALCULATED_OF_LINES = ("vat_rate_source", "gross", "net", "vat")
_ALWAYS = {field.name for field in dataclasses.fields(Document) if field.default is not None}
NOT_EMPTY = tuple(name for name in EDITABLE if name in _ALWAYS)
"""Editable fields that a document always has."""


class LineBody(Body):
    id: Annotated[str, Field(max_length=64)] | None = None
    name: Annotated[str, Field(min_length=1, max_length=2000)]
    quantity: Quantity
    unit_gross: Money
    unit: Annotated[str, Field(max_length=20)] = "szt."
    sku: Text | None = None
    offer_id: Annotated[str, Field(max_length=64)] | None = None
    vat_rate: Rate | None = None
    gtu: GtuCode | None = None
    annex15: bool | None = None
    purchase_price: Money | None = None
    subsidy: Money | None = None
    is_delivery: bool = False
    # Also shown by `GET`; may be sent back and is recalculated.
    vat_rate_source: str | None = None
    gross: SignedMoney | None = None
    net: SignedMoney | None = None
    vat: SignedMoney | None = None

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


class ExchangeRateBody(Body):
    rate: CurrencyRate
    table: Annotated[str, Field(min_length=1, max_length=30)]
    date: Day

    def value(self) -> ExchangeRate:
        return ExchangeRate(**self.model_dump())


class FiscalReceiptBody(Body):
    number: Annotated[str, Field(min_length=1, max_length=60)]
    date: Day

    def value(self) -> FiscalReceipt:
        return FiscalReceipt(**self.model_dump())


class DraftChanges(Body):
    """Body of `PATCH /documents/{id}`; fields that are not given stay."""

    kind: Kind | None = None
    buyer: BuyerBody | None = None
    lines: Annotated[list[LineBody], Field(max_length=MOST_LINES)] | None = None
    charges: Annotated[list[ChargeBody], Field(max_length=50)] | None = None
    paid: Money | None = None
    paid_at: Day | None = None
    sale_date: Day | None = None
    sale_date_label: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    supply_date: Day | None = None
    currency: Currency | None = None
    exchange_rate: ExchangeRateBody | None = None
    margin_procedure: MarginProcedure | None = None
    exemption_basis: Text | None = None
    fiscal_receipt: FiscalReceiptBody | None = None
    due_date: Day | None = None
    payment_method: Text | None = None
    notes: LongText | None = None
    internal_notes: LongText | None = None
    message: MessageBody | None = None

    def values(self) -> dict[str, Any]:
        """Return the given fields as fields of `Document`.

        Raises: InvalidFieldError.
        """
        given = {name: getattr(self, name) for name in self.model_fields_set}
        for name in NOT_EMPTY:
            if name in given and given[name] is None:
                raise InvalidFieldError(name, "nie może być puste.")
        for name in ("buyer", "message", "exchange_rate", "fiscal_receipt"):
            if given.get(name) is not None:
                given[name] = getattr(self, name).value()
        if self.lines is not None:
            given["lines"] = tuple(line.value(position) for position, line in enumerate(self.lines, start=1))
        if self.charges is not None:
            given["charges"] = tuple(charge.value() for charge in self.charges)
        return given


class ElsewhereBody(Body):
    number: Annotated[str, Field(min_length=1, max_length=100)]
    ksef_number: Annotated[str, Field(min_length=1, max_length=64)] | None = None


class ResolveBody(Body):
    """Body of `POST /documents/{id}/resolve`: a problem's code and the choice, or how the draft ends."""

    code: Annotated[str, Field(max_length=64)] | None = None
    choice: Annotated[str, Field(max_length=64)] | None = None
    number: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    ksef_number: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    issued_elsewhere: ElsewhereBody | None = None
    not_needed: bool = False

    def value(self) -> Resolving:
        elsewhere = self._elsewhere()
        return Resolving(
            issued_elsewhere=(elsewhere.number, elsewhere.ksef_number) if elsewhere else None,
            is_not_needed=self.not_needed or "not_needed" in (self.code, self.choice),
            code=self.code,
            choice=self.choice,
        )

    def _elsewhere(self) -> ElsewhereBody | None:
        """Return the number under which another program issued the document, if it did."""
        if self.issued_elsewhere:
            return self.issued_elsewhere
        if "issued_elsewhere" not in (self.code, self.choice):
            return None
        if self.number is None:
            raise InvalidFieldError("number", "podaj numer, pod którym wystawił go inny program.")
        return ElsewhereBody(number=self.number, ksef_number=self.ksef_number)
