"""Valid by default; a test says only what matters to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from invoicing.domain.documents.document import Document, Order
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Address, Buyer
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.problems.preflight import Checks, listed_summary
from invoicing.domain.sales.drafting import Drafting, ImportChoices, draft_from
from invoicing.domain.sales.sale import Sale, SaleLine
from invoicing.domain.sellers.settings import KsefMode, MailSettings, Numbering, SellerSettings
from invoicing.domain.vat.line import Line
from invoicing.domain.vat.memory import RateBook
from invoicing.services.documents.ports import Stored

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
"""A Tuesday, half past five in the afternoon in Poland."""

PERSON = Buyer(
    name="Jan Kowalski",
    email="8awgqyk6a5+cub31c122@allegromail.pl",
    address=Address(street="ul. Łąkowa 5/7", postcode="60-166", city="Poznań"),
)
COMPANY = replace(PERSON, name="Śnieżka Sp. z o.o.", is_company=True, nip="1234563218")


def any_nip_is_right(_: str) -> bool:
    """Stand in for the check digit where a test is not about it."""
    return True


def any_weekday(day: date) -> bool:
    """Stand in for the calendar of holidays where a test is not about it."""
    return day.weekday() < 5


CHECKS = Checks(is_nip=any_nip_is_right, is_workday=any_weekday)


def a_seller(**changes: Any) -> SellerSettings:
    """Return an active VAT payer who can issue anything."""
    settings = SellerSettings(
        id="lipa",
        version=1,
        name="Sklep Pod Lipą Anna Nowak",
        nip="1111111111",
        address=Address(street="ul. Lipowa 12", postcode="60-101", city="Poznań"),
        bank_account="95 1010 0000 0000 0000 0000 0001",
        place="Poznań",
        default_vat_rate="23",
        ksef_mode=KsefMode.ELSEWHERE,
        numbering=Numbering(confirmed=True),
        mail=MailSettings(sender="faktury@sklep-pod-lipa.example", allegro_sender="faktury@sklep-pod-lipa.example"),
        senders=("faktury@sklep-pod-lipa.example",),
    )
    return replace(settings, **changes)


def sold_by(settings: SellerSettings, currency: str = "PLN") -> dict[str, Any]:
    """Return what the issue of a document needs of its seller."""
    return {"seller": settings.printed(currency), "place": settings.place}


def a_line(name: str = "Kubek", price: str = "19.99", quantity: str = "1", **changes: Any) -> Line:
    """Return a line at 23 %."""
    line = Line(
        id=changes.pop("id", name), name=name, quantity=Decimal(quantity), unit_gross=Decimal(price), vat_rate="23"
    )
    return replace(line, **changes)


def a_draft(**changes: Any) -> Document:
    """Return a paid draft of one mug for a consumer."""
    lines = changes.pop("lines", (a_line(id=f"{changes.get('id', 'draft-1')}-line"),))
    total = recalculated(Document(id="x", kind=Kind.INVOICE, buyer=PERSON, lines=lines, created_at=NOW)).totals.gross
    draft = Document(
        id="draft-1",
        kind=Kind.INVOICE,
        buyer=PERSON,
        lines=lines,
        paid=total,
        order=Order(id="order-1", ordered_at=NOW, total=total, paid=total, buyer_login="klient_01"),
        sale_date=NOW.date(),
        created_at=NOW,
    )
    return recalculated(replace(draft, **changes))


def stored(draft: Document, settings: SellerSettings | None = None) -> Stored:
    """Return a draft with its summary."""
    return Stored(document=draft, summary=listed_summary(draft, settings or a_seller(), CHECKS, NOW.date()))


def a_sale(number: int = 1, **changes: Any) -> Sale:
    """Return a paid sale of one mug to a consumer."""
    line = SaleLine(id=f"line-{number}", name="Kubek", quantity=Decimal(1), price=Decimal("19.99"), offer_id="111")
    sale = Sale(
        position=number,
        order_id=f"order-{number}",
        buyer=PERSON,
        lines=(line,),
        ordered_at=NOW,
        total=Decimal("19.99"),
        paid=Decimal("19.99"),
        status="SENT",
    )
    return replace(sale, **changes)


def a_drafting(settings: SellerSettings | None = None, book: RateBook | None = None, **choices: Any) -> Drafting:
    """Return what drafting needs for one file."""
    return Drafting(
        settings=settings or a_seller(),
        choices=ImportChoices(**choices),
        book=book or RateBook(),
        import_id="import-1",
        at=NOW,
    )


def drafted(
    sale: Sale, settings: SellerSettings | None = None, book: RateBook | None = None, **choices: Any
) -> Document:
    """Return the draft of a sale."""
    return draft_from(sale, a_drafting(settings, book, **choices))
