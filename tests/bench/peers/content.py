"""What the peers draw: the texts of a document, made anew for each drawing, as ours are."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.letters import FONTS
from invoicing.adapters.pdf.words.amounts import amount_in_words
from invoicing.domain.basics.dates import show_date
from invoicing.domain.basics.money import show_amount, show_number, show_quantity
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.parties import Buyer, Seller
from invoicing.domain.vat.line import Line
from invoicing.domain.vat.rate import rate_of

try:
    import rendercv_fonts
except ImportError:
    FONT_FOLDER = FONTS
else:
    FONT_FOLDER = Path(rendercv_fonts.path_of["Open Sans"])


class Content(NamedTuple):
    """The texts, line by line."""

    title: str
    facts: list[tuple[str, str]]
    parties: list[tuple[str, list[str]]]
    rows: list[tuple[str, str, list[str]]]
    vat: list[list[str]]
    sums: list[tuple[str, str]]
    payment: list[tuple[str, str]]


def content_of(document: Document) -> Content:
    """Return the texts of an unpaid invoice."""
    seller, buyer, order = document.seller, document.buyer, document.order
    assert seller
    assert order
    return Content(
        title=f"Faktura nr {document.number}",
        facts=[
            *_dates(document),
            ("Miejsce wystawienia", document.place or ""),
            ("Zamówienie Allegro nr", order.id),
            ("Login kupującego", order.buyer_login or ""),
        ],
        parties=[("Sprzedawca", _party(seller)), ("Nabywca", _party(buyer))],
        rows=[(line.name, line.sku or "", _figures(line)) for line in document.lines],
        vat=[
            [rate_of(row.vat_rate).shown, show_number(row.net), show_number(row.vat), show_number(row.gross)]
            for row in document.totals.by_rate
        ],
        sums=[
            ("Kwota należności ogółem", show_amount(document.totals.gross, document.currency)),
            ("Do zapłaty", show_amount(document.amount_due, document.currency)),
        ],
        payment=[
            ("Słownie", amount_in_words(document.amount_due, document.currency, ("pl",))[0]),
            ("Sposób płatności", document.payment_method or ""),
            ("Numer konta", seller.bank_account or ""),
            ("Tytuł przelewu", document.number or ""),
        ],
    )


def _dates(document: Document) -> Iterator[tuple[str, str]]:
    days = {
        "Data wystawienia": document.issue_date,
        "Data otrzymania zapłaty": document.sale_date,
        "Termin płatności": document.due_date,
    }
    return ((label, show_date(day)) for label, day in days.items() if day)


def _party(party: Seller | Buyer) -> list[str]:
    address = party.address
    return [party.name, address.street, f"{address.postcode} {address.city}", f"NIP {party.nip}"]


def _figures(line: Line) -> list[str]:
    rate = rate_of(line.vat_rate).shown if line.vat_rate else ""
    return [show_quantity(line.quantity), line.unit, show_number(line.unit_gross), rate, show_number(line.gross)]
