"""Sentences that the law wants on a document (art. 106e), found by what is on it."""

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
"""Zloty, of the whole document (art. 106e ust. 1 pkt 18a)."""


def annotations_of(document: Document, seller: Seller) -> tuple[str, ...]:
    """Return the sentences that must stand on this document."""
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
    """Would annex-15 goods on this document make split payment obligatory? The total must exceed 15 000.00 zl."""
    kind = KINDS[document.kind]
    return kind.is_invoice and not kind.is_margin and document.buyer.is_business and is_above_split_payment(document)


def is_above_split_payment(document: Document) -> bool:
    """Is the total known to exceed 15 000.00 zl?

    While the exchange rate is unknown, so is the answer, and nothing is claimed: where Polish VAT could be split, the
    missing rate holds the draft.
    """
    total = document.in_zloty(document.totals.gross)
    return total is not None and total > SPLIT_PAYMENT_ABOVE


def needs_split_payment(document: Document) -> bool:
    """Must the words of split payment stand on it?"""
    return may_need_split_payment(document) and any(line.annex15 for line in document.lines)
