"""Requests about documents: issue, copy, correct, reissue, pay; and about numbers."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from invoicing.domain.basics.months import Month
from invoicing.domain.documents.correction import CorrectionRequest, LineCorrection
from invoicing.domain.documents.kind import Kind, NumberedAs
from invoicing.domain.sales.drafting import plain_quantity
from invoicing.runtime.api.bodies.fields import (
    MOST_LINES,
    Body,
    BuyerBody,
    Day,
    MessageBody,
    Money,
    MonthText,
    QuantityLeft,
    Rate,
)

if TYPE_CHECKING:
    from invoicing.services.issuing.prepare import IssueRequest


class IssueBody(Body):
    """Body of `POST /documents/{id}/issue`."""

    issue_date: Day | None = None
    send_email: bool | None = None
    message: MessageBody | None = None

    def request(self) -> "IssueRequest":
        from invoicing.services.issuing.prepare import IssueRequest

        return IssueRequest(
            issue_date=self.issue_date,
            send_email=self.send_email,
            message=self.message.value() if self.message else None,
        )


class CopyBody(Body):
    """Body of `POST /documents/{id}/copy`."""

    kind: Kind


class LineCorrectionBody(Body):
    id: Annotated[str, Field(max_length=64)] | None = None
    line: Annotated[int, Field(ge=1, le=MOST_LINES * 2)] | None = None
    quantity: QuantityLeft | None = None
    unit_gross: Money | None = None
    vat_rate: Rate | None = None

    def value(self) -> LineCorrection:
        quantity = None if self.quantity is None else plain_quantity(self.quantity)
        return LineCorrection(**(self.model_dump() | {"quantity": quantity}))


class CorrectionBody(Body):
    """Body of `POST /documents/{id}/corrections`: the right state, as a whole, line by line, or of the buyer."""

    reason: str
    lines: Annotated[list[LineCorrectionBody], Field(max_length=MOST_LINES)] = Field(default_factory=list)
    buyer: BuyerBody | None = None
    whole: bool = False

    def value(self) -> CorrectionRequest:
        return CorrectionRequest(
            reason=self.reason,
            lines=tuple(line.value() for line in self.lines),
            buyer=self.buyer.value() if self.buyer else None,
            whole=self.whole,
        )


class ReissueBody(Body):
    """Body of `POST /documents/{id}/reissue`."""

    buyer: BuyerBody


class PaymentBody(Body):
    """Body of `POST /documents/{id}/payments`."""

    amount: Annotated[Money, Field(gt=0)]
    date: Day
    method: Annotated[str, Field(min_length=1, max_length=60)] = "WIRE_TRANSFER"


class MoveBody(Body):
    """Body of `POST /numbers`: the next number of a kind's series, and why those before it are not used."""

    kind: NumberedAs = NumberedAs.INVOICE
    month: MonthText | None = None
    next: Annotated[int, Field(ge=1, le=9_999_999)]
    reason: Annotated[str, Field(min_length=1, max_length=200)]

    def first_day(self) -> date | None:
        """Return the first day of the month; None for the current one."""
        return Month.parse(self.month).first if self.month else None
