"""A document: `draft -> issued | discarded`, `discarded -> draft`. An issued one never changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from invoicing.domain.basics.errors import AlreadyIssuedError, NotADraftError
from invoicing.domain.basics.money import ZERO, round_to_grosz
from invoicing.domain.documents.kind import Kind, title_of
from invoicing.domain.documents.parties import Buyer, Seller
from invoicing.domain.documents.sale_state import State, state_of, to_pay_of
from invoicing.domain.vat.line import Charge, Line
from invoicing.domain.vat.margin import MarginProcedure
from invoicing.domain.vat.rate import is_foreign
from invoicing.domain.vat.totals import Totals

PAID_LABEL = "Data otrzymania zapłaty"
SUPPLY_LABEL = "Data dokonania dostawy"


class Status(StrEnum):
    """The stage of a document's life."""

    DRAFT = "draft"
    ISSUED = "issued"
    DISCARDED = "discarded"


class Resolution(StrEnum):
    """Why a draft was discarded for good; without one it was only put aside."""

    ISSUED_ELSEWHERE = "issued_elsewhere"
    NOT_NEEDED = "not_needed"


class KsefChannel(StrEnum):
    """Whether a document belongs in KSeF (art. 106ga of the VAT Act)."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    EXCLUDED = "excluded"
    WAIVED_2026 = "waived_2026"


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
    invoice_wanted: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Subject and body of a mail, with variables not yet filled in."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that the file leaves open and a person must decide; `code` names the problem that asks it.

    `amount` is the amount in question, `of` what it is compared with, `documents` are the ids of other documents
    concerned, `labels` what people call them.
    """

    code: str
    amount: Decimal | None = None
    of: Decimal | None = None
    documents: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a problem."""

    code: str
    choice: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Another document, as this one refers to it."""

    id: str
    number: str
    issue_date: date | None = None
    kind: Kind = Kind.INVOICE
    ksef_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """Zloty per unit of the document's currency, from a table of the NBP (art. 31a)."""

    rate: Decimal
    table: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalReceipt:
    """The receipt of a cash register that an invoice belongs to (mark FP, art. 109 ust. 3d)."""

    number: str
    date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ksef:
    """The document's channel for KSeF, and its number in KSeF."""

    channel: KsefChannel
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What makes a document a correction: the state that it starts from, and the reason for changing it.

    `follows` is the id of the last correction before this one; `paid` is what had been paid of `before`.
    """

    reason: str
    before: State
    follows: str | None = None
    paid: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is printed, and what is needed to decide whether it may be.

    A draft has no number and no seller: both are fixed at issue, in one transaction. The lines of a correction are
    the corrected ones; its totals are the difference. The groups below say what copies and corrections take from it.
    """

    id: str  # derived from the order for the first draft of a sale
    kind: Kind  # invoice, receipt, …: chosen on the draft
    status: Status = Status.DRAFT  # the stage of its life
    resolution: Resolution | None = None  # why a draft was discarded for good
    elsewhere: Reference | None = None  # another program's document that replaces it
    version: int = 1  # grows with each change, for optimistic writes
    import_id: str | None = None  # the import that drafted it
    order: Order | None = None  # the order as the newest file describes it
    series: str | None = None  # the series of its number
    number: str | None = None  # as printed; no draft has one
    issue_date: date | None = None  # day in Warsaw; decides the month of the number
    sale_date: date | None = None  # the second printed date: paid or delivered (art. 106e ust. 1 pkt 6)
    sale_date_label: str = SUPPLY_LABEL  # the printed label of that date
    paid_at: date | None = None  # day when the buyer paid
    supply_date: date | None = None  # day of delivery, if known
    tax_point: date | None = None  # day when VAT falls due (art. 19a)
    due_date: date | None = None  # last day to pay
    place: str | None = None  # place of issue
    seller: Seller | None = None  # the seller as they were at issue
    buyer: Buyer  # the buyer as printed
    currency: str = "PLN"  # ISO 4217, of all amounts
    exchange_rate: ExchangeRate | None = None  # into zloty; None: unknown
    margin_procedure: MarginProcedure = MarginProcedure.USED_GOODS  # the procedure that margin goods name
    exemption_basis: str | None = None  # provision for `zw`; takes precedence over the seller's
    fiscal_receipt: FiscalReceipt | None = None  # the fiscal receipt of the same sale
    lines: tuple[Line, ...] = ()  # goods, services, delivery
    charges: tuple[Charge, ...] = ()  # deposits: outside the VAT base and the total
    totals: Totals = Totals()  # calculated from the lines
    paid: Decimal = ZERO  # already paid when it was made
    amount_due: Decimal = ZERO  # calculated: gross + charges - paid
    payment_method: str | None = None  # our code or the marketplace's word
    annotations: tuple[str, ...] = ()  # sentences that the law requires
    notes: str = ""  # free text for the buyer
    internal_notes: str = ""  # free text for the seller alone
    message: Message | None = None  # the mail's text; takes precedence over the seller's
    questions: tuple[Question, ...] = ()  # what the file leaves open
    decisions: tuple[Decision, ...] = ()  # what people decided about problems
    ksef: Ksef | None = None  # the channel, fixed at issue, and the number in KSeF
    corrects: Reference | None = None  # the document that a correction corrects
    correction: Correction | None = None  # its reason and the state before it
    from_document: Reference | None = None  # the document that it was copied from
    replaces: Reference | None = None  # the document that it replaces
    created_at: datetime  # instant of the first draft
    issued_at: datetime | None = None  # instant of the issue

    @property
    def evidence_kind(self) -> Kind:
        """The kind that counts for tax and in print: for a correction, that of the document it corrects."""
        return self.corrects.kind if self.corrects else self.kind

    @property
    def title(self) -> str:
        """Its Polish title."""
        return title_of(self.kind, self.evidence_kind)

    @property
    def is_taxed_abroad(self) -> bool:
        """True if all lines are taxed in other countries (OSS); False without lines."""
        return bool(self.lines) and all(is_foreign(line.vat_rate) for line in self.lines)

    def in_zloty(self, amount: Decimal) -> Decimal | None:
        """Return an amount of this document in zloty, half up (art. 31a); None while its exchange rate is unknown."""
        if self.currency == "PLN":
            return amount
        return round_to_grosz(amount * self.exchange_rate.rate) if self.exchange_rate else None

    @property
    def to_pay(self) -> Decimal:
        """The total and the charges outside it; for a correction, the change in them."""
        if self.correction is not None:
            return self.state.to_pay - self.correction.before.to_pay
        return to_pay_of(self.totals, self.charges)

    @property
    def state(self) -> State:
        """The state of the sale after this document."""
        return state_of(self.lines, self.charges, self.buyer)

    @property
    def refund(self) -> Decimal:
        """How much of what was paid a correction gives back."""
        if self.correction is None:
            return ZERO
        return max(ZERO, min(self.correction.paid - self.state.to_pay, -self.to_pay))


