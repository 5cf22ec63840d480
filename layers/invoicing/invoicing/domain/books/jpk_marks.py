"""A document's mark in the VAT return (JPK_V7), and whether it counts the sale or another document does."""

from enum import StrEnum

from invoicing.domain.documents.document import Document, Reference
from invoicing.domain.documents.kind import INVOICES, KINDS
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.documents.summary import Summary


class JpkMark(StrEnum):
    """An invoice with a KSeF number, one outside KSeF, or evidence other than an invoice."""

    IN_KSEF = "NrKSeF"
    OUTSIDE_KSEF = "BFK"
    NO_INVOICE = "DI"


class Evidence(StrEnum):
    """Types of evidence marked in the return: an invoice to a fiscal receipt, an internal document."""

    TO_FISCAL_RECEIPT = "FP"
    INTERNAL = "WEW"


class Standing(StrEnum):
    """Whether a document counts, or else what counts instead: an invoice, or the cash register's report."""

    COUNTED = "counted"
    REPLACED = "replaced"
    IN_CASH_REGISTER = "in_cash_register"


def pays_vat(document: Document) -> bool:
    """True if the document's seller files a VAT return."""
    return document.seller is not None and document.seller.vat_status is VatStatus.ACTIVE


def ksef_number_of(document: Document, summary: Summary) -> str | None:
    """Return the KSeF number, which may be added after issue."""
    return summary.ksef_number or (document.ksef.number if document.ksef else None)


def replacement_of(document: Document, summary: Summary) -> Reference | None:
    """Return the issued invoice that replaced a confirmation; drafts, which have no number yet, do not count."""
    invoice = summary.replaced_by
    if not KINDS[document.evidence_kind].is_internal or invoice is None or invoice.kind not in INVOICES:
        return None
    return invoice if invoice.number else None


def standing_of(document: Document, summary: Summary, *, has_cash_register: bool) -> Standing:
    """Return whether a document is counted.

    An invoice to a fiscal receipt is not (art. 109 ust. 3d), nor is a confirmation of a seller with a cash register:
    the register's report counts the sale.
    """
    if replacement_of(document, summary):
        return Standing.REPLACED
    if document.fiscal_receipt or (has_cash_register and KINDS[document.evidence_kind].is_internal):
        return Standing.IN_CASH_REGISTER
    return Standing.COUNTED


def mark_of(document: Document, summary: Summary, standing: Standing) -> JpkMark | None:
    """Return the mark of a document in the return; None if it is not in it.

    Excluded are sales of exempt sellers, sales taxed abroad (OSS) and confirmations that are counted elsewhere.
    """
    if not pays_vat(document) or document.is_taxed_abroad:
        return None
    kind = document.evidence_kind
    if kind in INVOICES:
        return JpkMark.IN_KSEF if ksef_number_of(document, summary) else JpkMark.OUTSIDE_KSEF
    return JpkMark.NO_INVOICE if KINDS[kind].is_internal and standing is Standing.COUNTED else None


def evidence_of(document: Document, mark: JpkMark | None) -> Evidence | None:
    """Return the type of evidence, if the return requires one."""
    if mark is JpkMark.NO_INVOICE:
        return Evidence.INTERNAL
    return Evidence.TO_FISCAL_RECEIPT if mark and document.fiscal_receipt else None
