"""From a sale to a draft: its kind, its lines, their VAT rates and sources, and the open questions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from invoicing.domain.basics.countries import EU, oss_rate
from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.ids import draft_id
from invoicing.domain.basics.money import ZERO, round_to_grosz
from invoicing.domain.documents.document import PAID_LABEL, SUPPLY_LABEL, Document, Message, Order, Question
from invoicing.domain.documents.kind import AUTO, KINDS, Kind
from invoicing.domain.documents.parties import Buyer, VatStatus
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.documents.recalculation import calculated_fields
from invoicing.domain.sales.deposits import deposits_of
from invoicing.domain.sales.sale import RETURNED, Extra, Sale, SaleLine
from invoicing.domain.sales.subsidies import as_paid
from invoicing.domain.sellers.settings import ForeignVat, SellerSettings, Subsidy
from invoicing.domain.vat.delivery import DELIVERY_LINE, delivery_lines
from invoicing.domain.vat.line import Line, RateSource
from invoicing.domain.vat.memory import UNKNOWN, RateBook, SourcedRate
from invoicing.domain.vat.rate import MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """What the seller chose for a whole file."""

    kind: str = AUTO
    vat_rate: str | None = None
    message: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What drafting needs besides the sale; the same for a whole file."""

    settings: SellerSettings
    choices: ImportChoices = ImportChoices()
    book: RateBook = RateBook()
    import_id: str
    at: datetime


def draft_from(sale: Sale, drafting: Drafting) -> Document:
    """Return the draft of a sale; nothing in it is guessed silently."""
    settings = drafting.settings
    goods = tuple(_goods(sale, drafting))
    lines = (*goods, *_delivery(sale, goods, settings))
    charges, questions = deposits_of(sale, lines)
    paid = _amount(sale.paid) or ZERO
    return Document(
        id=draft_id(settings.id, sale.order_id),
        kind=_kind(sale, drafting),
        import_id=drafting.import_id,
        order=_order(sale),
        sale_date=sale_date_of(sale),
        sale_date_label=PAID_LABEL if sale.paid_at else SUPPLY_LABEL,
        paid_at=warsaw_date(sale.paid_at) if sale.paid_at else None,
        due_date=sale.due_date,
        buyer=sale.buyer,
        currency=sale.currency,
        charges=charges,
        paid=paid,
        payment_method=sale.payment_method,
        message=drafting.choices.message,
        questions=(*questions, *_questions(sale, settings)),
        created_at=drafting.at,
        **calculated_fields(lines, charges, paid),
    )


def _kind(sale: Sale, drafting: Drafting) -> Kind:
    if drafting.choices.kind != AUTO:
        return Kind(drafting.choices.kind)
    if drafting.settings.vat_status is VatStatus.OUTSIDE:
        return Kind.BILL
    wants_invoice = sale.buyer.is_company or sale.invoice_wanted
    return Kind.INVOICE if wants_invoice else drafting.settings.consumer_kind


def sale_date_of(sale: Sale) -> date | None:
    """Return the day of payment, else of the order; None for goods that are paid for on delivery (art. 19a)."""
    if sale.paid_at:
        return warsaw_date(sale.paid_at)
    if sale.payment_method == PaymentWay.ON_DELIVERY:
        return None
    return warsaw_date(sale.ordered_at) if sale.ordered_at else None


def _order(sale: Sale) -> Order:
    return Order(
        id=sale.order_id,
        marketplace=sale.marketplace,
        ordered_at=sale.ordered_at,
        buyer_login=sale.buyer_login,
        status=sale.status,
        total=_amount(sale.total),
        paid=_amount(sale.paid),
        payment_id=sale.payment_id,
        invoice_wanted=sale.invoice_wanted,
    )