IDENTITY = ("id", "version", "status", "created_at")  # which document it is, and its stage; never entered
ENDING = ("resolution", "elsewhere")  # why a draft ends without a number
ORIGIN = ("import_id", "order")  # where the sale comes from
SALE = ("sale_date", "sale_date_label", "currency", "exchange_rate", "payment_method")  # printed as they are
GROUNDS = ("paid_at", "supply_date", "margin_procedure", "exemption_basis", "fiscal_receipt")  # for tax and sentences
PAPER = ("kind", "due_date", "notes")  # specific to this document: a correction has its own
PARTIES = ("buyer",)  # who it is made out to; the seller is fixed at issue
AMOUNTS = ("lines", "charges", "paid")  # entered amounts
CALCULATED = ("totals", "amount_due")  # amounts that follow from the entered ones (`recalculation`)
FIXED_AT_ISSUE = ("series", "number", "issue_date", "tax_point", "place", "seller", "annotations", "ksef", "issued_at")
"""Absent from drafts, except the tax point of a draft correction."""
CORRECTION = ("corrects", "correction", "from_document", "replaces")  # its links to other documents
NEVER_PRINTED = ("internal_notes", "message", "questions", "decisions")  # for the seller, the mail and pre-flight

ENTERED = (*PAPER, *PARTIES, *AMOUNTS, *SALE, *GROUNDS, "internal_notes")  # what people enter about a sale
EDITABLE = (*ENTERED, "message")
TAKEN_BY_COPIES = (*ORIGIN, *ENTERED)
TAKEN_BY_CORRECTIONS = (*ORIGIN, *SALE, *GROUNDS, "tax_point")


def fields_of(document: Document, names: Iterable[str]) -> dict[str, Any]:
    """Return these fields of a document by name."""
    return {name: getattr(document, name) for name in names}


def ensure_draft(document: Document) -> None:
    """Refuse anything but a draft. Raises: AlreadyIssuedError, NotADraftError."""
    if document.status is Status.ISSUED:
        raise AlreadyIssuedError
    if document.status is Status.DISCARDED:
        raise NotADraftError


def reference_to(document: Document) -> Reference:
    """Return the reference by which other documents name this issued one."""
    return Reference(
        id=document.id,
        number=document.number or "",
        issue_date=document.issue_date,
        kind=document.kind,
        ksef_number=document.ksef.number if document.ksef else None,
    )
