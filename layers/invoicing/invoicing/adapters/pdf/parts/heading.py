"""The top of the first page: title, dates, seller and buyer, order."""

from collections.abc import Iterator
from typing import NamedTuple

from invoicing.adapters.pdf.drawing.facts import Column, Fact, paint_facts
from invoicing.adapters.pdf.drawing.sheet import Sheet
from invoicing.adapters.pdf.drawing.style import (
    ACCENT,
    BODY,
    GUTTER,
    LABEL,
    LEFT,
    LONG_NAME,
    NAME,
    RIGHT,
    SUBTITLE,
    TITLE,
    TOP,
    WIDTH,
)
from invoicing.adapters.pdf.drawing.typesetting import stacked, wrapped
from invoicing.adapters.pdf.file.picture import Picture
from invoicing.adapters.pdf.words.labels import Labels
from invoicing.adapters.pdf.words.translating import POLISH, languages_for
from invoicing.domain.basics.dates import show_date
from invoicing.domain.basics.money import NBSP
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.documents.parties import Address, Buyer, Seller

PAGE = Column(LEFT, WIDTH)
MOST_NAME_LINES = 12
"""Longer names are set small, so that even 2,000 letters leave room on the page."""
BAR_WIDTH, BAR_WEIGHT = 30.0, 2.5
LOGO_TOP, LOGO_WIDTH, LOGO_HEIGHT = TOP - 10, 150.0, 46.0
"""Bounds of a logo, which is at the right edge."""


class Party(NamedTuple):
    """Seller or buyer, as printed."""

    label: str
    name: str
    details: list[str]


def paint_heading(sheet: Sheet, document: Document, labels: Labels, logo: Picture | None) -> float:
    """Paint everything above the table of lines, with the logo beside the title; return where the table may begin."""
    width, height = logo.fitted(LOGO_WIDTH, LOGO_HEIGHT) if logo else (0.0, 0.0)
    if logo:
        sheet.picture = RIGHT - width, LOGO_TOP, width, height
    y = _paint_title(sheet, *_titles(document, labels), WIDTH - (width + GUTTER if logo else 0))
    y = max(y, LOGO_TOP + height)
    y = paint_facts(sheet, PAGE, y + 8, _dates(document, labels), across=4)
    y = _paint_parties(sheet, y + 9, document, labels)
    y = paint_facts(sheet, PAGE, y + 10, _order(document, labels), across=2)
    return paint_facts(sheet, PAGE, y, _reason(document, labels), across=1) + 7


def _titles(document: Document, labels: Labels) -> tuple[str, list[str]]:
    """Return the title and the subtitles: the corrected document, and both in other languages."""
    titles = [_with_whole(title, document.number) for title in labels.titles(document)]
    if not document.corrects:
        return titles[0], titles[1:]
    corrected = [_with_whole(text, document.corrects.number) for text in labels.corrected(document.corrects)]
    others = [f"{title} {original}" for title, original in zip(titles[1:], corrected[1:], strict=True)]
    return titles[0], [corrected[0], *others]


def _with_whole(text: str, number: str | None) -> str:
    """Return the text with its number kept on one line, since one half could be taken for another number."""
    return text.replace(number, number.replace(" ", NBSP)) if number else text


def _paint_title(sheet: Sheet, title: str, subtitles: list[str], width: float) -> float:
    sheet.rule(LEFT, TOP - 8, BAR_WIDTH, BAR_WEIGHT, ACCENT)
    y = sheet.lines(LEFT, TOP, wrapped(title, TITLE, width), TITLE)
    return sheet.lines(LEFT, y, stacked(subtitles, SUBTITLE, width), SUBTITLE)


def _dates(document: Document, labels: Labels) -> Iterator[Fact]:
    """Yield the dates; no sale date that equals the issue date (art. 106e ust. 1 pkt 6), none on a proforma."""
    if document.issue_date:
        yield Fact(labels.each("issue_date"), show_date(document.issue_date))
    if document.sale_date and document.sale_date != document.issue_date and KINDS[document.kind].is_evidence:
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


def _reason(document: Document, labels: Labels) -> Iterator[Fact]:
    """Yield the reason for a correction (art. 106j ust. 2 pkt 3), and the corrected invoice's number in KSeF."""
    if document.correction is not None:
        yield Fact(labels.each("reason"), "\n".join(labels.translations(document.correction.reason)))
    if document.corrects and document.corrects.ksef_number:
        yield Fact(labels.each("corrected_ksef"), document.corrects.ksef_number)


def _paint_parties(sheet: Sheet, y: float, document: Document, labels: Labels) -> float:
    is_abroad = languages_for(document) != POLISH
    parties = _buyers(document, labels, is_abroad)
    if seller := document.seller:
        parties.insert(0, Party(labels["seller"], seller.name, list(_of_seller(seller, labels, is_abroad))))
    across = max(2, len(parties))
    return max(_paint_party(sheet, PAGE.part(place, across), y, party) for place, party in enumerate(parties))


def _buyers(document: Document, labels: Labels, is_abroad: bool) -> list[Party]:
    """Return the buyer; of a correction, before and after if the printed data differ."""

    def party(label: str, buyer: Buyer) -> Party:
        return Party(labels[label], buyer.name, list(_of_buyer(buyer, labels, is_abroad, document.evidence_kind)))

    correction = document.correction
    if correction is None or party("buyer", correction.before.buyer) == party("buyer", document.buyer):
        return [party("buyer", document.buyer)]
    return [party("buyer_before", correction.before.buyer), party("buyer_after", document.buyer)]


def _paint_party(sheet: Sheet, place: Column, y: float, party: Party) -> float:
    label, name, details = party
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
    """Yield the buyer's details; a sales confirmation omits the tax number, since it must not look like an invoice."""
    yield from _of_address(buyer.address, labels, is_abroad)
    if not KINDS[kind].names_buyer:
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
