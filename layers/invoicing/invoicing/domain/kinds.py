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


AUTO = "auto"
"""At import: let the buyer decide (a company or an asked-for invoice gets an invoice)."""

ISSUABLE_KINDS = frozenset({Kind.INVOICE, Kind.PROFORMA, Kind.RECEIPT})

TITLES = {
    Kind.INVOICE: "Faktura",
    Kind.MARGIN_INVOICE: "Faktura VAT marża",
    Kind.PROFORMA: "Proforma",
    Kind.RECEIPT: "Potwierdzenie sprzedaży",
    Kind.BILL: "Rachunek",
    Kind.CORRECTION: "Faktura korygująca",
}

REQUIRED_SENTENCES = {
    Kind.PROFORMA: "Dokument nie jest fakturą w rozumieniu ustawy o VAT i nie uprawnia do odliczenia podatku.",
    Kind.RECEIPT: "Dokument niefiskalny. Nie jest fakturą ani paragonem fiskalnym.",
}
"""What must stand on a document of this kind."""
