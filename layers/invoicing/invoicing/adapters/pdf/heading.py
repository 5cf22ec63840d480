"""The top of the first page: title, dates, seller and buyer, order."""

from collections.abc import Iterable, Iterator

from invoicing.adapters.pdf.facts import Column, Fact, paint_facts
from invoicing.adapters.pdf.labels import Labels
from invoicing.adapters.pdf.sheet import Sheet
from invoicing.adapters.pdf.style import ACCENT, BODY, LABEL, LEFT, LONG_NAME, NAME, SUBTITLE, TITLE, TOP, WIDTH
from invoicing.adapters.pdf.typesetting import stacked, wrapped
from invoicing.domain.dates import show_date
from invoicing.domain.documents import Document
from invoicing.domain.kinds import Kind
from invoicing.domain.parties import Address, Buyer, Seller

PAGE = Column(LEFT, WIDTH)
MOST_NAME_LINES = 12
"""A longer name is set small, so that one of 2,000 letters leaves room on the page."""
BAR_WIDTH, BAR_WEIGHT = 30.0, 2.5


def paint_heading(sheet: Sheet, document: Document, labels: Labels) -> float:
    """Paint everything above the lines; return where they may begin."""
    y = _paint_title(sheet, labels.titles(document.kind, document.number))
    y = paint_facts(sheet, PAGE, y + 8, _dates(document, labels), across=4)
    y = _paint_parties(sheet, y + 9, document, labels)
    return paint_facts(sheet, PAGE, y + 10, _order(document, labels), across=2) + 7


def _paint_title(sheet: Sheet, titles: list[str]) -> float:
    """The first language is the title, others stand small below."""
    sheet.rule(LEFT, TOP - 8, BAR_WIDTH, BAR_WEIGHT, ACCENT)
    y = sheet.lines(LEFT, TOP, wrapped(titles[0], TITLE, WIDTH), TITLE)
    for title in titles[1:]:
        y = sheet.lines(LEFT, y, wrapped(title, SUBTITLE, WIDTH), SUBTITLE)
    return y


def _dates(document: Document, labels: Labels) -> Iterator[Fact]:
    """A sale date equal to the issue date is not printed (art. 106e ust. 1 pkt 6), a proforma has none."""
    if document.issue_date:
        yield Fact(labels.each("issue_date"), show_date(document.issue_date))
    if document.sale_date and document.sale_date != document.issue_date and document.kind is not Kind.PROFORMA:
        yield Fact(labels.sale_date(document.sale_date_label), show_date(document.sale_date))
    if document.due_date and document.amount_due > 0:
        yield Fact(labels.each("due_date"), show_date(document.due_date))
    if document.place:
        yield Fact(labels.each("place"), document.place)


def _order(document: Document, labels: Labels) -> Iterator[Fact]:
    if document.order:
        yield Fact(labels.each("order"), document.order.id)
        if document.order.buyer_login:
            yield Fact(labels.each("login"), document.order.buyer_login)


def _paint_parties(sheet: Sheet, y: float, document: Document, labels: Labels) -> float:
    is_abroad = document.buyer.address.country != "PL"
    parties = [(labels["buyer"], document.buyer.name, _of_buyer(document.buyer, labels, is_abroad, document.kind))]
    if seller := document.seller:
        parties.insert(0, (labels["seller"], seller.name, _of_seller(seller, labels, is_abroad)))
    return max(_paint_party(sheet, PAGE.part(place, 2), y, *party) for place, party in enumerate(parties))


def _paint_party(sheet: Sheet, place: Column, y: float, label: str, name: str, details: Iterable[str]) -> float:
    y = sheet.lines(place.x, y, wrapped(label, LABEL, place.width), LABEL) + 1
    names = wrapped(name, NAME, place.width)
    if len(names) <= MOST_NAME_LINES:
        y = sheet.lines(place.x, y, names, NAME)
    else:
        y = sheet.lines(place.x, y, wrapped(name, LONG_NAME, place.width), LONG_NAME)
    return sheet.lines(place.x, y, stacked(details, BODY, place.width), BODY)


def _of_seller(seller: Seller, labels: Labels, is_abroad: bool) -> Iterator[str]:
    yield from _of_address(seller.address, labels, is_abroad)
    if seller.nip:
        yield f"{labels['nip']} {seller.nip}"
    if contact := " · ".join(filter(None, (seller.email, seller.phone))):
        yield contact


def _of_buyer(buyer: Buyer, labels: Labels, is_abroad: bool, kind: Kind) -> Iterator[str]:
    """A sales confirmation never has the buyer's tax number: it must not look like an invoice."""
    yield from _of_address(buyer.address, labels, is_abroad)
    if kind is Kind.RECEIPT:
        return
    if buyer.nip:
        yield f"{labels['nip']} {buyer.nip}"
    elif buyer.tax_id:
        yield f"{labels['tax_id']} {buyer.tax_id}"


def _of_address(address: Address, labels: Labels, is_abroad: bool) -> Iterator[str]:
    if address.street:
        yield address.street
    if city := f"{address.postcode} {address.city}".strip():
        yield city
    if is_abroad:
        yield labels.country(address.country)
