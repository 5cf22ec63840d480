"""The kinds of documents and the words that they go by."""

from enum import StrEnum


class Kind(StrEnum):
    """What a document is; chosen on the draft, frozen at issue."""

    INVOICE = "invoice"
    MARGIN_INVOICE = "margin_invoice"
    PROFORMA = "proforma"
    RECEIPT = "receipt"
    BILL = "bill"
    CORRECTION = "correction"


class NumberedAs(StrEnum):
    """Which pattern numbers a document: its kind's; corrections of confirmations have one of their own."""

    INVOICE = "invoice"
    MARGIN_INVOICE = "margin_invoice"
    PROFORMA = "proforma"
    RECEIPT = "receipt"
    BILL = "bill"
    CORRECTION = "correction"
    RECEIPT_CORRECTION = "receipt_correction"


def numbered_as(kind: Kind, corrected: Kind | None = None) -> NumberedAs:
    """Return the pattern of a kind; `corrected` is the kind of the document that a correction is about."""
    if kind is Kind.CORRECTION and corrected is Kind.RECEIPT:
        return NumberedAs.RECEIPT_CORRECTION
    return NumberedAs(kind.value)


AUTO = "auto"
"""At import: let the buyer decide (a company or an asked-for invoice gets an invoice)."""

KINDS_OF_SALES = tuple(kind for kind in Kind if kind is not Kind.CORRECTION)
"""What a sale can be documented by; a correction is about another document."""

INVOICES = frozenset({Kind.INVOICE, Kind.MARGIN_INVOICE})
"""Invoices in the sense of the VAT Act."""

TITLES = {
    Kind.INVOICE: "Faktura",
    Kind.MARGIN_INVOICE: "Faktura VAT marża",
    Kind.PROFORMA: "Proforma",
    Kind.RECEIPT: "Potwierdzenie sprzedaży",
    Kind.BILL: "Rachunek",
    Kind.CORRECTION: "Faktura korygująca",
}
RECEIPT_CORRECTION_TITLE = "Korekta potwierdzenia sprzedaży"
BILL_CORRECTION_TITLE = "Korekta rachunku"


def title_of(kind: Kind, corrected: Kind | None = None) -> str:
    """Return what a document is called; `corrected` is the kind of the document that a correction is about."""
    if kind is Kind.CORRECTION and corrected is Kind.RECEIPT:
        return RECEIPT_CORRECTION_TITLE
    if kind is Kind.CORRECTION and corrected is Kind.BILL:
        return BILL_CORRECTION_TITLE
    return TITLES[kind]


GENITIVES = {
    Kind.INVOICE: "faktury",
    Kind.MARGIN_INVOICE: "faktury VAT marża",
    Kind.PROFORMA: "proformy",
    Kind.RECEIPT: "potwierdzenia sprzedaży",
    Kind.BILL: "rachunku",
    Kind.CORRECTION: "faktury korygującej",
}
"""`do faktury`, `do rachunku`."""

REQUIRED_SENTENCES = {
    Kind.PROFORMA: "Dokument nie jest fakturą w rozumieniu ustawy o VAT i nie uprawnia do odliczenia podatku.",
    Kind.RECEIPT: "Dokument niefiskalny. Nie jest fakturą ani paragonem fiskalnym.",
}
"""What must stand on a document of this kind."""
