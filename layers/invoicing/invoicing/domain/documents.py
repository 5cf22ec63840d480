"""A document: `draft -> issued | discarded`, `discarded -> draft`. An issued one never changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from invoicing.domain.errors import AlreadyIssuedError, InvalidFieldError, NotADraftError
from invoicing.domain.kinds import REQUIRED_SENTENCES, Kind
from invoicing.domain.lines import Charge, Line, calculated
from invoicing.domain.money import LARGEST_AMOUNT, ZERO
from invoicing.domain.parties import Buyer, Seller
from invoicing.domain.totals import Totals, totals_of
from invoicing.domain.vat import EXEMPT


class Status(StrEnum):
    """Where a document is in its life."""

    DRAFT = "draft"
    ISSUED = "issued"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The marketplace order that a document is about; amounts as the file gives them."""

    id: str
    marketplace: str = "allegro-pl"
    ordered_at: datetime | None = None
    buyer_login: str | None = None
    status: str | None = None
    total: Decimal | None = None
    paid: Decimal | None = None
    payment_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Title and body of a mail, with variables not yet filled."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that the file leaves open and a person must decide; `code` names the problem that asks it.

    `amount` is what it is about, `documents` are the ids of other documents that it concerns, `labels` what people
    call them.
    """

    code: str
    amount: Decimal | None = None
    of: Decimal | None = None
    documents: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is printed, and what is needed to decide whether it may be.

    A draft has no number and no seller: both are fixed at issue, in one transaction.
    `amount_due` = gross + charges - paid. `version` grows with each edit of a draft.
    """

    id: str
    kind: Kind
    status: Status = Status.DRAFT
    version: int = 1
    import_id: str | None = None
    order: Order | None = None
    series: str | None = None
    number: str | None = None
    issue_date: date | None = None
    sale_date: date | None = None
    sale_date_label: str = "Data sprzedaży"
    paid_at: date | None = None
    due_date: date | None = None
    place: str | None = None
    seller: Seller | None = None
    buyer: Buyer
    currency: str = "PLN"
    lines: tuple[Line, ...] = ()
    charges: tuple[Charge, ...] = ()
    totals: Totals = Totals()
    paid: Decimal = ZERO
    amount_due: Decimal = ZERO
    payment_method: str | None = None
    annotations: tuple[str, ...] = ()
    notes: str = ""
    internal_notes: str = ""
    message: Message | None = None
    questions: tuple[Question, ...] = ()
    created_at: datetime
    issued_at: datetime | None = None

    @property
    def to_pay(self) -> Decimal:
        """The total and the charges outside it."""
        return _to_pay(self.totals, self.charges)


def recalculated(document: Document) -> Document:
    """Return the document with every calculated field filled from what was entered; too large a sum is refused."""
    changed: Document = replace(document, **calculated_fields(document.lines, document.charges, document.paid))
    return changed


def calculated_fields(lines: Iterable[Line], charges: Iterable[Charge], paid: Decimal) -> dict[str, Any]:
    """Return the calculated fields of a document with these lines, charges and payment."""
    done = calculated(lines)
    totals = totals_of(done)
    to_pay = _to_pay(totals, charges)
    if to_pay > LARGEST_AMOUNT:
        raise InvalidFieldError("lines", "kwota dokumentu jest za duża.")
    return {"lines": done, "totals": totals, "amount_due": to_pay - paid}


def _to_pay(totals: Totals, charges: Iterable[Charge]) -> Decimal:
    return totals.gross + sum((charge.amount for charge in charges), ZERO)


def ensure_draft(document: Document) -> None:
    """Refuse anything but a draft."""
    if document.status is Status.ISSUED:
        raise AlreadyIssuedError
    if document.status is Status.DISCARDED:
        raise NotADraftError


def issued(
    document: Document,
    *,
    series: str,
    number: str,
    on: date,
    at: datetime,
    seller: Seller,
    place: str | None,
) -> Document:
    """Return this draft as an issued document, with all that is fixed at that moment."""
    ensure_draft(document)
    return replace(
        document,
        status=Status.ISSUED,
        version=document.version + 1,
        series=series,
        number=number,
        issue_date=on,
        issued_at=at,
        seller=seller,
        place=place,
        annotations=annotations_of(document, seller),
    )


def annotations_of(document: Document, seller: Seller) -> tuple[str, ...]:
    """Return the sentences that the law wants on this document."""
    sentences = []
    if sentence := REQUIRED_SENTENCES.get(document.kind):
        sentences.append(sentence)
    if document.kind is Kind.INVOICE and any(line.vat_rate == EXEMPT for line in document.lines) and seller.vat_basis:
        sentences.append(f"Zwolnienie z VAT: {seller.vat_basis}")
    return tuple(sentences)
