"""Letters of a document that are printed as a box because the font lacks them."""

from collections.abc import Iterator

from invoicing.adapters.pdf.drawing.letters import missing_letters
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.parties import Buyer, Seller
from invoicing.domain.documents.payment import printed_way


def missing_glyphs(document: Document) -> tuple[str, ...]:
    """Return the letters that the PDF cannot show, unique and sorted; nearly always none."""
    return missing_letters(filter(None, _printed(document)))


def _printed(document: Document) -> Iterator[str | None]:
    """Yield every text on the document except its labels."""
    yield from (document.number, document.place, document.sale_date_label, document.currency)
    yield from (printed_way(document.payment_method or ""), document.notes)
    yield from document.annotations
    yield from _of_correction(document)
    yield from _party(document.buyer)
    if document.exchange_rate:
        yield document.exchange_rate.table
    if seller := document.seller:
        yield from _party(seller)
        yield from (seller.email, seller.phone, seller.bank_account)
    if order := document.order:
        yield from (order.id, order.buyer_login)
    for line in document.lines:
        yield from (line.name, line.unit, line.sku)
    for charge in document.charges:
        yield charge.reason


def _of_correction(document: Document) -> Iterator[str | None]:
    if document.corrects:
        yield from (document.corrects.number, document.corrects.ksef_number)
    if document.correction is not None:
        yield document.correction.reason
        yield from _party(document.correction.before.buyer)
        yield from (line.name for line in document.correction.before.lines)
        yield from (charge.reason for charge in document.correction.before.charges)


def _party(party: Seller | Buyer) -> Iterator[str | None]:
    address = party.address
    yield from (party.name, party.nip, address.street, address.postcode, address.city)
    if isinstance(party, Buyer):
        yield party.tax_id
