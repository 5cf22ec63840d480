"""Sentences that the law requires on a document (art. 106e), depending on its content."""

from collections.abc import Iterator
from decimal import Decimal

from invoicing.domain.basics.countries import country_name
from invoicing.domain.basics.dates import show_date
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import INVOICES, KINDS
from invoicing.domain.documents.parties import Seller
from invoicing.domain.vat.margin import WORDS
from invoicing.domain.vat.rate import EXEMPT, MARGIN, REVERSE_CHARGE, is_foreign, rate_of

SPLIT_PAYMENT = "mechanizm podzielonej płatności"
SPLIT_PAYMENT_ABOVE = Decimal("15000.00")
"""Zloty, total of the whole document (art. 106e ust. 1 pkt 18a)."""


def annotations_of(document: Document, seller: Seller) -> tuple[str, ...]:
    """Return the sentences that must be printed on this document."""
    return tuple(dict.fromkeys(_sentences(document, seller)))


def _sentences(document: Document, seller: Seller) -> Iterator[str]:
    if sentence := KINDS[document.kind].required_sentence:
        yield sentence
    if document.evidence_kind in INVOICES:
        yield from _of_invoices(document, seller)


def _of_invoices(document: Document, seller: Seller) -> Iterator[str]:
    rates = {line.vat_rate for line in document.lines}
    if needs_split_payment(document):
        yield SPLIT_PAYMENT
    if seller.cash_method:
        yield "metoda kasowa"
    if REVERSE_CHARGE in rates:
        yield "odwrotne obciążenie"
    if MARGIN in rates:
        yield WORDS[document.margin_procedure]
    if EXEMPT in rates and (basis := document.exemption_basis or seller.vat_basis):
        yield f"Zwolnienie z VAT: {basis}"
    if document.fiscal_receipt:
        receipt = document.fiscal_receipt
        yield f"Faktura do paragonu nr {receipt.number} z dnia {show_date(receipt.date)}"
    for rate in map(rate_of, sorted(code for code in rates if code and is_foreign(code))):
        yield f"Stawka VAT kraju konsumpcji: {country_name(rate.country)} {rate.shown_percent} %"


def may_need_split_payment(document: Document) -> bool:
    """True if annex-15 goods on this document would require split payment: the total exceeds 15 000.00 zl."""
    kind = KINDS[document.kind]
    return kind.is_invoice and not kind.is_margin and document.buyer.is_business and is_above_split_payment(document)


def is_above_split_payment(document: Document) -> bool:
    """True if the total is known to exceed 15 000.00 zl.

    False while the exchange rate is unknown: where Polish VAT could be split, the missing rate holds the draft.
    """
    total = document.in_zloty(document.totals.gross)
    return total is not None and total > SPLIT_PAYMENT_ABOVE


def needs_split_payment(document: Document) -> bool:
    """True if the words for split payment must be printed on it."""
    return may_need_split_payment(document) and any(line.annex15 for line in document.lines)
