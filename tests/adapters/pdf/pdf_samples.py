"""Documents for the tests and the benchmark of the PDF: complete by default, so tests state only what matters."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from invoicing.domain.documents.correction import CorrectionRequest, correction_of
from invoicing.domain.documents.document import Document, Order, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.legal_notes import annotations_of
from invoicing.domain.documents.parties import Address, Buyer, Seller
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.vat.line import Line

SELLER = Seller(
    name="Sklep „Żółta Łódź” Gżegżółka sp. j.",
    nip="5260250274",
    address=Address(street="ul. Święty Marcin 12/5", postcode="61-803", city="Poznań"),
    bank_account="61109010140000071219812874",
    email="sklep@zolta-lodz.pl",
    phone="+48 600 700 800",
)
PERSON = Buyer(
    name="Łukasz Brzęczyszczykiewicz", address=Address(street="ul. Źródlana 7 m. 3", postcode="30-001", city="Kraków")
)
COMPANY = Buyer(
    name="Przedsiębiorstwo „ŁĄCZNOŚĆ” sp. z o.o.",
    is_company=True,
    nip="1234563218",
    address=Address(street="ul. Gęsia 4", postcode="00-950", city="Warszawa"),
)
NAMES = (
    "Kubek ceramiczny 330 ml „Dzień dobry” – biały",
    "Etui na telefon Samsung Galaxy A54 czarne matowe ze wzmocnionymi rogami",
    "Koc z mikrofibry 150×200 cm",
    "Lampka nocna LED z czujnikiem ruchu, ciepła biel 3000 K, ładowana USB-C",
    "Zestaw 12 długopisów żelowych",
    "Worki na śmieci 60 l (50 szt.)",
    "Świeca sojowa zapachowa 200 g – źródło światła i ciepła",
    "Dostawa – Allegro Paczkomaty InPost",
)


CORRECTED_AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def a_line(number: int = 0, **changes: Any) -> Line:
    """Return one of many different lines, with its number in the name so that it can be found in the PDF."""
    line = Line(
        id=str(number),
        name=f"{NAMES[number % len(NAMES)]} [{number}]",
        quantity=Decimal(1 + number % 3),
        unit_gross=Decimal("19.99") + number * Decimal("3.10"),
        vat_rate="23",
        sku=f"KUB-{number:03}" if number % 4 == 0 else None,
    )
    return replace(line, **changes)


def some_lines(count: int, **changes: Any) -> tuple[Line, ...]:
    """Return `count` lines."""
    return tuple(a_line(number, **changes) for number in range(count))


def a_document(*, paid: Decimal | str | None = None, **changes: Any) -> Document:
    """Return an issued invoice with three lines, paid in full unless `paid` is given."""
    document = Document(
        id="k3f9xq",
        kind=Kind.INVOICE,
        status=Status.ISSUED,
        version=2,
        order=Order(id="29738e61-7f6a-11e8-ac45-09db60ede9d6", buyer_login="Client:44193821"),
        series="AL",
        number="AL 1/11/2026",
        issue_date=date(2026, 11, 24),
        sale_date=date(2026, 11, 23),
        sale_date_label="Data otrzymania zapłaty",
        paid_at=date(2026, 11, 23),
        place="Poznań",
        seller=SELLER,
        buyer=PERSON,
        lines=some_lines(3),
        payment_method="Płatność elektroniczna Allegro (PayU / Przelewy24)",
        created_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
    )
    document = recalculated(replace(document, **changes))
    return recalculated(replace(document, paid=document.amount_due if paid is None else Decimal(paid)))


def annotated(document: Document, **seller: Any) -> Document:
    """Return the document with the annotations that issuing adds, for a seller with these changes."""
    printed = replace(document.seller or SELLER, **seller)
    return replace(document, seller=printed, annotations=annotations_of(document, printed))


def an_unpaid_document(**changes: Any) -> Document:
    """Return an invoice that is to be paid by transfer."""
    return a_document(paid="0", **{"paid_at": None, "due_date": date(2026, 12, 1), **changes})


def a_draft(**changes: Any) -> Document:
    """Return a draft as previewed: with the seller, without anything fixed at issue."""
    return a_document(status=Status.DRAFT, number=None, series=None, issue_date=None, place=None, **changes)


def a_correction(original: Document, **request: Any) -> Document:
    """Return an issued correction of a document after its `last` one; `paid` is the amount paid for the original."""
    last, paid = request.pop("last", None), request.pop("paid", original.paid)
    requested = CorrectionRequest(**{"reason": "zwrot towaru (odstąpienie od umowy)", **request})
    return replace(
        correction_of(original, last, requested, document_id="k3f9xr", at=CORRECTED_AT, paid=paid),
        status=Status.ISSUED,
        version=2,
        series="AL-K",
        number="AL-K 1/11/2026",
        issue_date=date(2026, 11, 30),
        place=original.place,
        seller=original.seller,
    )