def _amount(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else round_to_grosz(amount)


def is_foreign(sale: Sale) -> bool:
    """True for a sale abroad or in another currency, which never gets a rate automatically."""
    return sale.currency != "PLN" or sale.buyer.address.country != "PL"


def is_foreign_document(document: Document) -> bool:
    """True if the same holds for a draft."""
    return document.currency != "PLN" or document.buyer.address.country != "PL"


def _goods(sale: Sale, drafting: Drafting) -> Iterator[Line]:
    default = _default_rate(sale, drafting)
    book = RateBook() if is_foreign(sale) and default == UNKNOWN else drafting.book
    for line in sale.lines:
        drafted = _line(line, _rate_of(line, book, default), book)
        yield from as_paid(drafted) if drafting.settings.subsidy is Subsidy.PAID_PRICE else (drafted,)
    for extra in sale.extras:
        yield _extra(extra, default)


def _rate_of(line: SaleLine, book: RateBook, default: SourcedRate) -> SourcedRate:
    """Return the rate and its source: the file, else memory, else the default of the import or the seller."""
    if line.vat_rate:
        return line.vat_rate, RateSource.FILE
    rule = book.rule(line.offer_id, line.sku)
    return (rule.vat_rate, RateSource.MEMORY) if rule else default


def _default_rate(sale: Sale, drafting: Drafting) -> SourcedRate:
    """Return the rate of a line about which nothing else is known; abroad the seller must have chosen it."""
    if KINDS[_kind(sale, drafting)].is_margin:
        return MARGIN, RateSource.IMPORT
    if not is_foreign(sale):
        return _rate_for_the_file(drafting)
    rate = rate_abroad(drafting.settings, sale.buyer, sale_date_of(sale))
    return (rate, RateSource.DEFAULT) if rate else UNKNOWN


def rate_abroad(settings: SellerSettings, buyer: Buyer, on: date | None) -> str | None:
    """Return the rate of a sale of this day to a consumer elsewhere in the EU, if the seller has decided it."""
    country = buyer.address.country
    if settings.foreign_b2c is None or buyer.is_business or country not in (*EU, "PL"):
        return None
    is_oss = settings.foreign_b2c is ForeignVat.OSS and country != "PL"
    return oss_rate(country, on) if is_oss else settings.rate_by_default


def rate_by_default(document: Document, settings: SellerSettings) -> str | None:
    """Return the rate of a draft's line about which nothing else is known."""
    if not is_foreign_document(document):
        return settings.rate_by_default
    return rate_abroad(settings, document.buyer, document.sale_date)


def _rate_for_the_file(drafting: Drafting) -> SourcedRate:
    if drafting.choices.vat_rate:
        return drafting.choices.vat_rate, RateSource.IMPORT
    rate = drafting.settings.rate_by_default
    return (rate, RateSource.DEFAULT) if rate else UNKNOWN


def _line(line: SaleLine, rate: SourcedRate, book: RateBook) -> Line:
    rule = book.rule(line.offer_id, line.sku)
    return Line(
        id=line.id,
        name=line.name,
        quantity=plain_quantity(line.quantity),
        unit_gross=round_to_grosz(line.price),
        sku=line.sku,
        offer_id=line.offer_id,
        vat_rate=rate[0],
        vat_rate_source=rate[1],
        gtu=rule.gtu if rule else None,
        annex15=rule.annex15 if rule else None,
        subsidy=line.subsidy,
    )


def plain_quantity(quantity: Decimal) -> Decimal:
    """Return a quantity in one form for equal ones: 3 and 3.00 are 3."""
    return Decimal(f"{quantity.normalize():f}")


def _extra(extra: Extra, rate: SourcedRate) -> Line:
    return Line(
        id=extra.id,
        name=extra.name,
        quantity=plain_quantity(extra.quantity),
        unit_gross=round_to_grosz(extra.price),
        unit="usł.",
        vat_rate=rate[0],
        vat_rate_source=rate[1],
    )


def _delivery(sale: Sale, goods: tuple[Line, ...], settings: SellerSettings) -> tuple[Line, ...]:
    if not sale.delivery:
        return ()
    method = sale.delivery_method
    whole = Line(
        id=DELIVERY_LINE,
        name=f"Dostawa – {method}" if method else "Dostawa",
        quantity=Decimal(1),
        unit_gross=round_to_grosz(sale.delivery),
        is_delivery=True,
    )
    return delivery_lines(whole, goods, settings.delivery_vat)


def _questions(sale: Sale, settings: SellerSettings) -> Iterator[Question]:
    """Yield what the file leaves open and the settings do not decide."""
    subsidy = sum((line.subsidy for line in sale.lines if line.subsidy), ZERO)
    if subsidy and settings.subsidy is None:
        yield Question(code="allegro_subsidy", amount=subsidy)
    if sale.is_smart and sale.delivery:
        yield Question(code="smart_delivery_unclear", amount=sale.delivery)
    pieces = sum((line.quantity for line in sale.lines), Decimal(0))
    returned = sum((line.returned for line in sale.lines if line.returned), Decimal(0))
    if returned or sale.status == RETURNED:
        yield Question(code="returned", amount=returned or pieces, of=pieces)


def refreshed(draft: Document, sale: Sale, drafting: Drafting) -> Document:
    """Return an unedited draft as the sale describes it now; what was chosen for it stays."""
    kept = replace(drafting, import_id=draft.import_id or drafting.import_id, at=draft.created_at)
    fresh = draft_from(sale, kept)
    shared = tuple(question for question in draft.questions if question.code == "merged_order")
    return replace(
        fresh, kind=draft.kind, message=draft.message, version=draft.version, questions=(*fresh.questions, *shared)
    )
