"""A document: `draft -> issued | discarded`, `discarded -> draft`. An issued one never changes."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

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
    """Where a document is in its life."""

    DRAFT = "draft"
    ISSUED = "issued"
    DISCARDED = "discarded"


class Resolution(StrEnum):
    """Why a draft was discarded for good; without one it was merely put aside."""

    ISSUED_ELSEWHERE = "issued_elsewhere"
    NOT_NEEDED = "not_needed"


class KsefChannel(StrEnum):
    """Whether a document belongs in KSeF; see `domain.ksef`."""

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
    """Title and body of a mail, with variables not yet filled."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that the file leaves open and a person must decide; `code` names the problem that asks it.

    `amount` is what it is about, `of` what it is compared to, `documents` are the ids of other documents that it
    concerns, `labels` what people call them.
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
    """Another document, as this one names it."""

    id: str
    number: str
    issue_date: date | None = None
    kind: Kind = Kind.INVOICE
    ksef_number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """Zloty for one unit of the document's currency, as a table of the NBP tells it (art. 31a)."""

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
    """The document's way to KSeF, and its number there."""

    channel: KsefChannel
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What makes a document a correction: the state that it starts from, and why it changes it.

    `follows` is the id of the last correction before this one; `paid` is what had been paid of `before`.
    """

    reason: str
    before: State
    follows: str | None = None
    paid: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is printed, and what is needed to decide whether it may be.

    A draft has no number and no seller: both are fixed at issue, in one transaction. `amount_due` = gross + charges -
    paid. `version` grows with each edit of a draft. The lines of a correction are those that should be; its totals are
    the difference.
    """

    id: str
    kind: Kind
    status: Status = Status.DRAFT
    resolution: Resolution | None = None
    elsewhere: Reference | None = None
    version: int = 1
    import_id: str | None = None
    order: Order | None = None
    series: str | None = None
    number: str | None = None
    issue_date: date | None = None
    sale_date: date | None = None
    sale_date_label: str = SUPPLY_LABEL
    paid_at: date | None = None
    supply_date: date | None = None
    tax_point: date | None = None
    due_date: date | None = None
    place: str | None = None
    seller: Seller | None = None
    buyer: Buyer
    currency: str = "PLN"
    exchange_rate: ExchangeRate | None = None
    margin_procedure: MarginProcedure = MarginProcedure.USED_GOODS
    exemption_basis: str | None = None
    fiscal_receipt: FiscalReceipt | None = None
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
    decisions: tuple[Decision, ...] = ()
    ksef: Ksef | None = None
    corrects: Reference | None = None
    correction: Correction | None = None
    from_document: Reference | None = None
    replaces: Reference | None = None
    created_at: datetime
    issued_at: datetime | None = None

    @property
    def evidence_kind(self) -> Kind:
        """The kind that counts for tax and on paper: a correction's is that of the document that it corrects."""
        return self.corrects.kind if self.corrects else self.kind

    @property
    def title(self) -> str:
        """What it is called, in Polish."""
        return title_of(self.kind, self.evidence_kind)

    @property
    def is_taxed_abroad(self) -> bool:
        """Is all of it taxed in other countries (OSS)? A document without lines is not."""
        return bool(self.lines) and all(is_foreign(line.vat_rate) for line in self.lines)

    def in_zloty(self, amount: Decimal) -> Decimal | None:
        """Return an amount of this document in zloty, half up (art. 31a); None while its exchange rate is unknown."""
        if self.currency == "PLN":
            return amount
        return round_to_grosz(amount * self.exchange_rate.rate) if self.exchange_rate else None

    @property
    def to_pay(self) -> Decimal:
        """The total and the charges outside it; of a correction, what it changes of them."""
        if self.correction is not None:
            return self.state.to_pay - self.correction.before.to_pay
        return to_pay_of(self.totals, self.charges)

    @property
    def state(self) -> State:
        """What the sale is after this document."""
        return state_of(self.lines, self.charges, self.buyer)

    @property
    def refund(self) -> Decimal:
        """What a correction gives back of what was paid."""
        if self.correction is None:
            return ZERO
        return max(ZERO, min(self.correction.paid - self.state.to_pay, -self.to_pay))


def ensure_draft(document: Document) -> None:
    """Refuse anything but a draft."""
    if document.status is Status.ISSUED:
        raise AlreadyIssuedError
    if document.status is Status.DISCARDED:
        raise NotADraftError


def reference_to(document: Document) -> Reference:
    """Return how other documents name this issued one."""
    return Reference(
        id=document.id,
        number=document.number or "",
        issue_date=document.issue_date,
        kind=document.kind,
        ksef_number=document.ksef.number if document.ksef else None,
    )
